/** A place in a grid; row -1 is the header. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridKey {
  readonly key: string;
  /** Control or Command. */
  readonly whole: boolean;
  readonly rightToLeft: boolean;
}

export interface GridBounds {
  readonly firstRow: number;
  readonly rows: number;
  readonly columns: number;
}

const pageStep = 10;

/** Where a key leads (ARIA Authoring Practices, grid pattern); null for keys that do not move. */
export function gridMove(from: GridPlace, { key, whole, rightToLeft }: GridKey, bounds: GridBounds): GridPlace | null {
  const to = unbounded(from, key, whole, rightToLeft ? -1 : 1, bounds);
  if (to === null) return null;
  return {
    row: Math.max(bounds.firstRow, Math.min(bounds.rows - 1, to.row)),
    column: Math.max(0, Math.min(bounds.columns - 1, to.column)),
  };
}

function unbounded({ row, column }: GridPlace, key: string, whole: boolean, forward: number, bounds: GridBounds): GridPlace | null {
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + forward };
    case 'ArrowLeft':
      return { row, column: column - forward };
    case 'PageDown':
      return { row: row + pageStep, column };
    case 'PageUp':
      return { row: Math.max(0, row - pageStep), column };
    case 'Home':
      return { row: whole ? 0 : row, column: 0 };
    case 'End':
      return { row: whole ? bounds.rows - 1 : row, column: bounds.columns - 1 };
    default:
      return null;
  }
}
