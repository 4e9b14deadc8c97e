import { type Definition, type DefinitionRecord, recordOf, withDefaults } from '@plinth/app-definition';
import type { UiContract } from '@plinth/component-contract';
import { DefinitionExpressions } from '@plinth/definition-expressions';
import { expect, test } from 'vitest';
import { done, testLibrary } from '../testing.ts';
import { rekeyEverywhere, usagesByKey, usagesOfEntity, usagesOfField } from './usages.ts';

const page = [
  withDefaults({ id: 'home', kind: 'page', key: 'home', path: '', label: 'Home', index: 'a0' }),
  withDefaults({ id: 'books', kind: 'query', parent: 'home', key: 'books', entity: 'book', filter: 'year > 2000', sort: [] }),
  withDefaults({
    id: 'table',
    kind: 'component',
    parent: 'home',
    index: 'a0',
    component: 'ui.table',
    properties: { query: 'books', columns: [{ field: 'year' }] },
  }),
  withDefaults({
    id: 'text',
    kind: 'component',
    parent: 'home',
    index: 'a1',
    component: 'ui.text',
    properties: { text: 'yearly "years"' },
  }),
] as DefinitionRecord[];
const library = testLibrary(...page);
const table = {
  properties: {
    query: { label: 'Query', group: 'data', editor: 'query', feelType: 'string' },
    columns: { label: 'Columns', group: 'data', editor: 'columns', feelType: 'list<any>' },
  },
  ...{ slots: {}, events: {}, outputs: {} },
} as unknown as UiContract;
const expressionsOf = (definition: Definition) =>
  new DefinitionExpressions(definition, { contract: (id) => (id === 'ui.table' ? table : undefined) });

function fieldUsages(id: string, of = usagesOfField, definition = library) {
  const field = recordOf(definition, 'field', id);
  return field === null ? null : of(expressionsOf(definition), field).map(({ record }) => record.id);
}

test('a field is used by its id, in rules, over references, in queries and on pages, but not by words that only look like it', () => {
  expect(fieldUsages('year')?.sort()).toEqual(['books', 'byYear', 'reads', 'table']);
  expect(fieldUsages('year', usagesByKey)?.sort()).toEqual(['books', 'reads', 'table']);
  // Of the author, over the reference of the book.
  expect(fieldUsages('name')?.sort()).toEqual(['author', 'reads']);
  expect(fieldUsages('title0')?.sort()).toEqual(['book', 'reads']);
});

test('what stands in quotes is no name', () => {
  const quoted = testLibrary(
    withDefaults({ id: 'q', kind: 'permission', role: 'reader', entity: 'book', operations: [], rowRule: 'title0 = "the year \\" year"' }),
  );
  expect(fieldUsages('year', usagesByKey, quoted)).toEqual(['reads']);
});

test('an entity is used by references, permissions and queries, not by what stands in it', () => {
  const entity = recordOf(library, 'entity', 'author');
  expect(entity === null ? [] : usagesOfEntity(expressionsOf(library), entity).map(({ record }) => record.id)).toEqual(['by']);
});

test('another key is written into rules, queries and columns, and nowhere else', () => {
  const field = recordOf(library, 'field', 'year');
  if (field === null) throw new Error('There is no such field.');
  const renamed = done(library, rekeyEverywhere(expressionsOf(library), field, 'printed'));
  expect(recordOf(renamed, 'permission', 'reads')?.rowRule).toBe('printed > 1900 and by.name != null');
  expect(recordOf(renamed, 'query', 'books')?.filter).toBe('printed > 2000');
  expect(recordOf(renamed, 'component', 'table')?.properties.columns).toEqual([{ field: 'printed' }]);
  expect(recordOf(renamed, 'component', 'text')).toBe(recordOf(library, 'component', 'text'));
  expect(() => rekeyEverywhere(expressionsOf(library), field, 'two words')).toThrow(/two words/);
});
