import {
  childrenOf,
  componentsOf,
  type Definition,
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
}

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

export function clipOf(definition: Definition, ids: readonly string[]): Clip {
  const components = ids.flatMap((id) => {
    const record = recordOf(definition, 'component', id);
    return record === null ? [] : [clipComponent(definition, record)];
  });
  return { plinth: 'components', format: 1, components };
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

/** Reads a clip from text that may be anything; null where it is no clip of ours. */
export function readClip(text: string): Clip | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isJsonObject(read) || read.plinth !== 'components' || read.format !== 1 || !Array.isArray(read.components)) return null;
  let left = mostComponents;
  const component = (value: unknown, depth: number): ClipComponent | null => {
    if (depth > deepest || left-- <= 0 || !isJsonObject(value) || typeof value.component !== 'string') return null;
    const children = list(value.children).map((child) => component(child, depth + 1));
    if (children.includes(null)) return null;
    return {
      component: value.component,
      slot: typeof value.slot === 'string' ? value.slot : 'children',
      ...(typeof value.name === 'string' ? { name: value.name } : {}),
      properties: isJsonObject(value.properties) ? value.properties : {},
      events: isJsonObject(value.events) ? value.events : {},
      ...(typeof value.visible === 'string' ? { visible: value.visible } : {}),
      hiddenOn: list(value.hiddenOn).filter((width) => typeof width === 'string'),
      layout: isJsonObject(value.layout) ? value.layout : {},
      children: children.filter((child) => child !== null),
    };
  };
  const components = read.components.map((value) => component(value, 0));
  return components.length === 0 || components.includes(null)
    ? null
    : { plinth: 'components', format: 1, components: components.filter((each) => each !== null) };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
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
