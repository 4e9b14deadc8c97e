/** Where a pointer is, in units of the surface, on its grid. */
export function surfacePoint(
  surface: SVGSVGElement,
  pointer: { readonly clientX: number; readonly clientY: number },
  grid: number,
): { readonly x: number; readonly y: number } {
  const matrix = surface.getScreenCTM();
  if (!matrix) return { x: 0, y: 0 };
  const point = new DOMPoint(pointer.clientX, pointer.clientY).matrixTransform(matrix.inverse());
  return { x: onGrid(point.x, grid), y: onGrid(point.y, grid) };
}

/** The nearest place on a grid; whole units without one. */
export function onGrid(value: number, grid: number): number {
  return grid > 0 ? Math.round(value / grid) * grid : Math.round(value);
}
