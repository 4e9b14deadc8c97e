/** A change of a text, at offsets of the text as it was; a place where something is put in has no length. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Edits of one text as they are found: those of what is inner before those of what is around it. */
export class Edits {
  readonly #all: TextEdit[] = [];
  /** Those that put in what is closed further on, by the order in which they came. */
  readonly #openings = new Map<TextEdit, number>();

  put(from: number, to: number, text: string): void {
    this.#all.push({ from, to, text });
  }

  /** Puts in something before and behind a part. */
  surround(from: number, to: number, opening: string, closing: string): void {
    const edit = { from, to: from, text: opening };
    this.#all.push(edit);
    this.#openings.set(edit, this.#openings.size + 1);
    this.put(to, to, closing);
  }

  /** As they follow each other. At one place, what ends stands before what begins, and what is inner is closed first and opened last. */
  inOrder(): TextEdit[] {
    const openings = this.#openings;
    return this.#all.toSorted((a, b) => {
      if (a.from !== b.from || a.to !== b.to) return a.from - b.from || a.to - b.to;
      const [opensA, opensB] = [openings.has(a), openings.has(b)];
      if (opensA !== opensB) return opensA ? 1 : -1;
      return (openings.get(b) ?? 0) - (openings.get(a) ?? 0);
    });
  }
}

/** The text with its edits, which are in order. */
export function appliedTo(text: string, edits: readonly TextEdit[]): string {
  let at = 0;
  const parts = edits.flatMap((edit) => {
    const before = text.slice(at, edit.from);
    at = Math.max(at, edit.to);
    return [before, edit.text];
  });
  return parts.join('') + text.slice(at);
}

/** The offset in a text before its edits of one behind them. */
export function offsetBefore(edits: readonly TextEdit[], offset: number): number {
  let moved = 0;
  for (const { from, to, text } of edits) {
    if (from + moved >= offset) break;
    if (from + moved + text.length > offset) return from;
    moved += text.length - (to - from);
  }
  return offset - moved;
}
