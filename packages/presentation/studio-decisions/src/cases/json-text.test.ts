import { contextType, types } from '@plinth/expression';
import { expect, test } from 'vitest';
import { jsonOfText, textOfJson } from './json-text.ts';

const client = contextType({ age: types.number });

test.each([
  ['5', types.number, 5],
  ['12345678901234567890.5', types.number, '12345678901234567890.5'],
  ['low', types.string, 'low'],
  ['"low"', types.string, 'low'],
  ['TRUE', types.boolean, true],
  ['2026-01-31', types.date, '2026-01-31'],
  ['{"age": 3}', client, { age: 3 }],
  ['', types.number, null],
  ['free text', types.any, 'free text'],
  ['[1]', types.any, [1]],
])('%s is a value', (text, type, value) => {
  expect(jsonOfText(text, type)).toEqual({ value });
  expect(jsonOfText(textOfJson(value, type), type)).toEqual({ value });
});

test.each([
  ['abc', types.number],
  ['{"age": ', client],
  ['31.1.2026', types.date],
  ['yes', types.boolean],
])('%s is none', (text, type) => {
  expect(jsonOfText(text, type)).toHaveProperty('wrong');
});
