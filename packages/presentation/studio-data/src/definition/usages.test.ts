import { type DefinitionRecord, recordOf, withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { testLibrary } from '../testing.ts';
import { usagesByKey, usagesOfEntity, usagesOfField } from './usages.ts';

const page = [
  withDefaults({ id: 'home', kind: 'page', key: 'home', path: '', label: 'Home', index: 'a0' }),
  withDefaults({ id: 'books', kind: 'query', parent: 'home', key: 'books', entity: 'book', filter: 'year > 2000', sort: [] }),
  withDefaults({ id: 'table', kind: 'component', parent: 'home', index: 'a0', component: 'ui.table', properties: { columns: ['year'] } }),
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

function fieldUsages(id: string, of = usagesOfField) {
  const field = recordOf(library, 'field', id);
  return field === null ? null : of(library, field).map(({ record }) => record.id);
}

test('a field is used by its id, in rules, over references, in queries and on pages, but not by words that only look like it', () => {
  expect(fieldUsages('year')?.sort()).toEqual(['books', 'byYear', 'reads', 'table']);
  expect(fieldUsages('year', usagesByKey)?.sort()).toEqual(['books', 'reads', 'table']);
  // Of the author, over the reference of the book.
  expect(fieldUsages('name')?.sort()).toEqual(['author', 'reads']);
  expect(fieldUsages('title0')?.sort()).toEqual(['book', 'reads']);
});

test('what stands in quotes is no name', () => {
  const field = recordOf(library, 'field', 'year');
  const quoted = testLibrary(
    withDefaults({ id: 'q', kind: 'permission', role: 'reader', entity: 'book', operations: [], rowRule: 'title0 = "the year \\" year"' }),
  );
  expect(field === null ? [] : usagesByKey(quoted, field).map(({ record }) => record.id)).toEqual(['reads']);
});

test('an entity is used by references, permissions and queries, not by what stands in it', () => {
  const entity = recordOf(library, 'entity', 'author');
  expect(entity === null ? [] : usagesOfEntity(library, entity).map(({ record }) => record.id)).toEqual(['by']);
});
