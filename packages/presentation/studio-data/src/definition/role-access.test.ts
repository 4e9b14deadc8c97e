import { type DefinitionRecord, withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { testLibrary } from '../testing.ts';
import { accessTo, rolesHeld } from './role-access.ts';

const more = [
  withDefaults({ id: 'writer', kind: 'role', key: 'writer', label: 'Writer' }),
  withDefaults({ id: 'writes', kind: 'permission', role: 'writer', entity: 'book', operations: ['update', 'create'], hidden: ['year'] }),
  withDefaults({ id: 'keeper', kind: 'role', key: 'keeper', label: 'Keeper' }),
  withDefaults({ id: 'keeps', kind: 'permission', role: 'keeper', entity: 'book', operations: ['read', 'delete', 'export'] }),
] as DefinitionRecord[];
const library = testLibrary(...more);
const as = (member: boolean, ...roles: readonly string[]) => ({ member, roles: new Set(roles) });

test('roles that come by themselves are held too, but not by visitors', () => {
  expect(rolesHeld(library, as(true, 'writer')).map(({ id }) => id)).toEqual(['reader', 'writer']);
  expect(rolesHeld(library, as(false)).map(({ id }) => id)).toEqual([]);
});

test('without a role nothing is allowed', () => {
  const { operations, attributes } = accessTo(library, 'book', as(false));
  expect(new Set(Object.values(operations))).toEqual(new Set(['none']));
  expect(attributes.every(({ read, update, create }) => read === 'none' && update === 'none' && create === 'none')).toBe(true);
});

test('what is not read is not changed either', () => {
  expect(accessTo(library, 'book', as(false, 'writer')).operations).toMatchObject({ read: 'none', update: 'none', create: 'all' });
});

test('grants add up: a rule of one role no longer limits where another one lets to everything', () => {
  const reader = accessTo(library, 'book', as(true));
  expect(reader.operations).toMatchObject({ read: 'some', update: 'some', delete: 'none' });
  expect(reader.rules).toEqual([{ role: 'Reader', rule: 'year > 1900 and by.name != null', operations: ['read', 'update'] }]);
  const both = accessTo(library, 'book', as(true, 'keeper'));
  expect(both.operations).toMatchObject({ read: 'all', update: 'some', delete: 'all', export: 'all' });
  expect(both.rules).toEqual([{ role: 'Reader', rule: 'year > 1900 and by.name != null', operations: ['update'] }]);
});

test('a field is hidden or locked only where every grant says so', () => {
  const of = (id: string, ...roles: readonly string[]) =>
    accessTo(library, 'book', as(true, ...roles)).attributes.find((each) => each.id === id);
  expect(of('title0')).toMatchObject({ read: 'some', update: 'none' });
  expect(of('title0', 'writer')).toMatchObject({ update: 'some', create: 'all' });
  expect(of('year', 'writer')).toMatchObject({ read: 'some', update: 'some', create: 'none' });
});
