import type { FragmentInstance } from 'react';
import type { Box } from './canvas.ts';

declare module 'react' {
  // Of react-dom; its types leave it out.
  interface FragmentInstance {
    compareDocumentPosition(other: Node): number;
  }
}

/** Where instances are drawn: what stands around each of them adds no element, so that the page is laid out as it runs. */
export class InstancePlaces {
  readonly #drawn = new Map<string, Set<FragmentInstance>>();
  readonly #empty = new Map<string, Element>();

  /** For `ref` of the fragment around an instance. */
  readonly keep = (instance: string, fragment: FragmentInstance): (() => void) => {
    const known = this.#drawn.get(instance) ?? new Set();
    this.#drawn.set(instance, known.add(fragment));
    return () => {
      known.delete(fragment);
      if (known.size === 0) this.#drawn.delete(instance);
    };
  };

  /** For `ref` of what stands in an empty slot. */
  readonly keepEmpty = (instance: string, element: Element): (() => void) => {
    this.#empty.set(instance, element);
    return () => {
      if (this.#empty.get(instance) === element) this.#empty.delete(instance);
    };
  };

  boxesOf(instance: string): Box[] {
    return [...(this.#drawn.get(instance) ?? [])].flatMap((fragment) => {
      const rects = fragment.getClientRects().filter(({ width, height }) => width > 0 || height > 0);
      return rects.length === 0 ? [] : [around(rects)];
    });
  }

  emptySlotBox(instance: string): Box | null {
    const element = this.#empty.get(instance);
    return element === undefined ? null : around([element.getBoundingClientRect()]);
  }

  /** The innermost instance that an element is part of; `children` are those of an instance, or of the page for null. */
  instanceOf(element: Element, children: (instance: string | null) => readonly string[]): string | null {
    const below = (from: string | null): string | null => {
      const inner = children(from).find((child) => this.#contains(child, element));
      return inner === undefined ? from : below(inner);
    };
    const found = below(null);
    if (found !== null) return found;
    // What is drawn over the page, as dialogs are, stands outside of whatever it belongs to.
    const outermost = [...this.#drawn.keys()].find((instance) => this.#contains(instance, element));
    return outermost === undefined ? null : below(outermost);
  }

  #contains(instance: string, element: Element): boolean {
    for (const fragment of this.#drawn.get(instance) ?? []) {
      if ((fragment.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_CONTAINED_BY) !== 0) return true;
    }
    return false;
  }
}

function around(rects: readonly DOMRect[]): Box {
  const left = Math.min(...rects.map((rect) => rect.left));
  const top = Math.min(...rects.map((rect) => rect.top));
  const right = Math.max(...rects.map((rect) => rect.right));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  return { left: left + window.scrollX, top: top + window.scrollY, width: right - left, height: bottom - top };
}
