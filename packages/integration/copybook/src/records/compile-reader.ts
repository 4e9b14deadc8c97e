import { hexOf } from '../fields/bytes.ts';
import { type FieldCodec, type FieldOptions, fieldCodec } from '../fields/field-codec.ts';
import { areasOf, type Field, type Group, type Item, isUnnamed, lengthOf } from '../layout/item.ts';
import { chosenView } from './chosen-view.ts';
import type { Condition } from './conditions.ts';
import { initialBytes } from './initial-bytes.ts';
import { countersOf, pathText, tableDepth } from './path-text.ts';
import { type Reading, RecordProblem } from './reading.ts';
import type { RecordValue, Value } from './record-value.ts';

/** Reads an item at a place into the object around it; gives the place behind it. */
export type Reader = (reading: Reading, at: number, target: RecordValue) => number;

/** Makes closures that read an item of a record by its layout, once for all records. `conditions`: of views that are not always meant. */
export function compileReader(item: Item, root: Item, options: FieldOptions, conditions: ReadonlyMap<Item, Condition> = always): Reader {
  return new Compiling(root, options, conditions).item(item);
}

const always: ReadonlyMap<Item, Condition> = new Map();

class Compiling {
  readonly #options: FieldOptions;
  readonly #counters: ReadonlyMap<Field, number>;
  readonly #conditions: ReadonlyMap<Item, Condition>;

  constructor(root: Item, options: FieldOptions, conditions: ReadonlyMap<Item, Condition>) {
    this.#options = options;
    this.#conditions = conditions;
    this.#counters = countersOf(root);
  }

  /** The record itself is no member of anything: a group gives its members to the target. */
  item(item: Item): Reader {
    if (item.table !== null) return this.#table(item);
    if (item.kind === 'field') return this.#field(item);
    if (item.transparent) return this.#members(item);
    const members = this.#object(item);
    if (item.parent === null) return members;
    const { key } = item;
    return (reading, at, target) => {
      const value: RecordValue = {};
      target[key] = value;
      return members(reading, at, value);
    };
  }

  /** The members of an object, which conditions within it can name. */
  #object(group: Group): Reader {
    const members = this.#members(group);
    if (this.#conditions.size === 0) return members;
    const depth = objectDepth(group);
    return (reading, at, target) => {
      reading.objects[depth] = target;
      return members(reading, at, target);
    };
  }

  #field(field: Field): Reader {
    const { key, size } = field;
    const codec = fieldCodec(field, this.#options);
    const checked = this.#checked(field, codec);
    if (isUnnamed(field)) {
      const initial = initialBytes(field, codec, this.#options.page);
      return (reading, at) => {
        if (at + size > reading.end) throw tooShort(field, reading);
        if (reading.exact && !startsAt(reading.bytes, at, initial)) tell(field, reading, at);
        return at + size;
      };
    }
    const counter = this.#counters.get(field);
    return (reading, at, target) => {
      if (at + size > reading.end) throw tooShort(field, reading);
      const value = codec.read(reading, at);
      if (value === undefined) {
        tell(field, reading, at, codec.wrong(reading, at));
        target[key] = null;
      } else {
        target[key] = value;
        if (reading.exact) checked(reading, at, value);
      }
      if (counter !== undefined) reading.counts[counter] = typeof value === 'number' ? value : -1;
      return at + size;
    };
  }

  /** Keeps the bytes of a field whose value would be written as others. */
  #checked(field: Field, codec: FieldCodec): (reading: Reading, at: number, value: Value) => void {
    const written = new Uint8Array(field.size);
    return (reading, at, value) => {
      if (codec.write(written, 0, value) !== null || !startsAt(reading.bytes, at, written)) tell(field, reading, at);
    };
  }

  #table(item: Item): Reader {
    const { key, table } = item;
    const depth = tableDepth(item) - 1;
    const read = this.#occurrence(item);
    const { minimum = 0, maximum = 0, counter = null } = table ?? {};
    const slot = counter === null ? -1 : (this.#counters.get(counter) ?? -1);
    const hidden = item.kind === 'field' && isUnnamed(item);
    return (reading, at, target) => {
      let times = maximum;
      if (counter !== null) {
        times = reading.counts[slot] ?? -1;
        if (!(times >= minimum && times <= maximum)) throw new RecordProblem(wrongCount(counter, item, times, minimum, maximum));
      }
      const values: Value[] = [];
      let next = at;
      for (let index = 0; index < times; index++) {
        reading.indexes[depth] = index;
        next = read(reading, next, values);
      }
      if (!hidden) target[key] = values;
      return next;
    };
  }

  /** One occurrence of a table, put behind the others. */
  #occurrence(item: Item): (reading: Reading, at: number, values: Value[]) => number {
    if (item.kind === 'group') {
      const members = this.#object(item);
      return (reading, at, values) => {
        const value: RecordValue = {};
        values.push(value);
        return members(reading, at, value);
      };
    }
    const { size } = item;
    const codec = fieldCodec(item, this.#options);
    const checked = this.#checked(item, codec);
    return (reading, at, values) => {
      if (at + size > reading.end) throw tooShort(item, reading);
      const value = codec.read(reading, at);
      if (value === undefined) tell(item, reading, at, codec.wrong(reading, at));
      else if (reading.exact) checked(reading, at, value);
      values.push(value ?? null);
      return at + size;
    };
  }

  #members(group: Group): Reader {
    const readers = areasOf(group).map((area) => this.#area(area));
    const [only] = readers;
    if (readers.length === 1 && only !== undefined) return only;
    return (reading, at, target) => {
      let next = at;
      for (const read of readers) next = read(reading, next, target);
      return next;
    };
  }

  /** An item with those that redefine it: each is read from the same place, unless the record ends before it does. */
  #area({ item, views, size }: ReturnType<typeof areasOf>[number]): Reader {
    const first = this.item(item);
    if (views.length === 0) return first;
    const all = [item, ...views].map((view) => this.#view(view, view === item ? first : this.item(view)));
    const shortest = Math.min(...[item, ...views].map(lengthOf));
    return (reading, at, target) => {
      const room = reading.end - at;
      if (room < shortest) throw tooShort(item, reading);
      for (const { length, read, chosen } of all) {
        // Read exactly, bytes are kept whatever is meant by them.
        if (chosen !== null && !reading.exact) chosen(reading, at, target);
        else if (length <= room) read(reading, at, target);
      }
      return Math.min(at + size, reading.end);
    };
  }

  #view(view: Item, read: Reader) {
    const condition = this.#conditions.get(view);
    const key = view.kind === 'group' && !view.transparent && view.table === null ? view.key : null;
    const chosen = condition === undefined ? null : chosenView(read, condition, objectDepth(view.parent) + 1, key);
    return { length: lengthOf(view), read, chosen };
  }
}

/** How many objects stand around a group's own. */
function objectDepth(group: Group | null): number {
  let depth = -1;
  for (let each = group; each !== null; each = each.parent) if (!each.transparent) depth++;
  return depth;
}

function tell(field: Field, reading: Reading, at: number, reason?: string): void {
  reading.problems ??= [];
  const path = pathText(field, reading.indexes);
  const problem = { path, offset: at - reading.start, bytes: hexOf(reading.bytes, at, at + field.size) };
  reading.problems.push(reason === undefined ? problem : { ...problem, reason });
}

function tooShort(item: Item, reading: Reading): RecordProblem {
  return new RecordProblem(`it has ${reading.end - reading.start} bytes and ends within ${pathText(item, reading.indexes) || item.name}.`);
}

function wrongCount(counter: Field, item: Item, times: number, minimum: number, maximum: number): string {
  const said = times < 0 ? 'is no number' : `says ${times}`;
  return `${counter.name} ${said}, but ${item.name} occurs ${minimum} to ${maximum} times.`;
}

function startsAt(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index++) if (bytes[at + index] !== expected[index]) return false;
  return true;
}
