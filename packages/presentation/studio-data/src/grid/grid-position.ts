import { type ColumnKey, columnKeys } from './column.ts';

/** A cell: the field's id and the column. */
export interface Cell {
  readonly row: string;
  readonly column: ColumnKey;
}

export interface KeyPress {
  readonly key: string;
  readonly control: boolean;
  /** Whether the page reads from right to left, so that the arrows do too. */
  readonly rightToLeft: boolean;
}

/** Where a key leads from a cell: another cell, `below` the last row, or null where it leads nowhere. */
export function cellAfter(rows: readonly string[], { row, column }: Cell, { key, control, rightToLeft }: KeyPress): Cell | 'below' | null {
  const [at, across] = [rows.indexOf(row), columnKeys.indexOf(column)];
  const to = (newRow: number, newColumn: number): Cell | null => {
    const found = rows[Math.min(rows.length - 1, Math.max(0, newRow))];
    const wanted = columnKeys[Math.min(columnKeys.length - 1, Math.max(0, newColumn))];
    return found === undefined || wanted === undefined ? null : { row: found, column: wanted };
  };
  const [onward, back] = rightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  switch (key) {
    case 'ArrowDown':
      return at === rows.length - 1 ? 'below' : to(at + 1, across);
    case 'ArrowUp':
      return to(at - 1, across);
    case onward:
      return to(at, across + 1);
    case back:
      return to(at, across - 1);
    case 'Home':
      return to(control ? 0 : at, 0);
    case 'End':
      return to(control ? rows.length - 1 : at, columnKeys.length - 1);
    case 'PageDown':
      return to(at + 10, across);
    case 'PageUp':
      return to(at - 10, across);
    default:
      return null;
  }
}
