import type { Definition } from '../definition.ts';
import { type DefinitionRecord, isRecordKind, recordKinds, referenceSites } from '../kinds/record-kinds.ts';
import { derivedId } from './derived-id.ts';

/** What a file says as plain values, everything in its long form. */
export type Tree = unknown;
export type TreeMap = Record<string, Tree>;

const shortForms = new WeakMap<object, Tree>();
const blocks = new WeakSet<object>();

/** Gives a value the short form in which it is written anew; what people wrote the long way stays long. */
export function shorthand<Value extends object>(long: Value, short: Tree): Value {
  shortForms.set(long, short);
  return long;
}

/** The form in which a value is written anew. */
export function shortOf(value: Tree): Tree {
  return typeof value === 'object' && value !== null && shortForms.has(value) ? shortForms.get(value) : value;
}

/** Has a list or mapping written one entry a line, however short it is. */
export function block<Value extends object>(value: Value): Value {
  blocks.add(value);
  return value;
}

export function isBlock(value: object): boolean {
  return blocks.has(value);
}

const orders = new WeakSet<object>();

/** Makes the order of a mapping's names part of what it says. */
export function ordered<Value extends object>(value: Value): Value {
  orders.add(value);
  return value;
}

export function isOrdered(value: object): boolean {
  return orders.has(value);
}

export function isTreeMap(value: Tree): value is TreeMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two trees say the same; the order of names means nothing unless {@link ordered} says so. */
export function sameTree(a: Tree, b: Tree): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => sameTree(item, b[at]));
  if (!isTreeMap(a) || !isTreeMap(b)) return false;
  const names = Object.keys(a);
  if ((orders.has(a) || orders.has(b)) && names.join('\n') !== Object.keys(b).join('\n')) return false;
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && sameTree(a[name], b[name]));
}

/** The key by which files call a record: references are written with it. */
export function keyOf(definition: Definition, id: string): string {
  const record = definition.records.get(id);
  if (record !== undefined) return 'key' in record ? record.key : id;
  // What is not there (yet) is called by the last step of the id that follows from its key, so that it reads as the same again.
  return /^[a-z-]+:(?:[^/]*\.)?([^./]+)$/.exec(id)?.[1] ?? id;
}

/** The `id` entry of a record, absent where the id follows from the key path. */
export function idEntry(record: DefinitionRecord, ...path: readonly string[]): TreeMap {
  return record.id === derivedId(record.kind, ...path) ? {} : { id: record.id };
}

/** The properties of a record as files have them: in the schema's order, references as keys, defaults left out. */
export function propertiesOf(definition: Definition, record: DefinitionRecord, without: readonly string[] = []): TreeMap {
  const tree: TreeMap = {};
  if (!isRecordKind(record.kind)) return tree;
  const values = record as unknown as Readonly<Record<string, unknown>>;
  for (const [name, schema] of Object.entries(recordKinds[record.kind].properties)) {
    if (['id', 'kind', 'parent', 'index', 'key'].includes(name) || without.includes(name) || !Object.hasOwn(values, name)) continue;
    const value = values[name];
    if (Object.hasOwn(schema, 'default') && sameTree(value, (schema as { default?: unknown }).default)) continue;
    tree[name] = isReference(record, name) ? asKeys(definition, value) : value;
  }
  return tree;
}

function isReference(record: DefinitionRecord, property: string): boolean {
  return referenceSites[record.kind].some((site) => site.property === property);
}

function asKeys(definition: Definition, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((id) => asKeys(definition, id));
  return typeof value === 'string' ? keyOf(definition, value) : value;
}
