import { createReplica, createStore, pageByKey, readFiles, recordsOf, snapshotOf, writeFiles } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { DefinitionExpressions } from '@plinth/definition-expressions';
import { compositeOfId } from '@plinth/page-plan';
import { expect, test } from 'vitest';
import { detachComposite } from './detach-composite.ts';
import { keyOfWords } from './key-of-words.ts';
import { makeComposite } from './make-composite.ts';

function component(id: string, ui: Partial<NonNullable<ComponentMetadata['ui']>>): readonly [string, ComponentMetadata] {
  const contract = { role: null, properties: {}, events: {}, slots: { children: { label: 'Content' } }, outputs: {}, ...ui };
  return [id, { id, title: id.replace('ui.', ''), version: '1.0.0', ui: contract } as ComponentMetadata];
}

const manifests = new Map([
  component('ui.card', {}),
  component('ui.text', { properties: { text: { label: 'Text', editor: 'text', bindable: true, feelType: 'string' } } }),
  component('ui.table', {
    properties: { query: { label: 'Query', editor: 'query', bindable: false, feelType: 'any' } },
    events: { rowClick: { label: 'Row', payload: 'context<row: record>' } },
    outputs: { selected: { label: 'Selected', feelType: 'any' } },
  }),
]);
const files = {
  'plinth.yaml': 'format: 1\nkey: shelf\ntype: application\nlabel: Shelf\n',
  'entities/book.yaml': 'label: Book\ntitle: name\nfields:\n  name: text\n  shelf: text\n  pages: integer\n',
  'pages/home.yaml': `path: ''
parameters: { shelf: string }
state: { search: string, only: boolean, seen: number }
queries:
  books: { entity: book, filter: 'shelf = parameters.shelf and name = state.search' }
  other: { entity: book, filter: pages > 1 }
components:
  - ui.card:
      name: box
      title: Books here
      children:
        - ui.text: { text: "{{ state.search }} of {{ other.count }} ({{ count(other.rows[name = state.search]) }})", visible: state.only }
        - ui.table:
            name: list
            label: Books
            query: books
            columns: [ name ]
            on:
              rowClick: { do: setState, values: { seen: = event.row.pages } }
        - ui.text: "= string(list.selected.pages)"
  - ui.text: "= string(state.seen) + state.search"
`,
};

function open(given: Readonly<Record<string, string>> = files) {
  const { definition, problems } = readFiles(given);
  expect(problems).toEqual([]);
  const store = createStore({ replica: createReplica('maker', definition, 0) });
  const components = {
    get: (id: string) => manifests.get(id) ?? compositeOfId(store.definition, id),
    has: (id: string) => manifests.has(id),
    values: () => manifests.values(),
  };
  const expressions = () => new DefinitionExpressions(store.definition, { contract: (id) => manifests.get(id)?.ui });
  const page = () => {
    const found = pageByKey(store.definition, 'home');
    if (found === null) throw new Error('The page is gone.');
    return found;
  };
  const componentOf = (id: string) => {
    const found = recordsOf(store.definition, 'component').find((record) => record.component === id);
    if (found === undefined) throw new Error(`There is no ${id}.`);
    return found;
  };
  return {
    store,
    make: (...ids: readonly string[]) =>
      makeComposite(
        expressions(),
        components,
        page(),
        ids.map((id) => componentOf(id).id),
      ),
    detach: (key: string) => detachComposite(expressions(), components, page(), componentOf(`composite.${key}`), ({ component: of }) => of),
    text: (file: string) =>
      writeFiles(store.definition, given)
        [file]?.replaceAll(/^ *id: .*\n/gm, '')
        .replaceAll(/ id: [\w:.-]+,?/g, ''),
  };
}

test('components become a composite: what is theirs alone comes along, what they read of the page becomes parameters', () => {
  const { store, make, text } = open({
    ...files,
    'pages/home.yaml': files['pages/home.yaml'].replace('do: setState, values: { seen: = event.row.pages }', 'do: runQuery, query: books'),
  });
  const before = store.definition;
  const edit = make('ui.card');
  if ('refused' in edit) throw new Error(edit.refused);
  expect(edit.intent).toBe('Make composite “box”');
  expect(store.dispatch(edit.body, edit.intent)).toBeNull();
  expect(text('composites/box.yaml')).toMatchInlineSnapshot(`
    "label: box
    parameters: { search: string, shelf: string }
    state: { only: boolean }

    queries:
      books:
        entity: book
        filter: shelf = parameters.shelf and name = parameters.search
      other: { entity: book, filter: pages > 1 }

    components:
      - ui.card:
          name: box
          title: Books here
          children:
            - ui.text:
                text: "{{ parameters.search }} of {{ other.count }} ({{ count(other.rows[name = parameters.search]) }})"
                visible: state.only
            - ui.table:
                name: list
                label: Books
                query: books
                columns: [ name ]
                on: { rowClick: { do: runQuery, query: books } }
            - ui.text: { text: = string(list.selected.pages) }
    "
  `);
  expect(text('pages/home.yaml')).toMatchInlineSnapshot(`
    "path: ''
    parameters: { shelf: string }
    state: { search: string, seen: number }
    components:
      - composite.box: { search: = state.search, shelf: = parameters.shelf }
      - ui.text: "= string(state.seen) + state.search"
    "
  `);
  expect(readFiles(writeFiles(store.definition)).problems).toEqual([]);
  store.undo();
  expect(snapshotOf(store.definition)).toEqual(snapshotOf(before));
});

test('what sets something of the page around it, or stands apart, stays as it is', () => {
  const { make } = open();
  expect(make('ui.card')).toEqual({ refused: 'reaching', names: ['seen'] });
  expect(make('ui.table', 'ui.card')).toEqual({ refused: 'apart' });
});

test('a name follows from any words, or there is none', () => {
  expect(['Client card', '  7 seas & more', '<script>', 'قائمة', 'x'.repeat(10_000)].map(keyOfWords)).toEqual([
    'clientCard',
    'seasMore',
    'script',
    null,
    'x'.repeat(40),
  ]);
});

const composed = {
  ...files,
  'composites/bookList.yaml': `label: Books
parameters: { shelf: string, title: string, book: any }
events: { chosen: 'context<id: string>' }
state: { search: string, open: boolean }
queries:
  books: { entity: book, filter: 'shelf = parameters.shelf and name = state.search' }
components:
  - ui.card:
      name: box
      title: = parameters.title
      visible: state.open
      children:
        - ui.text: "{{ parameters.title }}: {{ count(books.rows) }}"
        - ui.slot:
            - ui.text: Nothing here
        - ui.table:
            name: list
            query: books
            on:
              rowClick:
                - { do: setState, values: { open: true } }
                - { do: runQuery, query: books }
                - { do: emit, event: chosen, values: { id: '= event.row.id + parameters.shelf' } }
  - ui.text: = upper case(parameters.title) + string(parameters.book.pages)
`,
  'pages/home.yaml': `path: ''
parameters: { shelf: string }
state: { search: string, seen: string }
queries:
  books: { entity: book }
components:
  - composite.bookList:
      shelf: = parameters.shelf
      title: Books of {{ user.name }}
      book: = books.first
      on:
        chosen: { do: setState, values: { seen: '= event.id' } }
      children:
        - ui.text: "= state.seen"
  - ui.text: { name: box, text: After }
`,
};

test('a composite is written out where it stands: names are free, what it is given is in place, and its content and its events too', () => {
  const { store, detach, text } = open(composed);
  const edit = detach('bookList');
  if (edit === null || 'refused' in edit) throw new Error(JSON.stringify(edit));
  expect(store.dispatch(edit.body, edit.intent)).toBeNull();
  expect(text('pages/home.yaml')).toMatchInlineSnapshot(`
    "path: ''
    parameters: { shelf: string }
    state: { search: string, seen: string, search2: string, open: boolean }
    queries:
      books: { entity: book }
      books2:
        entity: book
        filter: shelf = parameters.shelf and name = state.search2
    components:
      - ui.card:
          name: box2
          title: Books of {{ user.name }}
          visible: state.open
          children:
            - ui.text:
                text: '{{ string join(["Books of ", string( user.name )]) }}: {{ count(books2.rows) }}'
            - ui.text: { text: = state.seen }
            - ui.table:
                name: list
                query: books2
                on:
                  rowClick:
                    - { do: setState, values: { open: true } }
                    - { do: runQuery, query: books2 }
                    - { do: setState, values: { seen: = (event.row.id + parameters.shelf) } }
      - ui.text:
          text: = upper case(string join(["Books of ", string( user.name )])) + string(books.first.pages)
      - ui.text: { name: box, text: After }
    "
  `);
  expect(readFiles(writeFiles(store.definition)).problems).toEqual([]);
  expect(text('composites/bookList.yaml')).toBe(composed['composites/bookList.yaml']);
});

test('where its value would mean something else, that is said, and nothing changes', () => {
  const { detach } = open({
    ...composed,
    'pages/home.yaml': composed['pages/home.yaml']
      .replace('shelf: = parameters.shelf', 'shelf: A')
      .replace('queries:', 'queries:\n  shelf: { entity: book }')
      .replace('title: Books of {{ user.name }}', 'title: = shelf.first.name'),
    'composites/bookList.yaml': composed['composites/bookList.yaml'].replace('name = state.search', 'name = parameters.title'),
  });
  expect(detach('bookList')).toEqual({ refused: 'hidden', names: ['title'] });
});
