import {
  type ActionBody,
  type Definition,
  type DefinitionRecord,
  definitionOf,
  reduce,
  snapshotOf,
  validateDefinition,
  withDefaults,
} from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { DefinitionExpressions } from '@plinth/definition-expressions';
import { expect, test } from 'vitest';
import { findingsOf, mostComponents, mostQueries, mostRows } from './index.ts';

const property = (label: string) => ({ label, editor: 'text', bindable: true, feelType: 'string' });
function metadata(id: string, category: string, role: string | null, properties: readonly string[], slots = {}): ComponentMetadata {
  const named = Object.fromEntries(properties.map((name) => [name, property(name)]));
  return { id, category, ui: { role, properties: named, events: {}, slots, outputs: {} } } as unknown as ComponentMetadata;
}
const library = new Map(
  [
    metadata('ui.image', 'text', 'img', ['description']),
    metadata('ui.text-input', 'input', 'textbox', ['label']),
    metadata('ui.table', 'data', 'grid', ['label', 'query']),
    metadata('ui.list', 'data', 'list', ['label', 'query'], { item: { label: 'Item', perRow: true } }),
    metadata('ui.button', 'action', 'button', ['text']),
    metadata('ui.heading', 'text', 'heading', ['text', 'level']),
    metadata('ui.card', 'layout', 'region', ['title', 'level']),
    metadata('ui.stack', 'layout', null, []),
  ].map((each) => [each.id, each] as const),
);

const app = withDefaults({ id: 'app', kind: 'app', key: 'shop', type: 'application', label: 'Shop' });
const page = withDefaults({ id: 'page', kind: 'page', key: 'page', path: '', label: 'Page', index: 'a' });
const entity = withDefaults({ id: 'order', kind: 'entity', key: 'order', label: 'Order', labelPlural: 'Orders' });
const field = (id: string, type: string, more = {}) =>
  withDefaults({ id, kind: 'field', parent: 'order', index: `a${id}`, key: id, label: id, type, ...more });
const query = (id: string, more = {}) => withDefaults({ id, kind: 'query', parent: 'page', key: id, entity: 'order', ...more });
let last = 0;
const part = (component: string, properties = {}, more = {}) =>
  withDefaults({
    id: `c${++last}`,
    kind: 'component',
    parent: 'page',
    index: `a${String(last).padStart(6, '0')}`,
    component,
    properties,
    ...more,
  });

function definitionWith(...records: object[]): Definition {
  return definitionOf([app, page, entity, ...records] as DefinitionRecord[]);
}
function found(definition: Definition) {
  const expressions = new DefinitionExpressions(definition, { contract: (id) => library.get(id)?.ui });
  const work = findingsOf(definition, { component: (id) => library.get(id), expressions });
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
const names = (definition: Definition) => found(definition).map(({ record, finding }) => `${record} ${finding}`);
function mended(definition: Definition): Definition {
  return found(definition).reduce((before, { fix }) => {
    const result = reduce(before, fix as ActionBody);
    if (result.refused !== null) throw new Error(result.refused.message);
    return result.definition;
  }, definition);
}

test('inputs without a label and pictures without a description are told, others are not', () => {
  const definition = definitionWith(
    part('ui.text-input', {}, { id: 'bare' }),
    part('ui.text-input', { label: ' ' }, { id: 'blank' }),
    part('ui.text-input', { label: '= state.status' }, { id: 'named' }),
    part('ui.image', {}, { id: 'picture' }),
    part('ui.image', { description: 'Our bank' }, { id: 'described' }),
    part('ui.gone', {}, { id: 'unknown' }),
  );
  expect(names(definition)).toEqual(['bare unlabelled', 'blank unlabelled', 'picture no-alternative']);
});

test('an input is called as expressions call it, a table after its entity', () => {
  const definition = definitionWith(
    query('orders'),
    part('ui.text-input', {}, { id: 'input', name: 'firstName' }),
    part('ui.table', { query: 'orders' }, { id: 'table' }),
  );
  expect(names(definition)).toEqual(['input unlabelled', 'table unnamed-part']);
  const after = mended(definition);
  expect(after.records.get('input')).toMatchObject({ properties: { label: 'First name' } });
  expect(after.records.get('table')).toMatchObject({ properties: { label: 'Orders' } });
  expect(found(after)).toEqual([]);
});

test('a button whose words were taken away is told; one that has those of its component is not', () => {
  const definition = definitionWith(part('ui.button', { text: '' }, { id: 'empty' }), part('ui.button', {}, { id: 'fresh' }));
  expect(names(definition)).toEqual(['empty no-words']);
});

test('a heading that leaves a level out is told and put right, titles of cards count as headings', () => {
  const definition = definitionWith(
    part('ui.heading', { text: 'First', level: '3' }, { id: 'deep' }),
    part('ui.card', { title: 'Card', level: '4' }, { id: 'card' }),
    part('ui.card', { level: '2' }, { id: 'untitled' }),
    part('ui.heading', { text: 'In between' }, { id: 'plain' }),
    part('ui.heading', { text: 'Below', level: '4' }, { id: 'below' }),
    part('ui.heading', { text: 'Whatever', level: '= state.level' }, { id: 'bound' }),
  );
  expect(names(definition)).toEqual(['deep heading-left-out', 'below heading-left-out']);
  expect(mended(definition).records.get('below')).toMatchObject({ properties: { level: '3' } });
});

test('what is pressed and smaller than a finger is told, and only that', () => {
  const definition = definitionWith(
    part('ui.button', {}, { id: 'small', layout: { height: 16 } }),
    part('ui.button', {}, { id: 'large', layout: { height: 24, width: 'full' } }),
    part('ui.stack', {}, { id: 'stack', layout: { height: 8 } }),
  );
  expect(names(definition)).toEqual(['small small-target']);
  expect(found(mended(definition))).toEqual([]);
});

test('a page of very many components or queries is told with their number; what is asked only later is not counted', () => {
  const many = Array.from({ length: mostComponents + 5 }, () => part('ui.stack'));
  expect(found(definitionWith(...many))).toMatchObject([
    { record: 'page', finding: 'many-components', about: { count: mostComponents + 5 } },
  ]);
  const queries = Array.from({ length: mostQueries + 1 }, (_, at) => query(`q${at}`));
  expect(found(definitionWith(...queries))).toMatchObject([{ finding: 'many-queries', about: { count: mostQueries + 1 } }]);
  expect(found(definitionWith(...queries.slice(1), query('later', { load: 'manual' })))).toEqual([]);
});

test('a list that draws very many rows is told; a table has an end by itself', () => {
  const definition = definitionWith(
    query('all', { limit: 1000 }),
    part('ui.list', { label: 'All', query: 'all' }, { id: 'list' }),
    part('ui.table', { label: 'All', query: 'all' }, { id: 'table' }),
  );
  expect(found(definition)).toMatchObject([{ record: 'list', finding: 'unbounded-list', about: { count: 1000, most: mostRows } }]);
  expect(mended(definition).records.get('all')).toMatchObject({ limit: mostRows });
});

test('sorting and filtering without an index is told, and an index mends it', () => {
  const definition = definitionWith(
    field('placed', 'date'),
    field('total', 'decimal'),
    field('code', 'text', { unique: true }),
    field('open', 'boolean'),
    query('latest', { sort: [{ field: 'placed', direction: 'desc' }], filter: 'total > 100 and open and code != "x"' }),
    query('again', { sort: [{ field: 'code', direction: 'asc' }] }),
  );
  expect(found(definition)).toMatchObject([
    { record: 'latest', finding: 'unindexed-sort', about: { field: 'placed', entity: 'Orders' } },
    { record: 'latest', finding: 'unindexed-filter', about: { field: 'total' } },
  ]);
  const after = mended(definition);
  expect(found(after)).toEqual([]);
  expect(validateDefinition(after).filter(({ rule }) => rule !== 'component')).toEqual([]);
});

test('the tables of another database have the indexes that they have', () => {
  const source = { connection: 'old', schema: 'public', table: 'orders', key: ['id'], keyType: 'integer' };
  const attached = withDefaults({ id: 'order', kind: 'entity', key: 'order', label: 'Order', source });
  const records = [
    app,
    page,
    attached,
    field('placed', 'date', { column: 'placed' }),
    query('latest', { sort: [{ field: 'placed', direction: 'asc' }] }),
  ];
  expect(found(definitionOf(records as DefinitionRecord[]))).toEqual([]);
});

test('a theme whose colours are too much alike is told, and the colour of its own that is at fault is taken away', () => {
  const theme = withDefaults({ id: 'theme', kind: 'theme', key: 'faint', label: 'Faint', light: { 'ink-1': '#eeeeee' }, dark: {} });
  const definition = definitionWith(theme);
  const expressions = new DefinitionExpressions(definition, { contract: () => undefined });
  const pair = { scheme: 'light', foreground: 'ink-1', background: 'surface-1', ratio: 1.2, needed: 4.5 } as const;
  const other = { ...pair, foreground: 'accent' };
  const work = findingsOf(definition, {
    component: () => undefined,
    expressions,
    contrast: ({ light }) => (light['ink-1'] ? [pair, other] : []),
  });
  work.next();
  const [own, inherited] = work.next().value ?? [];
  expect(own).toMatchObject({ record: 'theme', finding: 'low-contrast', about: { ratio: 1.2, needed: 4.5 } });
  const after = reduce(definition, own?.fix as ActionBody);
  expect(after).toMatchObject({ refused: null });
  expect(inherited?.fix).toBeNull();
});

test('looking changes nothing', () => {
  const definition = definitionWith(part('ui.text-input', {}, { id: 'bare', name: 'bare' }));
  const before = snapshotOf(definition);
  found(definition);
  expect(snapshotOf(definition)).toEqual(before);
});
