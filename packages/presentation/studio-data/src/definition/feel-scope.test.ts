import { compile, parseType } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { testLibrary } from '../testing.ts';
import { recordScope, ruleScope } from './feel-scope.ts';

const library = testLibrary({
  id: 'self',
  kind: 'field',
  parent: 'author',
  index: 'a1',
  key: 'teacher',
  label: 'Teacher',
  type: 'reference',
  required: false,
  unique: false,
  target: 'author',
});

function check(text: string, expects: string, scope = recordScope(library, 'book')): boolean {
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
  const scope = ruleScope(library, 'book');
  expect(check('by.id = user.id', 'boolean', scope)).toBe(true);
  expect(check('by.name = "x"', 'boolean', scope)).toBe(false);
});
