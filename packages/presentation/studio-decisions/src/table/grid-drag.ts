/** What the pointer is on: a cell, the number of a row, or nothing of the grid. */
export interface Pointed {
  readonly row: number;
  /** Null: the number of the row. */
  readonly column: number | null;
}

/** What stands at an element of the grid. */
export function pointedAt(target: EventTarget | Element | null): Pointed | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (cell === null || cell.dataset.row === undefined) return null;
  return { row: Number(cell.dataset.row), column: cell.dataset.column === undefined ? null : Number(cell.dataset.column) };
}

/** Follows the pointer until it is let go; `end` is told whether it was let go or Escape was pressed. */
export function follow(move: (event: PointerEvent) => void, end: (dropped: boolean) => void): void {
  const stop = (dropped: boolean) => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', keys, true);
    end(dropped);
  };
  const up = () => stop(true);
  const cancel = () => stop(false);
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    stop(false);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
  window.addEventListener('keydown', keys, true);
}
