import { type Item, lengthOf } from '../layout/item.ts';
import type { Reader } from './compile-reader.ts';
import { refuse, type Writer, type Writing } from './compile-writer.ts';
import { pathText } from './path-text.ts';
import type { RecordValue } from './record-value.ts';
import { saysTheSame } from './same-value.ts';

interface View {
  readonly item: Item;
  /** The members of the object around it that it has. */
  readonly keys: readonly string[];
  readonly write: Writer;
  readonly read: Reader;
}

/**
 * Writes an area that several items describe. Those that were given are written one over the other; then each must be read as it was
 * given, whichever was written last. Where that is so in no order, they contradict each other and the record is refused.
 */
export class ViewWriter {
  readonly #views: readonly View[];
  readonly #size: number;
  /** Bytes of the first. */
  readonly #reach: number;
  /** Views that reach behind the first, the longest first. */
  readonly #longer: readonly View[];
  readonly writer: Writer;

  constructor(views: readonly View[], size: number) {
    this.#views = views;
    this.#size = size;
    const [first] = views;
    this.#reach = first === undefined ? size : lengthOf(first.item);
    this.#longer = views
      .filter(({ item }) => lengthOf(item) > this.#reach && !item.varies && item.table?.counter == null)
      .toSorted((one, other) => lengthOf(other.item) - lengthOf(one.item));
    this.writer = (writing, at, source) => this.#write(writing, at, source);
  }

  #write(writing: Writing, at: number, source: Readonly<Record<string, unknown>>): number {
    const next = at + this.#size;
    const [first] = this.#views;
    const isGiven = (key: string) => source[key] !== undefined && (source[key] !== null || writing.overrides !== null);
    const given = this.#views.filter(({ keys }) => keys.some(isGiven));
    const before = writing.problems.length;
    this.#fillBehind(writing, at);
    // The first fills what nobody gave.
    first?.write(writing, at, first === given[0] ? source : {});
    if (given.length === 0 || (given.length === 1 && first === given[0])) return next;
    const { over } = writing;
    writing.over = true;
    const agree = [given, given.toReversed()].some((order) => {
      for (const { write } of order) write(writing, at, source);
      // A value that no view takes is told as such, and once.
      return writing.problems.length > before || given.every((view) => this.#isReadAsGiven(view, writing, at, source));
    });
    writing.over = over;
    if (agree) return next;
    const [one, other] = given.map(({ item }) => pathText(item, writing.indexes) || item.name);
    refuse(
      writing,
      one ?? '',
      `and ${other ?? 'what redefines it'} describe the same bytes and say different things; give only one of them.`,
    );
    return next;
  }

  /** What lies behind the first is what a view that reaches there has where nobody gave it; counters before its end are the first's own. */
  #fillBehind(writing: Writing, at: number): void {
    if (this.#longer.length === 0 || writing.over) return;
    const { overrides } = writing;
    const counters = writing.counters.map((counter) => ({ ...counter }));
    writing.overrides = null;
    for (const { write } of this.#longer) write(writing, at, {});
    writing.overrides = overrides;
    const kept = writing.counters.map((now, slot) => (now.at >= at + this.#reach ? now : (counters[slot] ?? now)));
    writing.counters.splice(0, kept.length, ...kept);
  }

  #isReadAsGiven({ keys, read }: View, writing: Writing, at: number, source: Readonly<Record<string, unknown>>): boolean {
    const target: RecordValue = {};
    try {
      read(writing.readingOf(at, at + this.#size), at, target);
    } catch {
      // A counter within the view says what cannot be: it is not what was given.
      return false;
    }
    return keys.every((key) => saysTheSame(source[key], target[key]));
  }
}
