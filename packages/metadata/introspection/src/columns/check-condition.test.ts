import { expect, test } from 'vitest';
import { rulesOfCheck } from './check-condition.ts';

test.each([
  [
    `((status)::text = ANY ((ARRAY['a'::character varying, 'b, c'::character varying])::text[]))`,
    [{ kind: 'values', column: 'status', values: ['a', 'b, c'], numbers: false }],
  ],
  [`((a = 'x'::text) OR (a = 'y'::text))`, [{ kind: 'values', column: 'a', values: ['x', 'y'], numbers: false }]],
  [`("Size" = ANY (ARRAY[1, '-2'::integer]))`, [null]],
  [`(size = ANY (ARRAY[1, 2]))`, [{ kind: 'values', column: 'size', values: ['1', '2'], numbers: true }]],
  [
    `((price >= (0)::numeric) AND (price < 1.5))`,
    [
      { kind: 'bound', column: 'price', sign: '>=', value: '0', number: true },
      { kind: 'bound', column: 'price', sign: '<', value: '1.5', number: true },
    ],
  ],
  [`((-5) <= n)`, [{ kind: 'bound', column: 'n', sign: '>=', value: '-5', number: true }]],
  [`(char_length((name)::text) >= 3)`, [{ kind: 'length', column: 'name', sign: '>=', value: 3 }]],
  [`(name IS NOT NULL)`, [{ kind: 'required', column: 'name' }]],
  [`((a > b) AND (lower(c) = 'x'::text))`, [null, null]],
  [`(a ~ '^it''s$'::text)`, [null]],
  [`(a = E'\\n'::text)`, [null]],
  [`(((a)))`, [null]],
  [``, [null]],
  [`(a = 'x'::text) OR (b = 'y'::text)`, [null]],
])('I6 %s', (condition, rules) => {
  expect(rulesOfCheck(condition)).toEqual(rules);
});

test('I6 a list of ten thousand values is read', () => {
  const list = Array.from({ length: 10_000 }, (_, at) => `('v${at}'::character varying)::text`);
  expect(rulesOfCheck(`((a)::text = ANY (ARRAY[${list.join(', ')}]))`)[0]).toMatchObject({ kind: 'values', column: 'a' });
});
