import { type DefinitionRecord, definitionOf, withDefaults } from '@plinth/app-definition';
import { compile, parseType } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { DefinitionExpressions } from './definition-expressions.ts';

const field = (id: string, parent: string, key: string, more: Readonly<Record<string, unknown>>) =>
  withDefaults({ id, kind: 'field', parent, index: `a${id}`, key, label: key, ...more });
const library = new DefinitionExpressions(
  definitionOf([
    withDefaults({ id: 'app', kind: 'app', key: 'library', type: 'application', label: 'Library' }),
    withDefaults({ id: 'author', kind: 'entity', key: 'author', label: 'Author' }),
    field('name', 'author', 'name', { type: 'text' }),
    field('teacher', 'author', 'teacher', { type: 'reference', target: 'author' }),
    withDefaults({ id: 'book', kind: 'entity', key: 'book', label: 'Book' }),
    field('year', 'book', 'year', { type: 'integer' }),
    field('by', 'book', 'by', { type: 'reference', target: 'author' }),
  ] as unknown as DefinitionRecord[]),
  { contract: () => undefined },
);

function check(text: string, expects: string, scope = library.rowScope('book')): boolean {
  try {
    compile(text, { scope, expects: parseType(expects) });
    return true;
  } catch (error) {
    if (error instanceof PlinthError) return false;
    throw error;
  }
}

test('row rules reach over references, also in circles, and know what they must give', () => {
  expect(check('by.teacher.teacher.name = user.name and year > 1900', 'boolean')).toBe(true);
  expect(check('by.teacher.age > 3', 'boolean')).toBe(false);
  expect(check('year', 'boolean')).toBe(false);
  expect(check('createdAt > now()', 'boolean')).toBe(true);
});

test('rules of a field know of a reference only its id', () => {
  for (const [text, isRight] of [
    ['by.id = user.id', true],
    ['by.name = "x"', false],
  ] as const)
    expect(check(text, 'boolean', library.ruleScope('book', text))).toBe(isRight);
});
