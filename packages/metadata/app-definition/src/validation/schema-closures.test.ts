import fc from 'fast-check';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { recordKinds } from '../kinds/record-kinds.ts';
import { loanDesk } from '../testing.ts';
import { fitsAtOnce } from './schema-closures.ts';

const records = [...loanDesk().records.values()];

test('every record of a whole definition fits at once, without the library', () => {
  for (const record of records) expect([record.id, fitsAtOnce(recordKinds[record.kind], record)]).toEqual([record.id, true]);
});

/** Any value in place of any part of a record, or beside it. */
const changed = fc
  .tuple(
    fc.constantFrom(...records),
    fc.infiniteStream(fc.nat()),
    fc.oneof(fc.jsonValue(), fc.string({ maxLength: 600 }), fc.constant(undefined)),
  )
  .map(([record, choices, value]) => {
    const copy: unknown = structuredClone(record);
    const next = (below: number) => Number(choices.next().value) % below;
    let at = copy as Record<string, unknown>;
    for (;;) {
      const names = Object.keys(at);
      const name = next(8) === 0 || names.length === 0 ? `n${next(3)}` : String(names[next(names.length)]);
      const part = at[name];
      if (typeof part === 'object' && part !== null && next(3) > 0) {
        at = part as Record<string, unknown>;
        continue;
      }
      if (next(4) === 0) delete at[name];
      else at[name] = value;
      return { kind: record.kind, value: copy };
    }
  });

test('what fits at once fits by the library, whatever was changed in a record', () => {
  let [fits, fitsNot] = [0, 0];
  fc.assert(
    fc.property(changed, ({ kind, value }) => {
      const atOnce = fitsAtOnce(recordKinds[kind], value);
      if (atOnce) fits++;
      else fitsNot++;
      expect(!atOnce || Value.Check(recordKinds[kind], value)).toBe(true);
    }),
    { numRuns: 3000, seed: 20261129 },
  );
  expect(Math.min(fits, fitsNot)).toBeGreaterThan(300);
});

test('a keyword that is not known here is left to the library', () => {
  const even = Type.Object({ count: Type.Integer({ multipleOf: 2 }) });
  expect([fitsAtOnce(even, { count: 4 }), fitsAtOnce(even, { count: 5 })]).toEqual([true, false]);
});
