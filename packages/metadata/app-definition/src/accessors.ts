import { appId, type Definition } from './definition.ts';
import { type DefinitionIndex, idsOfKind, indexOf, parentOf } from './definition-index.ts';
import { entryOf } from './entry-of.ts';
import { bySiblingOrder } from './fractional-index.ts';
import type { DefinitionRecord, RecordKind, RecordOf } from './kinds/record-kinds.ts';

/** The record of that id and kind, or null. */
export function recordOf<Kind extends RecordKind>(definition: Definition, kind: Kind, id: string): RecordOf<Kind> | null {
  const record = definition.records.get(id);
  return record?.kind === kind ? (record as RecordOf<Kind>) : null;
}

/** Found once for each definition: what is checked of each page asks for all pages, entities and roles. */
const kindsFound = new WeakMap<Definition, Map<string, readonly DefinitionRecord[]>>();

/** All records of a kind by id: an order that stays the same. For pages and children there are orders with a meaning. */
export function recordsOf<Kind extends RecordKind>(definition: Definition, kind: Kind): RecordOf<Kind>[] {
  const find = () => [...idsOfKind(definition, kind)].sort().flatMap((id) => recordOf(definition, kind, id) ?? []);
  return [...listOf(definition, kind, find)];
}

/** A list of records of a kind, kept under the kind or under a name of its own. */
function listOf<Kind extends RecordKind>(
  definition: Definition,
  kind: Kind,
  find: () => readonly RecordOf<Kind>[],
  name: string = kind,
): readonly RecordOf<Kind>[] {
  const byName = entryOf(kindsFound, definition, () => new Map<string, readonly DefinitionRecord[]>());
  return entryOf(byName, name, find) as readonly RecordOf<Kind>[];
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** The root record. */
export function appOf(definition: Definition): RecordOf<'app'> | null {
  return recordOf(definition, 'app', appId);
}

/** The entities by key. */
export function entitiesOf(definition: Definition): RecordOf<'entity'>[] {
  return [...listOf(definition, 'entity', () => recordsOf(definition, 'entity').sort(byKey), 'entity by key')];
}

/** The pages that people open, as the navigation lists them; composites are none. */
export function pagesOf(definition: Definition): RecordOf<'page'>[] {
  const find = () =>
    recordsOf(definition, 'page')
      .filter(({ composite }) => composite === undefined)
      .sort(bySiblingOrder);
  return [...listOf(definition, 'page', find, 'page in order')];
}

/** The composites by key. */
export function compositesOf(definition: Definition): RecordOf<'page'>[] {
  const find = () =>
    recordsOf(definition, 'page')
      .filter(({ composite }) => composite !== undefined)
      .sort(byKey);
  return [...listOf(definition, 'page', find, 'composite by key')];
}

const compositePrefix = 'composite.';

/** By which component id a composite stands on pages. */
export function compositeComponent(key: string): string {
  return compositePrefix + key;
}

/** Key of the composite that a component id means; null where it means a component of the registry. */
export function compositeKey(component: string): string | null {
  return component.startsWith(compositePrefix) ? component.slice(compositePrefix.length) : null;
}

/** The composites that stand in a page or composite, also within others, each once. */
export function compositesIn(definition: Definition, pageId: string): RecordOf<'page'>[] {
  // Most applications have none, and pages have thousands of components.
  if (compositesOf(definition).length === 0) return [];
  const found = new Map<string, RecordOf<'page'>>();
  const waiting = [pageId];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { component } of componentsOf(definition, next)) {
      const key = compositeKey(component);
      const composite = key === null ? null : pageByKey(definition, key);
      if (composite?.composite === undefined || found.has(composite.key)) continue;
      found.set(composite.key, composite);
      waiting.push(composite.id);
    }
  }
  return [...found.values()].sort(byKey);
}

/** The roles by key. */
export function rolesOf(definition: Definition): RecordOf<'role'>[] {
  return recordsOf(definition, 'role').sort(byKey);
}

/** The decisions by key. */
export function decisionsOf(definition: Definition): RecordOf<'decision'>[] {
  return recordsOf(definition, 'decision').sort(byKey);
}

/** The processes by key. */
export function processesOf(definition: Definition): RecordOf<'process'>[] {
  return recordsOf(definition, 'process').sort(byKey);
}

/** The functions by key. */
export function functionsOf(definition: Definition): RecordOf<'function'>[] {
  return recordsOf(definition, 'function').sort(byKey);
}

/** The types of events by key. */
export function eventTypesOf(definition: Definition): RecordOf<'event-type'>[] {
  return recordsOf(definition, 'event-type').sort(byKey);
}

/** The external actions by key. */
export function externalActionsOf(definition: Definition): RecordOf<'external-action'>[] {
  return recordsOf(definition, 'external-action').sort(byKey);
}

/** The external triggers by key. */
export function externalTriggersOf(definition: Definition): RecordOf<'external-trigger'>[] {
  return recordsOf(definition, 'external-trigger').sort(byKey);
}

/** The settings by key. */
export function settingsOf(definition: Definition): RecordOf<'setting'>[] {
  return recordsOf(definition, 'setting').sort(byKey);
}

/** The nodes of a process or sub-process in order. */
export function processNodesOf(definition: Definition, parent: string): readonly RecordOf<'process-node'>[] {
  return childrenOfKind(definition, parent, 'process-node');
}

/** The flows of a process or sub-process in order. */
export function processFlowsOf(definition: Definition, parent: string): readonly RecordOf<'process-flow'>[] {
  return childrenOfKind(definition, parent, 'process-flow');
}

/** The rules of all tables of a decision, those of one table in order. */
export function rulesOf(definition: Definition, decisionId: string): readonly RecordOf<'rule'>[] {
  return childrenOfKind(definition, decisionId, 'rule');
}

/** Found once for each definition: outline, plan and expressions of a page all ask for the same thousands. */
const childrenFound = new WeakMap<Definition, Map<RecordKind, Map<string, readonly DefinitionRecord[]>>>();

/** What stands in a record, of one kind, in order. */
export function childrenOfKind<Kind extends RecordKind>(definition: Definition, parent: string, kind: Kind): readonly RecordOf<Kind>[] {
  const byKind = entryOf(childrenFound, definition, () => new Map<RecordKind, Map<string, readonly DefinitionRecord[]>>());
  const byParent = entryOf(byKind, kind, () => new Map<string, readonly DefinitionRecord[]>());
  return entryOf(byParent, parent, () => findChildren(definition, parent, kind)) as readonly RecordOf<Kind>[];
}

function findChildren<Kind extends RecordKind>(definition: Definition, parent: string, kind: Kind): readonly RecordOf<Kind>[] {
  const records: RecordOf<Kind>[] = [];
  for (const id of indexOf(definition).children.get(parent) ?? []) {
    const record = recordOf(definition, kind, id);
    if (record !== null) records.push(record);
  }
  return records;
}

/** The fields of an entity in order. */
export function fieldsOf(definition: Definition, entityId: string): readonly RecordOf<'field'>[] {
  return childrenOfKind(definition, entityId, 'field');
}

/** The relations of an entity in order. */
export function relationsOf(definition: Definition, entityId: string): readonly RecordOf<'relation'>[] {
  return childrenOfKind(definition, entityId, 'relation');
}

/** The indexes of an entity by key. */
export function indexesOf(definition: Definition, entityId: string): RecordOf<'index'>[] {
  return childrenOfKind(definition, entityId, 'index').toSorted(byKey);
}

/** The queries of a page by key. */
export function queriesOf(definition: Definition, pageId: string): RecordOf<'query'>[] {
  return childrenOfKind(definition, pageId, 'query').toSorted(byKey);
}

/** The component instances in a page or component instance, in order; of one slot, or of all. */
export function childrenOf(definition: Definition, parent: string, slot?: string): readonly RecordOf<'component'>[] {
  const children = childrenOfKind(definition, parent, 'component');
  return slot === undefined ? children : children.filter((child) => child.slot === slot);
}

const componentsFound = new WeakMap<Definition, Map<string, readonly RecordOf<'component'>[]>>();

/** Every component instance of a page, parents before children, siblings in order. */
export function componentsOf(definition: Definition, pageId: string): readonly RecordOf<'component'>[] {
  const byPage = entryOf(componentsFound, definition, () => new Map<string, readonly RecordOf<'component'>[]>());
  return entryOf(byPage, pageId, () => componentsInPlace(definition, pageId));
}

interface FoundComponents {
  readonly definition: Definition;
  readonly found: readonly RecordOf<'component'>[];
  readonly at: ReadonlyMap<string, number>;
}

/** What was found last where everything stood as it stands now: one changed property changes no place. */
const lastFound = new WeakMap<DefinitionIndex['children'], Map<string, FoundComponents>>();

function componentsInPlace(definition: Definition, pageId: string): readonly RecordOf<'component'>[] {
  const byPage = entryOf(lastFound, indexOf(definition).children, () => new Map<string, FoundComponents>());
  const last = byPage.get(pageId);
  const next = last === undefined ? null : replaced(last, definition);
  const found = next ?? findComponents(definition, pageId);
  const at = next === null || last === undefined ? new Map(found.map(({ id }, place) => [id, place])) : last.at;
  byPage.set(pageId, { definition, found, at });
  return found;
}

/** The same list with the records that are others now; null where one of them is no component any more. */
function replaced({ definition: before, found, at }: FoundComponents, definition: Definition): readonly RecordOf<'component'>[] | null {
  let next: RecordOf<'component'>[] | null = null;
  for (const id of before.records.differing(definition.records)) {
    const place = at.get(id);
    const record = definition.records.get(id);
    // One that stood nowhere in the page cannot stand there now, but what was none may be a component.
    if (record?.kind === 'component' && place === undefined && before.records.get(id)?.kind !== 'component') return null;
    if (place === undefined) continue;
    if (record?.kind !== 'component') return null;
    next ??= [...found];
    next[place] = record;
  }
  return next ?? found;
}

function findComponents(definition: Definition, pageId: string): readonly RecordOf<'component'>[] {
  const found: RecordOf<'component'>[] = [];
  const visited = new Set<string>([pageId]);
  const waiting = childrenOf(definition, pageId).toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (visited.has(next.id)) continue;
    visited.add(next.id);
    found.push(next);
    waiting.push(...childrenOf(definition, next.id).toReversed());
  }
  return found;
}

/** What the roles may do with an entity, which may be another definition's (`module/client`). */
export function permissionsOf(definition: Definition, entity: string): RecordOf<'permission'>[] {
  return recordsOf(definition, 'permission').filter((permission) => permission.entity === entity);
}

/** The entity of that key, or null. */
export function entityByKey(definition: Definition, key: string): RecordOf<'entity'> | null {
  return byName(definition, 'entity', `entity ${key}`);
}

/** The page or composite of that key, or null. */
export function pageByKey(definition: Definition, key: string): RecordOf<'page'> | null {
  return byName(definition, 'page', `page ${key}`);
}

/** The field of an entity with that key, or null. */
export function fieldByKey(definition: Definition, entityId: string, key: string): RecordOf<'field'> | null {
  return byName(definition, 'field', `attribute ${entityId} ${key}`);
}

function byName<Kind extends RecordKind>(definition: Definition, kind: Kind, name: string): RecordOf<Kind> | null {
  for (const id of indexOf(definition).names.get(name)?.keys() ?? []) {
    const record = recordOf(definition, kind, id);
    if (record !== null) return record;
  }
  return null;
}

/** The page or composite a query or component instance stands on, or null where its parents end nowhere or in a circle. */
export function pageOf(definition: Definition, record: DefinitionRecord): RecordOf<'page'> | null {
  const visited = new Set<string>();
  let current: DefinitionRecord | undefined = record;
  while (current !== undefined && !visited.has(current.id)) {
    if (current.kind === 'page') return current;
    visited.add(current.id);
    const parent: string | null = parentOf(current);
    current = parent === null ? undefined : definition.records.get(parent);
  }
  return null;
}

/** Who refers to a record (apart from what stands in it): what a removal would leave hanging. */
export function referrersOf(definition: Definition, id: string): DefinitionRecord[] {
  const found: DefinitionRecord[] = [];
  for (const referrer of [...(indexOf(definition).referrers.get(id)?.keys() ?? [])].sort()) {
    const record = definition.records.get(referrer);
    if (record !== undefined) found.push(record);
  }
  return found;
}
