import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, compileClosure, contextType, type FeelValue, fromJson, toJson, types } from '@plinth/expression';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const { fields } = parse(readFileSync(join(import.meta.dirname, 'entities', 'leaveRequest.yaml'), 'utf8')) as {
  fields: Record<'summary' | 'days', { computed: string }>;
};
const scope = contextType({ from: types.date, to: types.date });

function computed(field: 'summary' | 'days', from: string, to: string): unknown {
  const values: Record<string, FeelValue> = { from: fromJson(types.date, from), to: fromJson(types.date, to) };
  return toJson(compileClosure(compile(fields[field].computed, { scope }))({ get: (name) => values[name] ?? null }));
}

test.each([
  ['2026-12-24', '2026-12-24', 1],
  ['2026-12-24', '2027-01-02', 10],
  ['2028-02-28', '2028-03-01', 3],
])('from %s to %s are %d days', (from, to, days) => {
  expect(Number(computed('days', from, to))).toBe(days);
});

test('a request is called by its days', () => {
  expect(computed('summary', '2026-12-24', '2027-01-02')).toBe('2026-12-24 to 2027-01-02');
});
