import { createReplica, createStore, definitionOf, recordOf, withDefaults } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { DefinitionExpressions } from '@plinth/definition-expressions';
import { expect, test } from 'vitest';
import { testComponent } from '../testing.ts';
import { declaredId, freeName, nameRefusal, type PageName } from './page-name.ts';
import { renameName, usersOf } from './rename-name.ts';

const components = new Map([
  ['ui.table', { id: 'ui.table', ui: { properties: { query: { editor: 'query' } } } } as unknown as ComponentMetadata],
]);
const definition = definitionOf([
  withDefaults({ id: 'app', kind: 'app', key: 'test', type: 'application', label: 'Test' }),
  withDefaults({ id: 'entity', kind: 'entity', key: 'task', label: 'Task' }),
  withDefaults({ id: 'field', kind: 'field', parent: 'entity', key: 'title', type: 'text', label: 'Title', index: 'a0' }),
  withDefaults({
    id: 'page',
    kind: 'page',
    key: 'home',
    path: 'tasks/:id',
    label: 'Home',
    index: 'a0',
    parameters: { id: 'string' },
    state: { title: { type: 'string' }, other: { type: 'number' } },
    onOpen: [{ do: 'setState', values: { title: '= parameters.id' } }],
  }),
  withDefaults({
    id: 'tasks',
    kind: 'query',
    parent: 'page',
    key: 'tasks',
    entity: 'entity',
    filter: 'title = state.title and tasks2.count > 0',
  }),
  withDefaults({ id: 'away', kind: 'page', key: 'away', path: 'away', label: 'Away', index: 'a1' }),
  testComponent('link', {
    parent: 'away',
    events: { click: [{ do: 'navigate', page: 'home', parameters: { id: '= row.id' } } as { do: string }] },
    properties: { text: '= state.title' },
  }),
  testComponent('table', {
    component: 'ui.table',
    index: 'a0',
    properties: { query: 'tasks', label: '{{ state.title }} of {{ "}}" + string(tasks.count) }}' },
  }),
  testComponent('button', {
    index: 'a1',
    name: 'save',
    visible: 'count(tasks.rows[title = state.title]) > 0',
    events: {
      click: [
        {
          do: 'if',
          condition: 'tasks.count = 0',
          // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
          then: [
            { do: 'runQuery', query: 'tasks' },
            { do: 'setState', values: { title: '= event.value' } },
          ],
        } as { do: string },
      ],
    },
    properties: { text: "'= tasks", disabled: '= broken(' },
  }),
] as never);
const expressions = new DefinitionExpressions(definition, { contract: (id) => components.get(id)?.ui });

function homePage() {
  const page = recordOf(definition, 'page', 'page');
  if (page === null) throw new Error('The page is gone.');
  return page;
}

function renamed(kind: PageName['kind'], name: string, to: string) {
  const store = createStore({ replica: createReplica('maker', definition, 0) });
  const edit = renameName(expressions, declaredId(definition, 'page', { kind, name }) ?? '', to, []);
  if ('refused' in edit) throw new Error(edit.refused);
  expect(store.dispatch(edit.body, edit.intent)).toBeNull();
  const record = <Kind extends 'page' | 'query' | 'component'>(of: Kind, id: string) => recordOf(store.definition, of, id);
  return { store, record, intent: edit.intent };
}

test('a state is renamed wherever the page reads or sets it, and a field of the same name is not', () => {
  const { record, intent, store } = renamed('state', 'title', 'words');
  expect(intent).toBe('Rename state title to words');
  expect(record('page', 'page')?.state).toEqual({ words: { type: 'string' }, other: { type: 'number' } });
  expect(record('page', 'page')?.onOpen).toEqual([{ do: 'setState', values: { words: '= parameters.id' } }]);
  expect(record('query', 'tasks')?.filter).toBe('title = state.words and tasks2.count > 0');
  expect(record('component', 'button')?.visible).toBe('count(tasks.rows[title = state.words]) > 0');
  expect(record('component', 'button')?.properties).toEqual({ text: "'= tasks", disabled: '= broken(' });
  expect(record('component', 'table')?.properties.label).toBe('{{ state.words }} of {{ "}}" + string(tasks.count) }}');
  expect(record('component', 'link')?.properties.text).toBe('= state.title');
  store.undo();
  expect(record('page', 'page')).toEqual(recordOf(definition, 'page', 'page'));
});

test('a query is renamed in bindings, in conditions and where it is called by key', () => {
  const { record } = renamed('query', 'tasks', 'open');
  expect(record('query', 'tasks')?.key).toBe('open');
  expect(record('component', 'table')?.properties).toEqual({
    query: 'open',
    label: '{{ state.title }} of {{ "}}" + string(open.count) }}',
  });
  expect(record('component', 'button')?.visible).toBe('count(open.rows[title = state.title]) > 0');
  expect(record('component', 'button')?.events.click).toEqual([
    {
      do: 'if',
      condition: 'open.count = 0',
      // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
      then: [
        { do: 'runQuery', query: 'open' },
        { do: 'setState', values: { title: '= event.value' } },
      ],
    },
  ]);
});

test('a parameter is renamed in the address, and where other pages give it', () => {
  const { record } = renamed('parameter', 'id', 'task');
  expect(record('page', 'page')).toMatchObject({ path: 'tasks/:task', parameters: { task: 'string' } });
  expect(record('component', 'link')?.events.click).toEqual([{ do: 'navigate', page: 'home', parameters: { task: '= row.id' } }]);
});

test('who uses a name is known, to be told before it is removed', () => {
  const ids = (kind: PageName['kind'], name: string) =>
    usersOf(expressions, declaredId(definition, 'page', { kind, name }) ?? '').map(({ id }) => id);
  expect(ids('state', 'title')).toEqual(['button', 'page', 'table', 'tasks']);
  expect(ids('query', 'tasks')).toEqual(['button', 'table']);
  expect(ids('state', 'other')).toEqual([]);
  expect(ids('component', 'save')).toEqual([]);
});

test.each([
  ['state', 'title', 'taken'],
  ['state', 'Title', 'form'],
  ['state', 'constructor', null],
  ['query', 'save', 'taken'],
  ['query', 'state', 'reserved'],
  ['component', '<script>', 'form'],
  ['component', 'x'.repeat(10_000), 'form'],
  ['parameter', 'free', null],
] as const)('a %s called %.20s: %s', (kind, name, refusal) => {
  expect(nameRefusal(definition, homePage(), kind, name)).toBe(refusal);
});

test('a free name is found', () => {
  expect(freeName(definition, homePage(), 'state', 'title')).toBe('title2');
});
