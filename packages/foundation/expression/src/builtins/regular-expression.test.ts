import { describe, expect, test } from 'vitest';
import { compile, evaluate } from '../index.ts';
import { regularExpression } from './regular-expression.ts';

const value = (text: string) => evaluate(compile(text));

test('a pattern is made once and begins anew each time', () => {
  const first = regularExpression('a', '');
  expect(first?.test('ba')).toBe(true);
  expect(regularExpression('a', '')).toBe(first);
  expect(first?.test('ba')).toBe(true);
  expect(value('every x in ["ba", "ca", "a"] satisfies matches(x, "a")')).toBe(true);
});

describe('repetition of a repetition is refused', () => {
  test.each([
    ['(a+)+$', ''],
    ['(a|a)*$', ''],
    ['((a*)b)+', ''],
    ['(a+){2,}', ''],
    ['(a +) +', 'x'],
  ])('%s with "%s"', (pattern, flags) => {
    expect(regularExpression(pattern, flags)).toBeNull();
  });

  test('where it is one: not in a class, behind a backslash or in literal text', () => {
    expect(regularExpression('([+*])+', '')).not.toBeNull();
    expect(regularExpression('(a\\+)+', '')).not.toBeNull();
    expect(regularExpression('(a+)+', 'q')?.test('x(a+)+')).toBe(true);
  });
});

test.each([
  ['matches("rhythm", "^[a-z-[aeiou]]+$")', true],
  ['matches("a\\u00a0b", "\\\\s")', false],
  ['matches("a.c", "A.C", "qi")', true],
  ['matches("x", "x", "g")', null],
  ['replace("Abc", "[a-z]", "-")', 'A--'],
  ['replace("a.b.c", ".", "-", "q")', 'a-b-c'],
])('%s is %s', (text, expected) => {
  expect(value(text)).toBe(expected);
});

test('split takes a pattern', () => {
  expect(value('split("a1b22c", "\\\\d+")')).toEqual(['a', 'b', 'c']);
});
