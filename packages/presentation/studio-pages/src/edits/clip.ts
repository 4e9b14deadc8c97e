import {
  checkActions,
  childrenOf,
  componentsOf,
  type Definition,
  entityByKey,
  pageOf,
  queriesOf,
  type RecordOf,
  recordOf,
  withDefaults,
} from '@plinth/app-definition';
import { isJsonObject, type JsonObject, shortId } from '@plinth/foundation';
import { type Place, recordPlaces } from './place.ts';

/** Components as plain JSON, as the clipboard carries them between pages and applications. */
export interface Clip {
  readonly plinth: 'components';
  readonly format: 1;
  readonly components: readonly ClipComponent[];
  /** The queries that they show, for pages that have none of that name. */
  readonly queries: readonly ClipQuery[];
}

/** A query without its id and page; what it reads is called by its key. */
export interface ClipQuery {
  readonly key: string;
  readonly entity: string;
  readonly values: JsonObject;
}

/** Why text is no clip: it is nothing of ours, it is of a later version, what it holds is broken, or there is too much of it. */
export type ClipProblem = 'foreign' | 'later' | 'broken' | 'large';

/** A component with all that stands in it, without what only its own definition knows: ids and places. */
export interface ClipComponent {
  readonly component: string;
  readonly slot: string;
  readonly name?: string;
  readonly properties: JsonObject;
  readonly events: JsonObject;
  readonly visible?: string;
  readonly hiddenOn: readonly string[];
  readonly layout: JsonObject;
  readonly children: readonly ClipComponent[];
}

const deepest = 60;
const mostComponents = 5000;
const longest = 20_000_000;

export function clipOf(definition: Definition, ids: readonly string[]): Clip {
  const components = ids.flatMap((id) => {
    const record = recordOf(definition, 'component', id);
    return record === null ? [] : [clipComponent(definition, record)];
  });
  return { plinth: 'components', format: 1, components, queries: clipQueries(definition, ids, JSON.stringify(components)) };
}

/** The queries of their page that components mention. */
function clipQueries(definition: Definition, ids: readonly string[], written: string): readonly ClipQuery[] {
  const first = definition.records.get(ids[0] ?? '');
  const page = first === undefined ? null : pageOf(definition, first);
  return (page === null ? [] : queriesOf(definition, page.id)).flatMap((query) => {
    const { id: _id, kind: _kind, parent: _parent, key, entity, ...values } = query;
    if (entity === undefined || !new RegExp(`\\b${key}\\b`).test(written)) return [];
    return [{ key, entity: recordOf(definition, 'entity', entity)?.key ?? entity, values: values as JsonObject }];
  });
}

function clipComponent(definition: Definition, record: RecordOf<'component'>): ClipComponent {
  const { component, slot, name, properties, events, visible, hiddenOn, layout } = record;
  return {
    component,
    slot,
    ...(name === undefined ? {} : { name }),
    properties: properties as JsonObject,
    events: events as unknown as JsonObject,
    ...(visible === undefined ? {} : { visible }),
    hiddenOn,
    layout,
    children: childrenOf(definition, record.id).map((child) => clipComponent(definition, child)),
  };
}

/** Reads a clip from text that may be anything, or says why it is none. */
export function readClip(text: string): Clip | { readonly problem: ClipProblem } {
  if (text.length > longest) return { problem: 'large' };
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { problem: 'foreign' };
  }
  if (!isJsonObject(read) || read.plinth !== 'components') return { problem: 'foreign' };
  if (read.format !== 1) return { problem: 'later' };
  const reader = new ClipReader();
  const components = list(read.components).map((value) => reader.component(value, 0));
  if (reader.left < 0) return { problem: 'large' };
  const whole = components.filter((each) => each !== null);
  if (whole.length === 0 || whole.length < components.length) return { problem: 'broken' };
  return { plinth: 'components', format: 1, components: whole, queries: list(read.queries).flatMap(readQuery) };
}

class ClipReader {
  left = mostComponents;

  component(value: unknown, depth: number): ClipComponent | null {
    if (depth > deepest || this.left-- <= 0 || !isJsonObject(value) || typeof value.component !== 'string') return null;
    const children = list(value.children).map((child) => this.component(child, depth + 1));
    const whole = children.filter((child) => child !== null);
    if (whole.length < children.length || !isShallow(value.properties) || !isShallow(value.events) || !areEvents(value.events)) return null;
    return {
      component: value.component,
      slot: typeof value.slot === 'string' ? value.slot : 'children',
      ...(typeof value.name === 'string' ? { name: value.name } : {}),
      properties: isJsonObject(value.properties) ? value.properties : {},
      events: isJsonObject(value.events) ? value.events : {},
      ...(typeof value.visible === 'string' ? { visible: value.visible } : {}),
      hiddenOn: list(value.hiddenOn).filter((width) => typeof width === 'string'),
      layout: isJsonObject(value.layout) ? value.layout : {},
      children: whole,
    };
  }
}

/** Whether a value is not nested deeper than anybody writes: what reads it further goes down with it. */
function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth < deepest && Object.values(value).every((inner) => isShallow(inner, depth + 1));
}

/** Whether each of its events is a list of page actions that there are. */
function areEvents(events: unknown): boolean {
  if (events === undefined) return true;
  return isJsonObject(events) && Object.values(events).every((actions) => checkActions(actions, [], () => undefined).length === 0);
}

function readQuery(value: unknown): readonly ClipQuery[] {
  if (!isJsonObject(value) || typeof value.key !== 'string' || typeof value.entity !== 'string') return [];
  return [{ key: value.key, entity: value.entity, values: isJsonObject(value.values) ? value.values : {} }];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The queries of a clip for a page that has none of their names, where what they read is here too. */
export function clipQueryRecords(definition: Definition, clip: Clip, parent: string): RecordOf<'query'>[] {
  const record = definition.records.get(parent);
  const page = record === undefined ? null : pageOf(definition, record);
  if (page === null) return [];
  const taken = namesAround(definition, parent);
  return clip.queries.flatMap(({ key, entity, values }) => {
    const read = entityByKey(definition, entity);
    if (taken.has(key) || read === null) return [];
    return [withDefaults({ ...values, id: shortId(), kind: 'query', parent: page.id, key, entity: read.id } as never) as RecordOf<'query'>];
  });
}

/** What a clip names and this application does not have: components, and entities of its queries. */
export function missingParts(definition: Definition, clip: Clip, components: { has(id: string): boolean }): readonly string[] {
  const ids = (parts: readonly ClipComponent[]): string[] => parts.flatMap(({ component, children }) => [component, ...ids(children)]);
  const entities = clip.queries.filter(({ entity }) => entityByKey(definition, entity) === null).map(({ entity }) => entity);
  return [...new Set([...ids(clip.components).filter((id) => !components.has(id)), ...entities])].slice(0, 10);
}

/** The records of a clip at a place; a name that its page has already gets a number. */
export function clipRecords(definition: Definition, clip: Clip, place: Place): RecordOf<'component'>[] {
  const taken = namesAround(definition, place.parent);
  const places = recordPlaces(definition, place, clip.components.length);
  const records: RecordOf<'component'>[] = [];
  const add = (part: ClipComponent, at: { readonly parent: string; readonly slot: string; readonly index: string }) => {
    const { children, name, ...values } = part;
    const id = shortId();
    const free = name === undefined ? {} : { name: freeName(name, taken) };
    records.push(withDefaults({ ...values, ...free, ...at, id, kind: 'component' } as never) as RecordOf<'component'>);
    const inner = recordPlaces(definition, { parent: id, slot: '', before: null }, children.length);
    children.forEach((child, index) => {
      add(child, { parent: id, slot: child.slot, index: inner[index]?.index ?? 'a0' });
    });
  };
  clip.components.forEach((part, index) => {
    const at = places[index];
    if (at !== undefined) add(part, { parent: place.parent, slot: place.slot, index: at.index });
  });
  return records;
}

function namesAround(definition: Definition, parent: string): Set<string> {
  const record = definition.records.get(parent);
  const page = record === undefined ? null : pageOf(definition, record);
  if (page === null) return new Set();
  const components = componentsOf(definition, page.id).flatMap(({ name }) => (name === undefined ? [] : [name]));
  return new Set([...components, ...queriesOf(definition, page.id).map(({ key }) => key)]);
}

function freeName(wanted: string, taken: Set<string>): string {
  const stem = wanted.replace(/\d+$/, '');
  let free = wanted;
  for (let number = 2; taken.has(free); number++) free = `${stem}${number}`;
  taken.add(free);
  return free;
}
