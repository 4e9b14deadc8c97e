import { queriesOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import { actionsTree, readActions } from './action-form.ts';
import { componentsTree, readComponents } from './component-form.ts';
import type { Drafts } from './drafts.ts';
import { labelled } from './entity-file.ts';
import { mapAt, omit, withoutParts } from './file-form.ts';
import { block, idEntry, isTreeMap, ordered, propertiesOf, shorthand, type Tree, type TreeMap } from './tree.ts';
import { labelFromKey } from './wording.ts';
import type { YamlSource } from './yaml-source.ts';

/** Reads `pages/clients.yaml`. */
export function readPageFile(drafts: Drafts, source: YamlSource, key: string): void {
  readPage(drafts, source, key, { path: key });
}

/** Reads `composites/clientCard.yaml`, a page without an address. */
export function readCompositeFile(drafts: Drafts, source: YamlSource, key: string): void {
  const events = isTreeMap(source.tree) ? source.tree.events : undefined;
  readPage(drafts, source, key, { path: '', composite: events === undefined ? {} : { events } });
}

function readPage(drafts: Drafts, source: YamlSource, key: string, given: TreeMap): void {
  const tree = mapAt(drafts, source, source.tree, [], 'Start with label: and components:.');
  const parts = ['queries', 'components', ...('composite' in given ? ['events'] : [])];
  const values: TreeMap = { label: labelFromKey(key), ...given, ...withoutParts(drafts, source, tree, parts), key };
  if (isTreeMap(tree.state)) values.state = mapValues(tree.state, (entry) => (typeof entry === 'string' ? { type: entry } : entry));
  if (tree.onOpen !== undefined) values.onOpen = readActions(tree.onOpen);
  const page = drafts.add({ kind: 'page', id: tree.id, path: [key], parent: null, values, source, steps: [], places: { composite: [] } });
  const queries = mapAt(drafts, source, tree.queries, ['queries'], 'Write loans: { entity: loan }.');
  for (const [query, part] of Object.entries(queries)) {
    const steps = ['queries', query];
    const long = typeof part === 'string' ? { entity: part } : mapAt(drafts, source, part, steps, 'Write { entity: loan } or just loan.');
    const queryValues = { ...readQuery(omit(long, 'id')), key: query };
    drafts.add({ kind: 'query', id: long.id, path: [key, query], parent: page, values: queryValues, source, steps });
  }
  readComponents(drafts, source, page, { page: key, path: [] }, 'children', tree.components, ['components']);
}

function mapValues(map: TreeMap, change: (value: unknown) => unknown): TreeMap {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}

function readQuery(query: TreeMap): TreeMap {
  const values = { ...query };
  if (typeof query.sort === 'string' || Array.isArray(query.sort)) {
    const list: readonly unknown[] = Array.isArray(query.sort) ? query.sort : [query.sort];
    values.sort = list.map((field) => {
      if (typeof field !== 'string') return field;
      return field.startsWith('-') ? { field: field.slice(1), direction: 'desc' } : { field, direction: 'asc' };
    });
  }
  if (!isTreeMap(query.aggregate)) return values;
  const { groupBy, measures } = query.aggregate;
  const aggregate: TreeMap = { ...query.aggregate };
  if (isTreeMap(groupBy)) {
    aggregate.groupBy = Object.entries(groupBy).map(([as, part]) => (isTreeMap(part) ? { as, ...part } : { as, field: part }));
  } else if (Array.isArray(groupBy))
    aggregate.groupBy = groupBy.map((part: unknown) => (typeof part === 'string' ? { as: part, field: part } : part));
  if (isTreeMap(measures)) aggregate.measures = mapValues(measures, readMeasure);
  return { ...values, aggregate };
}

/** `count` or `sum amount`. */
function readMeasure(measure: unknown): unknown {
  if (typeof measure !== 'string') return measure;
  const [name, field] = measure.split(/\s+/, 2);
  return field === undefined ? { function: name } : { function: name, field };
}

/** Writes a page with its queries and components. */
export function pageTree(definition: Definition, page: RecordOf<'page'>): TreeMap {
  return treeOf(definition, page, page.key, {});
}

/** Writes a composite with its queries and components. */
export function compositeTree(definition: Definition, composite: RecordOf<'page'>): TreeMap {
  const events = composite.composite?.events ?? {};
  return treeOf(definition, composite, '', Object.keys(events).length === 0 ? {} : { events });
}

/** `expected` is the path that need not be written. */
function treeOf(definition: Definition, page: RecordOf<'page'>, expected: string, further: TreeMap): TreeMap {
  const { path, label, ...rest } = propertiesOf(definition, page, ['state', 'onOpen', 'composite']);
  const tree: TreeMap = {
    ...idEntry(page, page.key),
    ...labelled(page.key, { label }),
    ...(page.path === expected ? {} : { path }),
    ...rest,
    ...further,
  };
  const state = mapValues(page.state, (entry) => {
    const long = entry as TreeMap;
    return Object.keys(long).length === 1 ? shorthand(long, long.type) : long;
  });
  if (Object.keys(state).length > 0) tree.state = state;
  if (page.onOpen.length > 0) tree.onOpen = actionsTree(page.onOpen);
  const queries = queriesOf(definition, page.id).map((query) => [query.key, queryTree(definition, page, query)] as const);
  if (queries.length > 0) tree.queries = block(Object.fromEntries(queries));
  const components = componentsTree(definition, page.key, page.id, [], 'children');
  if (components.length > 0) tree.components = components;
  return tree;
}

function queryTree(definition: Definition, page: RecordOf<'page'>, query: RecordOf<'query'>): TreeMap {
  const tree: TreeMap = { ...idEntry(query, page.key, query.key), ...propertiesOf(definition, query) };
  if (query.sort.length > 0) tree.sort = query.sort.map(({ field, direction }) => (direction === 'desc' ? `-${field}` : field));
  if (query.aggregate !== undefined) tree.aggregate = aggregateTree(query.aggregate);
  return Object.keys(tree).length === 1 && tree.entity !== undefined ? shorthand(tree, tree.entity) : tree;
}

function aggregateTree(aggregate: NonNullable<RecordOf<'query'>['aggregate']>): Tree {
  const groups = aggregate.groupBy.map(({ as, field, by }) => {
    const long = { field, ...(by === undefined ? {} : { by }) };
    return [as, by === undefined ? shorthand(long, field) : long] as const;
  });
  const measures = mapValues(aggregate.measures as TreeMap, (measure) => {
    const long = measure as { function: string; field?: string };
    return shorthand({ ...long }, long.field === undefined ? long.function : `${long.function} ${long.field}`);
  });
  return { ...(groups.length > 0 ? { groupBy: ordered(Object.fromEntries(groups)) } : {}), measures };
}
