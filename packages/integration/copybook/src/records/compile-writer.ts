import { nearestName } from '@plinth/foundation';
import { isHex, writeHex } from '../fields/bytes.ts';
import { type FieldCodec, type FieldOptions, fieldCodec } from '../fields/field-codec.ts';
import { shown } from '../fields/text.ts';
import { areasOf, type Field, type Group, type Item, isUnnamed, membersOf } from '../layout/item.ts';
import type { Reader } from './compile-reader.ts';
import { initialBytes } from './initial-bytes.ts';
import { countersOf, pathText, tableDepth } from './path-text.ts';
import type { Reading } from './reading.ts';
import { bytesMember, type RecordValue } from './record-value.ts';
import { ViewWriter } from './view-writer.ts';

/** What is known while a record is written. */
export interface Writing {
  readonly bytes: Uint8Array;
  readonly indexes: number[];
  /** Where each counter stands, and what it was given; `at` is -1 where it was not written yet. */
  readonly counters: { at: number; given: number | null }[];
  /** Bytes by path, for fields whose value does not say them. */
  overrides: ReadonlyMap<string, unknown> | null;
  readonly overridden: Set<string>;
  /** Whether what is not given leaves the bytes that are there: they were written by what the item redefines. */
  over: boolean;
  /** What was written, to be read. */
  readingOf(from: number, to: number): Reading;
  /** What is wrong, by path; the first few. */
  readonly problems: { readonly path: string; readonly message: string }[];
}

/** Writes an item of an object at a place; gives the place behind it. */
export type Writer = (writing: Writing, at: number, source: Readonly<Record<string, unknown>>) => number;

const mostProblems = 20;

/** Makes closures that write a record by its layout. `readerOf` makes what reads a view again, to see whether views agree. */
export function compileWriter(root: Item, options: FieldOptions, readerOf: (item: Item) => Reader): Writer {
  return new Compiling(root, options, readerOf).record(root);
}

/** Keeps what is wrong with a value. */
export function refuse(writing: Writing, path: string, message: string): void {
  if (writing.problems.length < mostProblems) writing.problems.push({ path, message });
}

class Compiling {
  readonly #options: FieldOptions;
  readonly #counters: ReadonlyMap<Field, number>;
  readonly #readerOf: (item: Item) => Reader;

  constructor(root: Item, options: FieldOptions, readerOf: (item: Item) => Reader) {
    this.#options = options;
    this.#counters = countersOf(root);
    this.#readerOf = readerOf;
  }

  record(root: Item): Writer {
    return root.kind === 'group' ? this.#object(root) : this.#within(root, [root]);
  }

  #item(item: Item): Writer {
    if (item.table !== null) return this.#table(item);
    if (item.kind === 'field') return this.#field(item);
    if (item.transparent) return this.#members(item);
    const { key } = item;
    const write = this.#object(item);
    return (writing, at, source) => write(writing, at, objectAt(writing, item, source[key]));
  }

  /** An object's members, of which there may be no others. */
  #object(group: Group): Writer {
    return this.#within(group, membersOf(group.children), this.#members(group));
  }

  #within(item: Item, members: readonly Item[], write: Writer = this.#item(item)): Writer {
    const known = new Set([...members.map(({ key }) => key), ...(item.parent === null ? [bytesMember] : [])]);
    return (writing, at, source) => {
      for (const name in source) {
        if (known.has(name)) continue;
        const nearest = nearestName(name, [...known]);
        const path = item.parent === null ? name : `${pathText(item, writing.indexes)}.${name}`;
        refuse(writing, path, `is no name of the copybook.${nearest === null ? '' : ` Did you mean ${nearest}?`}`);
      }
      return write(writing, at, source);
    };
  }

  #members(group: Group): Writer {
    const writers = areasOf(group).map((area) => this.#area(area));
    return (writing, at, source) => {
      let next = at;
      for (const write of writers) next = write(writing, next, source);
      return next;
    };
  }

  #area({ item, views, size }: ReturnType<typeof areasOf>[number]): Writer {
    const first = this.#item(item);
    if (views.length === 0) return first;
    const all = [item, ...views].map((view) => ({
      item: view,
      keys: keysIn(view),
      write: view === item ? first : this.#item(view),
      read: this.#readerOf(view),
    }));
    return new ViewWriter(all, size).writer;
  }

  #field(field: Field): Writer {
    const write = this.#one(field);
    const { key } = field;
    return (writing, at, source) => write(writing, at, source[key]);
  }

  /** One occurrence of a field. */
  #one(field: Field): (writing: Writing, at: number, value: unknown) => number {
    const codec = fieldCodec(field, this.#options);
    const initial = initialBytes(field, codec, this.#options.page);
    const counter = this.#counters.get(field);
    const { size } = field;
    return (writing, at, value) => {
      if (writing.overrides !== null && this.#override(writing, field, at)) return at + size;
      if (isUnnamed(field) || value === undefined || value === null) {
        if (!writing.over) writing.bytes.set(initial, at);
      } else {
        const problem = codec.write(writing.bytes, at, value);
        if (problem !== null) refuse(writing, pathText(field, writing.indexes), `${problem}.`);
      }
      if (counter !== undefined) writing.counters[counter] = { at, given: given(value) };
      return at + size;
    };
  }

  #override(writing: Writing, field: Field, at: number): boolean {
    const path = pathText(field, writing.indexes);
    const hex = writing.overrides?.get(path);
    if (hex === undefined) return false;
    writing.overridden.add(path);
    if (typeof hex !== 'string' || !isHex(hex) || hex.length !== field.size * 2)
      refuse(writing, `${bytesMember}.${path}`, `must be ${field.size} bytes in hexadecimal, not ${shown(hex)}.`);
    else writeHex(writing.bytes, at, hex);
    return true;
  }

  #table(item: Item): Writer {
    const { key } = item;
    const { minimum = 0, maximum = 0, counter = null } = item.table ?? {};
    const depth = tableDepth(item) - 1;
    const counterCodec: FieldCodec | null = counter === null ? null : fieldCodec(counter, this.#options);
    const slot = counter === null ? -1 : (this.#counters.get(counter) ?? -1);
    const object = item.kind === 'group' ? this.#object(item) : null;
    const one = item.kind === 'field' ? this.#one(item) : null;
    const write = (writing: Writing, at: number, value: unknown) => {
      if (one !== null) return one(writing, at, value);
      return object === null ? at : object(writing, at, objectAt(writing, item, value));
    };
    return (writing, at, source) => {
      const values = source[key] ?? [];
      if (!Array.isArray(values)) {
        refuse(writing, pathText(item, writing.indexes, true), `must be a list, not ${shown(values)}.`);
        return at;
      }
      if (values.length > maximum || (counter !== null && values.length < minimum)) {
        const bounds = counter === null ? `at most ${maximum}` : `${minimum} to ${maximum}`;
        refuse(writing, pathText(item, writing.indexes, true), `has ${values.length} occurrences, of ${bounds}.`);
        return at;
      }
      if (counter !== null && counterCodec !== null) this.#count(writing, counter, counterCodec, slot, item, values.length);
      let next = at;
      const times = counter === null ? maximum : values.length;
      for (let index = 0; index < times; index++) {
        writing.indexes[depth] = index;
        next = write(writing, next, values[index]);
      }
      return next;
    };
  }

  /** A counter says how long its table is; one that was not given is written now. */
  #count(writing: Writing, counter: Field, codec: FieldCodec, slot: number, item: Item, length: number): void {
    const known = writing.counters[slot];
    if (known === undefined) return;
    if (known.at < 0) refuse(writing, pathText(counter, writing.indexes), `counts ${item.name}, so what it stands in has to be given.`);
    else if (known.given === null) {
      codec.write(writing.bytes, known.at, length);
      known.given = length;
    } else if (known.given !== length)
      refuse(writing, pathText(counter, writing.indexes), `says ${known.given}, but ${item.name} has ${length} occurrences.`);
  }
}

/** What is no number is told as such, and counts nothing. */
function given(value: unknown): number | null {
  const number = value === undefined || value === null ? Number.NaN : Number(value);
  return Number.isNaN(number) ? null : number;
}

function objectAt(writing: Writing, item: Item, value: unknown): RecordValue {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as RecordValue;
  refuse(writing, pathText(item, writing.indexes), `must be an object, not ${shown(value)}.`);
  return {};
}

function keysIn(item: Item): string[] {
  return item.kind === 'group' && item.transparent ? membersOf(item.children).map(({ key }) => key) : [item.key];
}
