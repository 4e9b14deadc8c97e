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
  readonly #root: Element;

  /** `root` is what React draws into. */
  constructor(root: Element) {
    this.#root = root;
  }

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

  roomOf(instance: string): number | null {
    const [fragment] = this.#drawn.get(instance) ?? [];
    if (fragment === undefined) return null;
    const stands = (element: Element, how: number) => (fragment.compareDocumentPosition(element) & how) !== 0;
    // The innermost element around it: what stands around an instance adds none of its own.
    let outer = this.#root;
    for (let inner: Element | undefined = outer; inner !== undefined; ) {
      outer = inner;
      inner = [...outer.children].find((child) => stands(child, Node.DOCUMENT_POSITION_CONTAINS));
    }
    const own = [...outer.children].find((child) => stands(child, Node.DOCUMENT_POSITION_CONTAINED_BY));
    return own === undefined ? null : roomIn(outer, own);
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

/** Width that an element fills at 100%: its column, where what it stands in has several. */
function roomIn(outer: Element, own: Element): number {
  const { display, gridTemplateColumns, columnGap, paddingInlineStart, paddingInlineEnd, direction } = getComputedStyle(outer);
  const { left, right } = outer.getBoundingClientRect();
  const borders = right - left - outer.clientWidth;
  const inside = right - left - borders - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd);
  const columns = gridTemplateColumns.split(' ').map(Number.parseFloat);
  if (!display.endsWith('grid') || columns.length < 2 || columns.some(Number.isNaN)) return inside;
  const box = own.getBoundingClientRect();
  const start = Number.parseFloat(paddingInlineStart) + borders / 2;
  const before = direction === 'rtl' ? right - box.right - start : box.left - left - start;
  const gap = Number.parseFloat(columnGap) || 0;
  const { gridColumnStart, gridColumnEnd } = getComputedStyle(own);
  let [at, offset] = [0, 0];
  while (at < columns.length - 1 && offset + (columns[at] ?? 0) + gap <= before + 1) offset += (columns[at++] ?? 0) + gap;
  const span = spanOf(gridColumnStart, gridColumnEnd, columns.length - at);
  return columns.slice(at, at + span).reduce((sum, column) => sum + column + gap, -gap);
}

/** How many columns an element takes. */
function spanOf(start: string, end: string, left: number): number {
  const written = /span (\d+)/.exec(`${start} ${end}`)?.[1];
  return written !== undefined ? Number(written) : end === '-1' ? left : 1;
}

function around(rects: readonly DOMRect[]): Box {
  const left = Math.min(...rects.map((rect) => rect.left));
  const top = Math.min(...rects.map((rect) => rect.top));
  const right = Math.max(...rects.map((rect) => rect.right));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  return { left: left + window.scrollX, top: top + window.scrollY, width: right - left, height: bottom - top };
}
