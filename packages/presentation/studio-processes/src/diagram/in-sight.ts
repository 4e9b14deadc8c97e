import type { Box, Point } from '@plinth/process-model';

/** Whether all of a box is seen; corners of the surface are given in pixels of the window. */
export function isInSight(box: Box, bounds: DOMRect, toScreen: (place: Point) => Point): boolean {
  const [start, end] = [toScreen(box), toScreen({ x: box.x + box.width, y: box.y + box.height })];
  return start.x >= bounds.left && start.y >= bounds.top && end.x <= bounds.right && end.y <= bounds.bottom;
}
