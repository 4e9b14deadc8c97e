import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { recordKinds } from '../kinds/record-kinds.ts';
import { loanDesk } from '../testing.ts';
import { hasDefaults } from './has-defaults.ts';

test('what has all defaults gets none, and what lacks any is told apart, wherever it lacks it', () => {
  for (const record of loanDesk().records.values()) {
    const schema = recordKinds[record.kind];
    expect(hasDefaults(schema, record)).toBe(true);
    expect(Value.Default(schema, structuredClone(record))).toEqual(record);
    for (const name of Object.keys(record)) {
      const { [name]: _, ...lacking } = record as unknown as Record<string, unknown>;
      const changes = Object.keys(Value.Default(schema, structuredClone(lacking)) as object).length > Object.keys(lacking).length;
      expect([record.kind, name, hasDefaults(schema, lacking)]).toEqual([record.kind, name, !changes]);
    }
  }
});

test('defaults within lists, members of any name and alternatives are seen, or nothing is promised', () => {
  const part = Type.Object({ size: Type.Number({ default: 1 }) });
  const list = Type.Object({ parts: Type.Array(part) });
  const members = Type.Record(Type.String(), part);
  const either = Type.Object({ part: Type.Union([part, Type.Null()]) });
  expect([hasDefaults(list, { parts: [{ size: 2 }] }), hasDefaults(list, { parts: [{ size: 2 }, {}] })]).toEqual([true, false]);
  expect([hasDefaults(members, { a: { size: 2 } }), hasDefaults(members, { a: {} })]).toEqual([true, false]);
  expect(hasDefaults(either, { part: null })).toBe(false);
});
