import { expect, test } from 'vitest';
import { readPropertyText, writeLiteral } from './index.ts';

test.each([
  ['= a + 1', { kind: 'expression', text: 'a + 1' }],
  ['=a', { kind: 'expression', text: 'a' }],
  ['Hello {{ name }}', { kind: 'template', text: 'Hello {{ name }}' }],
  ["'= a", { kind: 'literal', value: '= a' }],
  ["''quoted", { kind: 'literal', value: "'quoted" }],
  ['plain', { kind: 'literal', value: 'plain' }],
  ['', { kind: 'literal', value: '' }],
  [3, { kind: 'literal', value: 3 }],
  [null, { kind: 'literal', value: null }],
  [['= a'], { kind: 'literal', value: ['= a'] }],
])('%j is read as %j', (stored, expected) => {
  expect(readPropertyText(stored)).toEqual(expected);
});

test.each(['', '=', '= a', "'", "''", "'= a", '{{', 'a {{ b }}', 'plain', ' = a', 4, true, null])(
  'the literal %j survives being written and read',
  (value) => {
    expect(readPropertyText(writeLiteral(value))).toEqual({ kind: 'literal', value });
  },
);
