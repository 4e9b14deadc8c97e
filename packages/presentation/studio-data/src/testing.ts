import { type Definition, type DefinitionRecord, definitionOf, reduce, withDefaults } from '@plinth/app-definition';
import type { Edit } from './definition/edit.ts';

/** A definition with an entity `book` (title, year), an `author` whom it refers to, and a role that reads books since 1900. */
export function testLibrary(...more: readonly DefinitionRecord[]): Definition {
  const records = [
    withDefaults({ id: 'app', kind: 'app', key: 'library', type: 'application', label: 'Library' }),
    withDefaults({ id: 'author', kind: 'entity', key: 'author', label: 'Author', title: 'name' }),
    withDefaults({ id: 'name', kind: 'field', parent: 'author', index: 'a0', key: 'name', label: 'Name', type: 'text' }),
    withDefaults({ id: 'book', kind: 'entity', key: 'book', label: 'Book', title: 'title0', search: ['title0'] }),
    withDefaults({ id: 'title0', kind: 'field', parent: 'book', index: 'a0', key: 'title0', label: 'Title 0', type: 'text' }),
    withDefaults({ id: 'year', kind: 'field', parent: 'book', index: 'a1', key: 'year', label: 'Year', type: 'integer' }),
    withDefaults({ id: 'by', kind: 'field', parent: 'book', index: 'a2', key: 'by', label: 'By', type: 'reference', target: 'author' }),
    withDefaults({ id: 'byYear', kind: 'index', parent: 'book', key: 'byYear', fields: ['year'] }),
    withDefaults({ id: 'reader', kind: 'role', key: 'reader', label: 'Reader', heldBy: 'members' }),
    withDefaults({
      id: 'reads',
      kind: 'permission',
      role: 'reader',
      entity: 'book',
      operations: ['read', 'update'],
      rowRule: 'year > 1900 and by.name != null',
      locked: ['title0'],
    }),
    ...more,
  ];
  return definitionOf(records as DefinitionRecord[]);
}

/** The definition after an edit that must be taken. */
export function done(definition: Definition, edit: Edit | null): Definition {
  if (edit === null) throw new Error('There was nothing to do.');
  if (edit.intent.length > 500) throw new Error('An intent has at most 500 characters.');
  const result = reduce(definition, edit.body);
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
}
