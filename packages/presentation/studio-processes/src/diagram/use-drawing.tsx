import { type PointerEvent, type ReactNode, type RefObject, useState } from 'react';
import { isWithin } from './diagram-node.ts';

interface Drawing {
  /** What is drawn, where the pointer is; null while nothing is. */
  readonly ghost: ReactNode;
  /** Begins where a button is pressed; `drop` is told where on the surface it ended, and nothing where it ended elsewhere. */
  begin(event: PointerEvent<HTMLButtonElement>, icon: ReactNode, drop: (at: globalThis.PointerEvent) => void): void;
}

/** Drawing from a button onto a surface. A press without drawing stays a click. */
export function useDrawing(surface: RefObject<HTMLElement | null>): Drawing {
  const [shown, setShown] = useState<{ readonly icon: ReactNode; readonly x: number; readonly y: number } | null>(null);
  const begin: Drawing['begin'] = (event, icon, drop) => {
    if (event.button !== 0) return;
    const button = event.currentTarget;
    const start = { x: event.clientX, y: event.clientY };
    let isDrawn = false;
    const move = (next: globalThis.PointerEvent) => {
      isDrawn ||= Math.hypot(next.clientX - start.x, next.clientY - start.y) > 4;
      if (isDrawn) setShown({ icon, x: next.clientX, y: next.clientY });
    };
    const end = (last: globalThis.PointerEvent) => {
      button.removeEventListener('pointermove', move);
      setShown(null);
      if (!isDrawn) return;
      // The press that ends a drawing is no click.
      button.addEventListener('click', (click) => click.stopImmediatePropagation(), { capture: true, once: true });
      const bounds = surface.current?.getBoundingClientRect();
      if (bounds === undefined || !isWithin({ x: last.clientX, y: last.clientY }, bounds)) return;
      drop(last);
      surface.current?.focus({ preventScroll: true });
    };
    button.setPointerCapture(event.pointerId);
    button.addEventListener('pointermove', move);
    button.addEventListener('pointerup', end, { once: true });
  };
  const ghost =
    shown === null ? null : (
      <span className="bpmn-ghost" style={{ insetInlineStart: 0, insetBlockStart: 0, transform: `translate(${shown.x}px, ${shown.y}px)` }}>
        {shown.icon}
      </span>
    );
  return { ghost, begin };
}
