import { contextType, types } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { type CellKind, faultOf, keptText } from './cell-text.ts';

const cell = (kind: CellKind['kind'], type: CellKind['type'], choices: readonly string[] = []): CellKind => ({
  kind,
  type,
  choices,
  scope: contextType({ amount: types.number }),
  types: new Map(),
});
const numbers = cell('input', types.number);
const dates = cell('input', types.date);
const risk = cell('output', types.string, ['"low"', '"high"']);

describe('what is typed or pasted is kept as FEEL where it can mean only one thing', () => {
  test.each([
    ['an empty test', '', numbers, '-'],
    ['an empty result', '', risk, 'null'],
    ['signs of spreadsheets', '≥ 5', numbers, '>= 5'],
    ['thousands', '1,250,000.5', numbers, '1250000.5'],
    ['several values that are no thousands', '1, 2', numbers, '1, 2'],
    ['a range with a hyphen', '18-25', numbers, '[18..25]'],
    ['a range with a dash', '18 – 25', numbers, '[18..25]'],
    ['a range of FEEL', '[18..25)', numbers, '[18..25)'],
    ['TRUE of a spreadsheet', 'TRUE', cell('output', types.boolean), 'true'],
    ['a day', '>= 2026-01-31', dates, '>= date("2026-01-31")'],
    ['a day of FEEL', 'date("2026-01-31")', dates, 'date("2026-01-31")'],
    ['a choice without quotes, in other letters', 'LOW', risk, '"low"'],
    ['words without quotes', 'New York', cell('output', types.string), '"New York"'],
    ['several words', 'red, green', cell('input', types.string), '"red", "green"'],
    ['a name in scope', 'amount', cell('output', types.number), 'amount'],
  ])('%s', (_what, typed, kind, kept) => {
    expect(keptText(typed, kind)).toBe(kept);
    expect(faultOf(keptText(typed, kind), kind)).toBeNull();
  });

  test.each([
    ['what is no number', 'abc', numbers],
    ['an unfinished text', '"low', risk],
    ['a script', '<script>alert(1)</script>', risk],
    ['something very long', 'x'.repeat(10_000), numbers],
  ])('%s stays as it is, and is told', (_what, typed, kind) => {
    expect(keptText(typed, kind)).toBe(typed);
    expect(faultOf(typed, kind)?.message).toBeTruthy();
  });
});
