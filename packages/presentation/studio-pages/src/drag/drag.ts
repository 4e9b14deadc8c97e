import { signal } from '@preact/signals-core';
import type { Place } from '../edits/place.ts';
import type { Point } from '../stage/drop-place.ts';
import type { QuickStart } from '../starts/quick-start.ts';

/** What is dragged: a new component of a kind, what an entity gives at once, or components of the page. */
export type DragSource =
  | { readonly kind: 'new'; readonly component: string; readonly label: string }
  | { readonly kind: 'start'; readonly entity: string; readonly start: QuickStart; readonly label: string }
  | { readonly kind: 'move'; readonly ids: readonly string[]; readonly label: string };

/** A drag on its way; `place` is null where it cannot be dropped. */
export interface DragState {
  readonly source: DragSource;
  /** Pointer in the window. */
  readonly pointer: Point;
  readonly place: Place | null;
}

/** Something that can be dropped on: says what a point of the window means, and shows it. Null: the point is not its own. */
export interface DropTarget {
  aim(pointer: Point, source: DragSource): { readonly place: Place | null } | null;
  clear(): void;
}

/** One drag at a time, over everything that can be dropped on. */
export class Drag {
  readonly state = signal<DragState | null>(null);
  readonly #targets = new Set<DropTarget>();
  readonly #drop: (source: DragSource, place: Place) => void;

  constructor(drop: (source: DragSource, place: Place) => void) {
    this.#drop = drop;
  }

  add(target: DropTarget): () => void {
    this.#targets.add(target);
    return () => this.#targets.delete(target);
  }

  /** To be called when the pointer goes down on something that can be dragged; a few pixels later the drag begins. */
  press(event: { readonly clientX: number; readonly clientY: number; readonly button: number }, source: () => DragSource | null): void {
    if (event.button !== 0) return;
    const start = { x: event.clientX, y: event.clientY };
    let dragged: DragSource | null = null;
    const move = (moved: PointerEvent) => {
      const pointer = { x: moved.clientX, y: moved.clientY };
      if (dragged === null) {
        if (Math.hypot(pointer.x - start.x, pointer.y - start.y) < threshold) return;
        dragged = source();
        if (dragged === null) return end();
      }
      this.state.value = { source: dragged, pointer, place: this.#aim(pointer, dragged) };
    };
    const up = () => {
      const { value } = this.state;
      end();
      if (value?.place) this.#drop(value.source, value.place);
    };
    const keys = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end();
    };
    const end = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', keys, true);
      for (const target of this.#targets) target.clear();
      this.state.value = null;
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', keys, true);
  }

  #aim(pointer: Point, source: DragSource): Place | null {
    let place: Place | null = null;
    let found = false;
    for (const target of this.#targets) {
      const aimed = found ? null : target.aim(pointer, source);
      if (aimed === null) target.clear();
      else {
        found = true;
        place = aimed.place;
      }
    }
    return place;
  }
}

const threshold = 4;
