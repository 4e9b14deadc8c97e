import type { Definition } from './definition.ts';
import { bySiblingOrder } from './fractional-index.ts';
import { type DefinitionRecord, type RecordKind, referenceSites } from './kinds/record-kinds.ts';
import { PersistentMap } from './persistent-map.ts';

type Ids = PersistentMap<true>;

/** What is looked up about a definition all the time. Kept beside it and carried on by each change, never stored. */
export interface DefinitionIndex {
  readonly byKind: PersistentMap<Ids>;
  /** Parent to its children of all kinds, in sibling order. */
  readonly children: PersistentMap<readonly string[]>;
  /** Id to the records that hold it in a reference, apart from its children. */
  readonly referrers: PersistentMap<Ids>;
  /** `<scope> <key>` to the records called so; see {@link nameOf}. */
  readonly names: PersistentMap<Ids>;
}

const noIds: Ids = PersistentMap.empty();
const indexes = new WeakMap<Definition, DefinitionIndex>();

/** The record a record stands in, or null where it stands at the top. */
export function parentOf(record: DefinitionRecord): string | null {
  return 'parent' in record ? record.parent : null;
}

/**
 * Under which name a record is found and by what it must be unique, or null where it has none. A page's queries and
 * named components share a scope which only the page tells, so there the page must be compared as well.
 */
export function nameOf(record: DefinitionRecord): string | null {
  switch (record.kind) {
    case 'entity':
    case 'role':
    case 'page':
    case 'decision':
    case 'process':
    case 'function':
    case 'event-type':
    case 'external-action':
    case 'external-trigger':
    case 'theme':
    case 'import':
    case 'permission-test':
    case 'setting':
      return `${record.kind} ${record.key}`;
    case 'translation':
      return `translation ${record.locale}`;
    case 'permission':
      return `permission ${record.role} ${record.entity}`;
    case 'field':
    case 'relation':
      return `attribute ${record.parent} ${record.key}`;
    case 'index':
      return `index ${record.parent} ${record.key}`;
    case 'rule':
      return `rule ${record.parent} ${record.table} ${record.key}`;
    case 'process-node':
    case 'process-flow':
      return `process-element ${record.parent} ${record.key}`;
    case 'query':
      return `scope ${record.key}`;
    case 'component':
      return record.name === undefined ? null : `scope ${record.name}`;
    case 'app':
      return null;
  }
}

/** The ids a record refers to through one property. */
export function referencedBy(record: DefinitionRecord, property: string): readonly string[] {
  const value: unknown = (record as unknown as Record<string, unknown>)[property];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

function referredIds(record: DefinitionRecord): Set<string> {
  const ids = new Set<string>();
  for (const site of referenceSites[record.kind] ?? []) {
    if (site.property !== 'parent') for (const id of referencedBy(record, site.property)) ids.add(id);
  }
  return ids;
}

function enter(map: PersistentMap<Ids>, key: string, id: string): PersistentMap<Ids> {
  return map.with(key, (map.get(key) ?? noIds).with(id, true));
}

function leave(map: PersistentMap<Ids>, key: string, id: string): PersistentMap<Ids> {
  const rest = (map.get(key) ?? noIds).without(id);
  return rest.size === 0 ? map.without(key) : map.with(key, rest);
}

function placed(siblings: readonly string[], record: DefinitionRecord, definition: Definition): readonly string[] {
  const others = siblings.filter((id) => id !== record.id);
  const place = { id: record.id, index: placeOf(record) };
  let at = others.length;
  while (at > 0) {
    const before = definition.records.get(others[at - 1] ?? '');
    if (before !== undefined && bySiblingOrder({ id: before.id, index: placeOf(before) }, place) < 0) break;
    at--;
  }
  return [...others.slice(0, at), record.id, ...others.slice(at)];
}

/** The place among siblings; empty for kinds whose order means nothing. */
export function placeOf(record: DefinitionRecord): string {
  return 'index' in record ? record.index : '';
}

/** The index after `before` (absent: inserted) became `after` (absent: removed); `definition` already holds `after`. */
function changed(
  index: DefinitionIndex,
  definition: Definition,
  before: DefinitionRecord | undefined,
  after: DefinitionRecord | undefined,
): DefinitionIndex {
  let { byKind, children, referrers, names } = index;
  const id = (after ?? before)?.id ?? '';
  const [kindBefore, kindAfter] = [before?.kind, after?.kind];
  if (kindBefore !== kindAfter) {
    if (kindBefore !== undefined) byKind = leave(byKind, kindBefore, id);
    if (kindAfter !== undefined) byKind = enter(byKind, kindAfter, id);
  }
  const parentBefore = before === undefined ? null : parentOf(before);
  const parentAfter = after === undefined ? null : parentOf(after);
  if (parentBefore !== parentAfter || (before && placeOf(before)) !== (after && placeOf(after))) {
    if (parentBefore !== null) {
      const rest = (children.get(parentBefore) ?? []).filter((child) => child !== id);
      children = rest.length === 0 ? children.without(parentBefore) : children.with(parentBefore, rest);
    }
    if (parentAfter !== null && after !== undefined) {
      children = children.with(parentAfter, placed(children.get(parentAfter) ?? [], after, definition));
    }
  }
  const [referredBefore, referredAfter] = [
    before === undefined ? none : referredIds(before),
    after === undefined ? none : referredIds(after),
  ];
  for (const target of referredBefore) if (!referredAfter.has(target)) referrers = leave(referrers, target, id);
  for (const target of referredAfter) if (!referredBefore.has(target)) referrers = enter(referrers, target, id);
  const [nameBefore, nameAfter] = [before === undefined ? null : nameOf(before), after === undefined ? null : nameOf(after)];
  if (nameBefore !== nameAfter) {
    if (nameBefore !== null) names = leave(names, nameBefore, id);
    if (nameAfter !== null) names = enter(names, nameAfter, id);
  }
  return { byKind, children, referrers, names };
}

const none: ReadonlySet<string> = new Set();

/** The index of a definition: made once, and carried along by {@link withRecord} and {@link withoutRecord}. */
export function indexOf(definition: Definition): DefinitionIndex {
  const existing = indexes.get(definition);
  if (existing !== undefined) return existing;
  const index = indexedAnew(definition);
  indexes.set(definition, index);
  return index;
}

/** The same as {@link changed} for one record after the other, of ten thousand at once. */
function indexedAnew(definition: Definition): DefinitionIndex {
  const [kinds, referrers, names] = [new Map<string, string[]>(), new Map<string, string[]>(), new Map<string, string[]>()];
  const siblings = new Map<string, { readonly id: string; readonly index: string }[]>();
  for (const record of definition.records.values()) {
    const { id, kind } = record;
    entryIn(kinds, kind).push(id);
    const parent = parentOf(record);
    if (parent !== null) entryIn(siblings, parent).push({ id, index: placeOf(record) });
    for (const target of referredIds(record)) entryIn(referrers, target).push(id);
    const name = nameOf(record);
    if (name !== null) entryIn(names, name).push(id);
  }
  const setOf = (ids: readonly string[]): Ids => PersistentMap.from(ids.map((id) => [id, true] as const));
  const sets = (lists: ReadonlyMap<string, readonly string[]>) => mapped(lists, setOf);
  const children = mapped(siblings, (places): readonly string[] => places.sort(bySiblingOrder).map(({ id }) => id));
  return { byKind: sets(kinds), children, referrers: sets(referrers), names: sets(names) };
}

function entryIn<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: Item[] = [];
  lists.set(key, made);
  return made;
}

function mapped<From, To>(lists: ReadonlyMap<string, From>, change: (value: From) => To): PersistentMap<To> {
  return PersistentMap.from(Array.from(lists, ([key, value]) => [key, change(value)] as const));
}

/** The definition with a record put in or replaced; costs the same whatever its size. */
export function withRecord(definition: Definition, record: DefinitionRecord): Definition {
  const index = indexOf(definition);
  const next = { ...definition, records: definition.records.with(record.id, record) };
  indexes.set(next, changed(index, next, definition.records.get(record.id), record));
  return next;
}

/** The definition without a record; its children stay behind, so remove them first. */
export function withoutRecord(definition: Definition, id: string): Definition {
  const index = indexOf(definition);
  const next = { ...definition, records: definition.records.without(id) };
  indexes.set(next, changed(index, next, definition.records.get(id), undefined));
  return next;
}

/** The ids of all records of a kind, in no meaningful order. */
export function idsOfKind(definition: Definition, kind: RecordKind): Iterable<string> {
  return (indexOf(definition).byKind.get(kind) ?? noIds).keys();
}
