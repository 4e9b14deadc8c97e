import { type PointerEvent, useState } from 'react';

/** A row that is dragged: which, and before which other it would come (null: behind the last). */
export interface RowDrag {
  readonly row: string;
  readonly before: string | null;
}

/** Dragging rows of a table by a handle; `data-row` on a row names it. */
export function useRowDrag(onDrop: (drag: RowDrag) => void) {
  const [drag, setDrag] = useState<RowDrag | null>(null);
  const begin = (event: PointerEvent<HTMLElement>, row: string) => {
    const body = event.currentTarget.closest('tbody');
    if (body === null || event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    let now: RowDrag | null = null;
    const move = (moved: globalThis.PointerEvent) => {
      const rows = [...body.querySelectorAll<HTMLElement>('[data-row]')];
      const below = rows.find((each) => {
        const { top, height } = each.getBoundingClientRect();
        return moved.clientY < top + height / 2;
      });
      now = { row, before: below?.dataset.row ?? null };
      setDrag(now);
    };
    const keys = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return;
      now = null;
      handle.releasePointerCapture(event.pointerId);
    };
    const end = () => {
      handle.removeEventListener('pointermove', move);
      window.removeEventListener('keydown', keys, true);
      setDrag(null);
      if (now !== null) onDrop(now);
    };
    handle.addEventListener('pointermove', move);
    window.addEventListener('keydown', keys, true);
    handle.addEventListener('lostpointercapture', end, { once: true });
  };
  return { drag, begin };
}
