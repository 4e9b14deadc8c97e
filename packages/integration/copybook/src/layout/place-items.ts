import type { Entry, SignClause, Usage } from '../syntax/entry.ts';
import { type Finding, placeOf } from '../syntax/finding.ts';
import { type Alias, areasOf, type Field, type Group, type Item, isUnnamed, type Layout, lengthOf, type Table } from './item.ts';
import { alignmentOf, type Storage, storageOf } from './storage.ts';

/** The most bytes of a record. IBM's variable records reach 32 kB, or 2 GB spanned; what is kept in memory must end somewhere. */
const longestRecord = 16_777_216;
/** How far a table that is UNBOUNDED reaches: a record is kept in memory, as many as there are at once. */
const longestUnbounded = 1_048_576;

type Growing<T> = { -readonly [Name in keyof T]: T[Name] };
type GrowingGroup = Growing<Omit<Group, 'children'>> & { children: Item[] };

/** What a group says for all below it. */
interface Inherited {
  readonly usage: Usage | null;
  readonly sign: SignClause | null;
  readonly synchronized: boolean;
}

const nothingInherited: Inherited = { usage: null, sign: null, synchronized: false };

function inheritedBy(entry: Entry, above: Inherited): Inherited {
  return { usage: entry.usage ?? above.usage, sign: entry.sign ?? above.sign, synchronized: entry.synchronized || above.synchronized };
}

/** Puts the items of a record behind each other: offsets, sizes, slack bytes, redefinitions, counters. Tells what cannot be. */
export function placeItems(record: Entry, findings: Finding[], names: 'cobol' | 'camel' = 'cobol'): Layout {
  const placing = new Placing(findings, names);
  const root = placing.item({ ...record, redefines: null }, null, 0, nothingInherited, new Map());
  if (root.size > longestRecord) placing.refuse(record, `The record has ${root.size} bytes; at most ${longestRecord} can be read.`);
  const aliases = record.aliases.flatMap((entry) => placing.alias(entry, root) ?? []);
  return { name: record.name, root, aliases, minimum: shortest(root), maximum: lengthOf(root) };
}

function shortest(item: Item): number {
  const times = item.table === null ? 1 : item.table.counter === null ? item.table.maximum : item.table.minimum;
  if (item.kind === 'field') return item.size * times;
  if (!item.varies) return item.size * times;
  const each = areasOf(item).map(({ item: first, views }) => Math.max(shortest(first), ...views.map(lengthOf)));
  return each.reduce((sum, size) => sum + size, 0) * times;
}

class Placing {
  readonly #findings: Finding[];
  /** Fields that come before where one is, by name, for DEPENDING ON. */
  readonly #fields = new Map<string, Field[]>();

  readonly #names: 'cobol' | 'camel';

  constructor(findings: Finding[], names: 'cobol' | 'camel') {
    this.#findings = findings;
    this.#names = names;
  }

  refuse(entry: Entry, message: string): void {
    this.#findings.push({ severity: 'error', ...placeOf(entry), message });
  }

  /** `taken`: how often each name is taken already in the object in which the item will be. */
  item(
    entry: Entry,
    parent: GrowingGroup | null,
    offset: number,
    inherited: Inherited,
    taken: Map<string, number>,
    redefines: Item | null = null,
  ): Item {
    const own = inheritedBy(entry, inherited);
    const table = this.#table(entry);
    const placed = { name: entry.name, key: this.#key(entry.name, taken), parent, offset, table, redefines, entry };
    const made = entry.children.length === 0 ? this.#field(placed, entry, own) : this.#group(placed, entry, own, taken);
    if (table?.maximum === Number.POSITIVE_INFINITY)
      table.maximum = Math.max(table.minimum, Math.floor((longestUnbounded - offset) / Math.max(1, made.size)));
    return made;
  }

  /** What level 66 calls otherwise, as the rules of RENAMES have it; null where there is no such thing. */
  alias(entry: Entry, root: Item): Alias | null {
    if (entry.renames === null) return null;
    const { from: first, through: last } = entry.renames;
    const from = this.#renamed(entry, first, root);
    const through = last === first ? from : this.#renamed(entry, last, root);
    if (from === null || through === null) return null;
    if (through.offset < from.offset || through.offset + lengthOf(through) < from.offset + lengthOf(from)) {
      this.refuse(entry, `${entry.name} renames ${from.name} to ${through.name}, which ends before it.`);
      return null;
    }
    return { name: entry.name, from, through };
  }

  #renamed(entry: Entry, [name = '', ...qualifiers]: readonly string[], root: Item): Item | null {
    const found = itemsIn(root).find((item) => item.name === name && item !== root && isWithin(item, qualifiers));
    if (found === undefined) this.refuse(entry, `${entry.name} renames ${name}, which is no item of ${root.name}.`);
    else if (tableAround(found)) this.refuse(entry, `${entry.name} renames ${name}, which occurs several times.`);
    return found === undefined || tableAround(found) ? null : found;
  }

  #key(name: string, taken: Map<string, number>): string {
    return this.#names === 'cobol' ? freeKey(name, '-', taken) : freeKey(camelName(name), '', taken);
  }

  #field(placed: Omit<Field, 'kind' | 'storage' | 'size' | 'varies'>, entry: Entry, { usage, sign }: Inherited): Field {
    const kept = storageOf(entry, usage, sign);
    if (typeof kept === 'string' && !entry.refused) this.refuse(entry, kept);
    if (entry.sign !== null && entry.picture?.category === 'numeric' && !entry.picture.signed)
      this.#warn(entry, `${entry.name} has SIGN, but no S in its picture; it has no sign.`);
    const { storage, size } = typeof kept === 'string' ? { storage: { type: 'bytes' } satisfies Storage, size: 1 } : kept;
    const field: Field = { ...placed, kind: 'field', varies: false, storage, size };
    if (isUnnamed(field)) return field;
    const named = this.#fields.get(field.name);
    if (named === undefined) this.#fields.set(field.name, [field]);
    else named.push(field);
    return field;
  }

  #group(
    placed: Omit<Group, 'kind' | 'children' | 'size' | 'varies' | 'transparent'>,
    entry: Entry,
    own: Inherited,
    around: Map<string, number>,
  ): Group {
    const transparent = placed.parent !== null && placed.name === 'FILLER' && placed.table === null;
    const group: GrowingGroup = { ...placed, kind: 'group', children: [], size: 0, varies: false, transparent };
    const taken = transparent ? around : new Map<string, number>();
    let at = placed.offset;
    for (const child of entry.children) {
      const redefined = child.redefines === null ? null : this.#redefined(child, group.children);
      if (redefined !== null) {
        const view = this.item(child, group, redefined.offset, own, taken, redefined);
        if (lengthOf(view) > lengthOf(redefined))
          this.#warn(child, `${child.name} is longer than ${redefined.name}, which it redefines; the longer counts.`);
        group.children.push(view);
        at = Math.max(at, view.offset + lengthOf(view));
        continue;
      }
      at = this.#withSlack(group, at, leadingAlignment(child, own));
      const next = this.item(child, group, at, own, taken);
      group.children.push(next);
      at += lengthOf(next);
      if (next.varies || next.table?.counter != null) group.varies = true;
    }
    if (entry.occurs !== null) at = this.#withSlack(group, at, largestAlignment(entry, own), placed.offset);
    group.size = at - placed.offset;
    return group;
  }

  /** Slack bytes are an item that nobody named. */
  #withSlack(group: GrowingGroup, at: number, alignment: number, from = 0): number {
    const missing = (alignment - ((at - from) % alignment)) % alignment;
    if (missing === 0) return at;
    const storage: Storage = { type: 'bytes' };
    const placed = { name: 'slack', key: 'slack', parent: group, offset: at, size: missing, table: null, redefines: null, entry: null };
    group.children.push({ ...placed, kind: 'field', varies: false, storage });
    return at + missing;
  }

  #redefined(entry: Entry, siblings: readonly Item[]): Item | null {
    const found = siblings.findLast(({ name }) => name === entry.redefines);
    const base = found?.redefines ?? found;
    if (base === undefined) {
      this.refuse(entry, `${entry.name} redefines ${entry.redefines}, which does not stand before it at the same level.`);
      return null;
    }
    const between = siblings.slice(siblings.indexOf(base) + 1).find(({ redefines, name }) => redefines !== base && name !== 'slack');
    if (between !== undefined) this.refuse(entry, `${entry.name} redefines ${entry.redefines}, but ${between.name} stands between them.`);
    if (base.varies || base.table?.counter != null)
      this.refuse(entry, `${entry.name} redefines ${base.name}, whose length varies: where it ends is not known.`);
    return base;
  }

  #table({ occurs, ...entry }: Entry): Growing<Table> | null {
    if (occurs === null) return null;
    const { minimum, maximum, dependsOn } = occurs;
    if (dependsOn === null) return { minimum, maximum, counter: null };
    const [name = '', ...qualifiers] = dependsOn;
    const counter = (this.#fields.get(name) ?? []).findLast((field) => isWithin(field, qualifiers));
    const place = { ...entry, occurs };
    if (counter === undefined)
      this.refuse(place, `How often ${entry.name} occurs depends on ${dependsOn.join(' of ')}, which is no field before it.`);
    else if (!isWhole(counter.storage)) this.refuse(place, `${name} counts ${entry.name}, so it must be a whole number.`);
    else if (counter.table !== null) this.refuse(place, `${name} counts ${entry.name}, so it can occur only once.`);
    return { minimum, maximum, counter: counter ?? null };
  }

  #warn(entry: Entry, message: string): void {
    this.#findings.push({ severity: 'warning', ...placeOf(entry), message });
  }
}

function isWhole(storage: Storage): boolean {
  return (storage.type === 'zoned' || storage.type === 'packed' || storage.type === 'binary') && storage.scale === 0;
}

function itemsIn(item: Item): Item[] {
  return item.kind === 'field' ? [item] : [item, ...item.children.flatMap(itemsIn)];
}

function tableAround(item: Item): boolean {
  return item.table !== null || (item.parent !== null && tableAround(item.parent));
}

function isWithin(field: Item, qualifiers: readonly string[]): boolean {
  const above: string[] = [];
  for (let group = field.parent; group !== null; group = group.parent) above.push(group.name);
  return qualifiers.every((name) => above.includes(name));
}

/** The boundary at which an item has to begin: a group at that of its first field. */
function leadingAlignment(entry: Entry, inherited: Inherited): number {
  const own = inheritedBy(entry, inherited);
  const [first] = entry.children;
  return first === undefined ? fieldAlignment(entry, own) : leadingAlignment(first, own);
}

function largestAlignment(entry: Entry, inherited: Inherited): number {
  const own = inheritedBy(entry, inherited);
  return entry.children.reduce((largest, child) => Math.max(largest, largestAlignment(child, own)), fieldAlignment(entry, own));
}

function fieldAlignment(entry: Entry, { usage, sign, synchronized }: Inherited): number {
  if (!synchronized || entry.children.length > 0) return 1;
  const kept = storageOf(entry, usage, sign);
  return typeof kept === 'string' ? 1 : alignmentOf(kept.storage, kept.size);
}

/** A name that is taken in its JSON object gets a number: `STREET`, `STREET-2`. */
function freeKey(name: string, separator: string, taken: Map<string, number>): string {
  for (let times = (taken.get(name) ?? 0) + 1; ; times++) {
    const key = times === 1 ? name : `${name}${separator}${times}`;
    taken.set(name, times);
    if (times > 1 && taken.has(key)) continue;
    if (times > 1) taken.set(key, 1);
    return key;
  }
}

/** `ACCOUNT-NO` as `accountNo`. */
function camelName(name: string): string {
  const [first = '', ...others] = name
    .toLowerCase()
    .split(/[-_]+/)
    .filter((word) => word !== '');
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
