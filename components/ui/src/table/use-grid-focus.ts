import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type GridPlace, gridMove } from '../contract/grid-move.ts';

interface GridFocusOptions {
  readonly grid: RefObject<HTMLElement | null>;
  readonly rows: number;
  readonly columns: number;
  readonly scrollTo: (row: number) => void;
}

interface GridFocus {
  readonly place: GridPlace;
  /** For the one cell that Tab reaches. */
  readonly tabIndexOf: (row: number, column: number) => 0 | -1;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => boolean;
  readonly onFocusCell: (place: GridPlace) => void;
}

/** Moving through a grid by arrow keys (ARIA Authoring Practices, grid pattern); true where the key was a move. */
export function useGridFocus({ grid, rows, columns, scrollTo }: GridFocusOptions): GridFocus {
  const [wanted, setWanted] = useState<GridPlace>({ row: 0, column: 0 });
  const place = { row: Math.min(wanted.row, rows - 1), column: Math.max(0, Math.min(wanted.column, columns - 1)) };
  const moving = useRef(false);

  useEffect(() => {
    if (!moving.current) return;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-row="${place.row}"][data-column="${place.column}"]`);
    if (!cell) return;
    moving.current = false;
    cell.focus({ preventScroll: place.row >= 0 && cell.closest('[data-virtual]') !== null });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.altKey) return false;
    const key = {
      key: event.key,
      whole: event.ctrlKey || event.metaKey,
      rightToLeft: getComputedStyle(event.currentTarget).direction === 'rtl',
    };
    const next = gridMove(place, key, { firstRow: -1, rows, columns });
    if (next === null) return false;
    event.preventDefault();
    moving.current = true;
    setWanted(next);
    if (next.row >= 0) scrollTo(next.row);
    return true;
  };

  return {
    place,
    tabIndexOf: (row, column) => (row === place.row && column === place.column ? 0 : -1),
    onKeyDown,
    onFocusCell: setWanted,
  };
}
