import { parseType } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { inputMismatch, mismatch } from './typed-values.ts';

describe('values by type', () => {
  test.each([
    ['number', 1, null],
    ['number', '0.1', null],
    ['number', 'x', 'v is no number'],
    ['string', 1, 'v is no string'],
    ['date', '2026-01-31', null],
    ['date', '2026-13-31', 'v is no date'],
    ['list<number>', [1, null, 'x'], 'v[3] is no number'],
    ['list<number>', {}, 'v is no list'],
    ['context<name: string, at: list<date>>', { name: 'x', at: ['2026-01-31', 'never'] }, 'v.at[2] is no date'],
    ['context<name: string>', [], 'v is no context<name: string>'],
    ['context<name: string>', { more: 1 }, null],
    ['any', { whatever: [1] }, null],
    ['boolean', null, null],
  ])('%s of %j', (type, value, expected) => {
    expect(mismatch(parseType(type), value, 'v')).toBe(expected);
  });

  test('names that are not listed are none, also those of prototypes', () => {
    expect(inputMismatch({ a: 'number' }, { a: 1 })).toBeNull();
    expect(inputMismatch({ a: 'number' }, { b: 1 })).toBe('it takes no b');
    expect(inputMismatch({ a: 'number' }, JSON.parse('{"__proto__": 1}'))).toBe('it takes no __proto__');
    expect(inputMismatch({ a: 'number' }, { constructor: 1 })).toBe('it takes no constructor');
  });
});
