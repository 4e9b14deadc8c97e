/** A cell by row and column, from 0. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells: where it was begun, and where it is now. */
export interface GridSelection {
  readonly anchor: Spot;
  readonly focus: Spot;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

export interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function rectangleOf({ anchor, focus }: GridSelection): Rectangle {
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

export function at(row: number, column: number): GridSelection {
  return { anchor: { row, column }, focus: { row, column } };
}

/** The selection within what there is. */
export function within({ anchor, focus }: GridSelection, size: GridSize): GridSelection {
  const clamp = ({ row, column }: Spot): Spot => ({
    row: Math.max(0, Math.min(row, size.rows - 1)),
    column: Math.max(0, Math.min(column, size.columns - 1)),
  });
  return { anchor: clamp(anchor), focus: clamp(focus) };
}

interface Pressed {
  readonly key: string;
  readonly shift: boolean;
  readonly control: boolean;
}

/** Where a key leads, or null where it leads nowhere. `page` is the number of rows that are seen. */
export function moved(selection: GridSelection, { key, shift, control }: Pressed, size: GridSize, page: number): GridSelection | null {
  const { row, column } = selection.focus;
  const target = ((): Spot | null => {
    switch (key) {
      case 'ArrowUp':
        return { row: control ? 0 : row - 1, column };
      case 'ArrowDown':
        return { row: control ? size.rows - 1 : row + 1, column };
      case 'ArrowLeft':
        return { row, column: control ? 0 : column - 1 };
      case 'ArrowRight':
        return { row, column: control ? size.columns - 1 : column + 1 };
      case 'Home':
        return { row: control ? 0 : row, column: 0 };
      case 'End':
        return { row: control ? size.rows - 1 : row, column: size.columns - 1 };
      case 'PageUp':
        return { row: row - page, column };
      case 'PageDown':
        return { row: row + page, column };
      default:
        return null;
    }
  })();
  if (target === null) return null;
  return within({ anchor: shift ? selection.anchor : target, focus: target }, size);
}

/** The next cell in reading order, or null behind the last and before the first. */
export function tabbed({ focus }: GridSelection, back: boolean, { rows, columns }: GridSize): GridSelection | null {
  const next = focus.row * columns + focus.column + (back ? -1 : 1);
  return next < 0 || next >= rows * columns ? null : at(Math.floor(next / columns), next % columns);
}
