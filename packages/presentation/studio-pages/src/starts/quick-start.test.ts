import {
  componentsOf,
  createReplica,
  createStore,
  definitionOf,
  queriesOf,
  recordOf,
  validateDefinition,
  withDefaults,
} from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { quickStart } from './quick-start.ts';

const field = (key: string, type: string, index: string) =>
  withDefaults({ id: key, kind: 'field', parent: 'task', key, type, label: key, index } as never);
const definition = definitionOf([
  withDefaults({ id: 'app', kind: 'app', key: 'test', type: 'application', label: 'Test' }),
  withDefaults({ id: 'page', kind: 'page', key: 'home', path: '', label: 'Home', index: 'a0' }),
  withDefaults({ id: 'task', kind: 'entity', key: 'task', label: 'Task', labelPlural: 'Tasks to do' }),
  field('title', 'text', 'a0'),
  field('done', 'boolean', 'a1'),
  withDefaults({
    ...{ id: 'account', kind: 'external-action', key: 'account', label: 'Account there', connection: 'core', action: 'getAccount' },
    ...{ effect: 'reads', input: { message: 'context<account: string>' }, required: ['message'] },
    result: 'context<message: context<account: string, balance: string, legs: list<string>, holder: context<name: string>>>',
  }),
  withDefaults({
    ...{ id: 'rates', kind: 'external-action', key: 'rates', label: 'Rates', connection: 'rates', action: 'rates', effect: 'reads' },
    ...{ result: 'context<status: number, body: list<context<currency: string, rate: number>>>', rows: 'body' },
  }),
] as never);
const page = recordOf(definition, 'page', 'page');
const place = { parent: 'page', slot: 'children', before: null } as const;

function started(start: 'table' | 'form' | 'list', of = 'task') {
  const store = createStore({ replica: createReplica('maker', definition, 0) });
  const edit = page === null ? null : quickStart(definition, page, of, start, place);
  if (edit === null) throw new Error('Nothing was made.');
  expect(store.dispatch(edit.body, edit.intent)).toBeNull();
  expect(validateDefinition(store.definition)).toEqual([]);
  const components = componentsOf(store.definition, 'page').map(({ component, slot }) => `${slot} ${component}`);
  const queries = queriesOf(store.definition, 'page').map(({ key, entity }) => ({ key, entity }));
  return { store, components, queries, intent: edit.intent, selection: edit.selection };
}

test('a table comes with its query, and goes with one undo', () => {
  const { store, components, queries, intent } = started('table');
  expect(intent).toBe('Add table of Tasks to do');
  expect(components).toEqual(['children ui.table']);
  expect(queries).toEqual([{ key: 'tasksToDo', entity: 'task' }]);
  store.undo();
  expect(store.definition.records.size).toBe(definition.records.size);
});

test('a form needs no query', () => {
  expect(started('form')).toMatchObject({ components: ['children ui.form'], queries: [] });
});

test('a list has a form before it, something to tick and something to delete with', () => {
  expect(started('list').components).toEqual([
    'children ui.stack',
    'children ui.form',
    'children ui.list',
    'item ui.stack',
    'children ui.checkbox',
    'children ui.text',
    'trailing ui.button',
  ]);
});

test('what another system is asked has a table with a column for each value, and its query waits for what it is asked with', () => {
  const { store, queries, selection } = started('table', 'account');
  expect(queries).toEqual([{ key: 'account', entity: undefined }]);
  expect(recordOf(store.definition, 'query', selection[0] ?? '')).toMatchObject({ externalAction: 'account' });
  expect(componentsOf(store.definition, 'page')).toMatchObject([
    {
      component: 'ui.table',
      properties: {
        query: 'account',
        columns: [{ field: 'message.account' }, { field: 'message.balance' }, { field: 'message.holder.name' }],
      },
    },
  ]);
  const rates = started('table', 'rates');
  expect(componentsOf(rates.store.definition, 'page')).toMatchObject([
    { properties: { columns: [{ field: 'currency' }, { field: 'rate' }] } },
  ]);
  expect(rates.components).toEqual(['children ui.table']);
});

test('of what is gone nothing is made', () => {
  expect(page && quickStart(definition, page, 'gone', 'list', place)).toBeNull();
});
