import { expect, test } from 'vitest';
import type { FieldShape } from './column-type.ts';
import { defaultValue } from './default-value.ts';

const shape = (type: FieldShape['type'], more: Partial<FieldShape> = {}): FieldShape => ({ type, changes: [], ...more });

test.each([
  [`'it''s'::text`, shape('text'), { feel: `"it's"` }],
  [`'long'::text`, shape('text', { maxLength: 3 }), { byDatabase: `'long'::text` }],
  [`0.50`, shape('decimal', { scale: 2 }), { feel: '0.50' }],
  [`'-1'::integer`, shape('integer'), { feel: '-1' }],
  [`(1 + 1)`, shape('integer'), { byDatabase: '(1 + 1)' }],
  [`true`, shape('boolean'), { feel: 'true' }],
  [`NULL::character varying`, shape('text'), null],
  [`now()`, shape('dateTime'), { feel: 'now()' }],
  [`now()`, shape('time'), { byDatabase: 'now()' }],
  [`CURRENT_DATE`, shape('date'), { feel: 'today()' }],
  [`'2024-02-29'::date`, shape('date'), { feel: 'date("2024-02-29")' }],
  [`'ok'::mood`, shape('choice', { values: ['ok'] }), { feel: '"ok"' }],
  [`'gone'::mood`, shape('choice', { values: ['ok'] }), { byDatabase: `'gone'::mood` }],
  [`nextval('a_seq'::regclass)`, shape('integer'), { byDatabase: 'the next number of a sequence' }],
  [`gen_random_uuid()`, shape('text'), { byDatabase: 'a new UUID' }],
])('I8 %s', (sql, field, value) => {
  expect(defaultValue(sql, field)).toEqual(value);
});
