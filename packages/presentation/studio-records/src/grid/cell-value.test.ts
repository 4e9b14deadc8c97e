import type { ShellField } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { readValue, writtenText } from './cell-value.ts';

const field = (type: string, more: object = {}): ShellField => ({ key: 'f', label: 'F', type, required: false, readOnly: false, ...more });

test.each([
  ['text', '\u202E<script>alert(1)</script>', '\u202E<script>alert(1)</script>'],
  ['integer', '42', 42],
  ['integer', '9007199254740993', '9007199254740993'],
  ['integer', 'many', 'many'],
  ['decimal', '0.10', '0.10'],
  ['boolean', 'false', false],
  ['multiChoice', 'a, b', ['a', 'b']],
  ['json', '{"a":[1]}', { a: [1] }],
  ['json', 'plain', 'plain'],
  ['date', '2026-01-31', '2026-01-31'],
  ['date', ' ', null],
])('%s: %s', (type, text, value) => {
  expect(readValue(text, field(type))).toEqual(value);
});

test('what is written is read back as it was', () => {
  const moment = '2026-01-31T14:30:05.000Z';
  expect(readValue(writtenText(moment, field('dateTime')), field('dateTime'))).toBe(moment);
  const money = { amount: '12.50', currency: 'EUR' };
  expect(readValue(writtenText(money, field('money')), field('money'))).toEqual(money);
  expect(readValue(writtenText('12.50', field('money', { currency: 'EUR' })), field('money', { currency: 'EUR' }))).toBe('12.50');
});
