import { childrenOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import { actionsTree, readActions } from './action-form.ts';
import { unnamedStep } from './derived-id.ts';
import type { Draft, Drafts } from './drafts.ts';
import { mapAt, omit } from './file-form.ts';
import { block, idEntry, isTreeMap, propertiesOf, shorthand, type Tree, type TreeMap } from './tree.ts';
import type { Steps, YamlSource } from './yaml-source.ts';

/** What belongs to the instance; every other name is a property of the component. One that is called like these stands below `properties`. */
const instanceWords = ['id', 'name', 'version', 'visible', 'hiddenOn', 'layout', 'on', 'properties', 'children', 'slots'];

interface Place {
  readonly page: string;
  /** Steps below the page or the nearest named component. */
  readonly path: readonly string[];
}

/** Reads a list of component instances in one slot. */
export function readComponents(
  drafts: Drafts,
  source: YamlSource,
  parent: Draft,
  place: Place,
  slot: string,
  value: unknown,
  steps: Steps,
): void {
  if (value === undefined || value === null) return;
  if (!Array.isArray(value)) {
    drafts.report(source, steps, 'must be a list of components', 'Write - ui.heading: { text: Clients }.');
    return;
  }
  const counts = new Map<string, number>();
  for (const [at, item] of value.entries()) {
    const itemSteps = [...steps, at];
    const entry = readEntry(drafts, source, item, itemSteps);
    if (entry === null) continue;
    const before = counts.get(entry.component) ?? 0;
    const name = entry.body.name;
    if (name === undefined) counts.set(entry.component, before + 1);
    const path = typeof name === 'string' ? [name] : [...place.path, unnamedStep(entry.component, slot, before)];
    readComponent(drafts, source, parent, { page: place.page, path }, slot, entry, [...itemSteps, ...entry.steps]);
  }
}

interface Entry {
  readonly component: string;
  readonly body: TreeMap;
  readonly steps: Steps;
  /** Where its children stand: a component that is only a list has them directly below. */
  readonly children: Steps;
}

function readEntry(drafts: Drafts, source: YamlSource, item: unknown, steps: Steps): Entry | null {
  if (typeof item === 'string') return { component: item, body: {}, steps: [], children: [] };
  const entries = isTreeMap(item) ? Object.entries(item) : [];
  const [first] = entries;
  if (first === undefined || entries.length > 1) {
    const hint = first === undefined ? 'Write - ui.heading: { text: Clients }.' : `Indent what belongs to ${first[0]} by two more spaces.`;
    drafts.report(source, steps, 'must be one component', hint);
    return null;
  }
  const [component, value] = first;
  if (value === null) return { component, body: {}, steps: [component], children: [] };
  if (Array.isArray(value)) return { component, body: { children: value }, steps: [component], children: [] };
  return { component, body: isTreeMap(value) ? value : { text: value }, steps: [component], children: ['children'] };
}

function readComponent(drafts: Drafts, source: YamlSource, parent: Draft, place: Place, slot: string, entry: Entry, steps: Steps): void {
  const { body, component } = entry;
  const events = mapAt(drafts, source, body.on, [...steps, 'on'], 'Write on: { click: { do: navigate, page: clients } }.');
  const properties = mapAt(drafts, source, body.properties, [...steps, 'properties'], 'Write properties: { name: value }.');
  const draft = drafts.add({
    kind: 'component',
    id: body.id,
    path: [place.page, ...place.path],
    parent,
    values: {
      component,
      slot,
      ...omit(body, 'id', 'on', 'children', 'slots', ...Object.keys(omit(body, ...instanceWords))),
      properties: { ...omit(body, ...instanceWords), ...properties },
      events: Object.fromEntries(Object.entries(events).map(([event, actions]) => [event, readActions(actions)])),
    },
    source,
    steps,
    places: { component: [], slot: [], properties: body.properties === undefined ? [] : ['properties'], events: ['on'] },
  });
  readComponents(drafts, source, draft, place, 'children', body.children, [...steps, ...entry.children]);
  const slots = mapAt(drafts, source, body.slots, [...steps, 'slots'], 'Write slots: { footer: [ … ] }.');
  for (const [name, children] of Object.entries(slots)) {
    readComponents(drafts, source, draft, place, name, children, [...steps, 'slots', name]);
  }
}

/** Writes the component instances in one slot of a page or component instance. */
export function componentsTree(definition: Definition, page: string, parent: string, path: readonly string[], slot: string): Tree[] {
  const counts = new Map<string, number>();
  const items = childrenOf(definition, parent, slot).map((component) => {
    const before = counts.get(component.component) ?? 0;
    if (component.name === undefined) counts.set(component.component, before + 1);
    const own = component.name === undefined ? [...path, unnamedStep(component.component, slot, before)] : [component.name];
    return componentTree(definition, page, component, own);
  });
  return block(items);
}

function componentTree(definition: Definition, page: string, component: RecordOf<'component'>, path: readonly string[]): Tree {
  const { name, version, ...rest } = propertiesOf(definition, component, ['component', 'slot', 'properties', 'events']);
  const hidden = Object.entries(component.properties).filter(([property]) => instanceWords.includes(property));
  const open = Object.entries(component.properties).filter(([property]) => !instanceWords.includes(property));
  const body: TreeMap = {
    ...idEntry(component, page, ...path),
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...Object.fromEntries(open),
    ...rest,
  };
  if (hidden.length > 0) body.properties = Object.fromEntries(hidden);
  const events = Object.entries(component.events);
  if (events.length > 0) body.on = Object.fromEntries(events.map(([event, actions]) => [event, actionsTree(actions)]));
  const slots = [...new Set(childrenOf(definition, component.id).map((child) => child.slot))].sort();
  for (const slot of slots) {
    const children = componentsTree(definition, page, component.id, path, slot);
    if (slot === 'children') body.children = children;
    else body.slots = block({ ...(body.slots as TreeMap | undefined), [slot]: children });
  }
  return block({ [component.component]: shortBody(body) });
}

function shortBody(body: TreeMap): TreeMap {
  const names = Object.keys(body);
  if (names.length === 0) return shorthand(body, null);
  if (names.length === 1 && names[0] === 'children') return shorthand(body, body.children);
  const text = body.text;
  if (names.length === 1 && typeof text === 'string') return shorthand(body, text);
  return body;
}
