import { feelFormulas } from '@plinth/page-renderer';
import { expect, test } from 'vitest';
import type { Cell } from './manifest.ts';
import { Sheet } from './sheet.ts';

const words = (_id: string, english: string, values: Readonly<Record<string, unknown>> = {}) =>
  english.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

/** A sheet A–Z × 0–99, changed by texts; an empty text empties. */
function sheetOf(first: Readonly<Record<string, string>> = {}) {
  const sheet = new Sheet({ columns: 26, rows: 100, firstRow: 0 }, feelFormulas, words);
  let texts = first;
  let result = sheet.update(cellsOf(texts));
  return {
    write(changes: Readonly<Record<string, string>>) {
      texts = { ...texts, ...changes };
      result = sheet.update(cellsOf(texts));
      return result.computed;
    },
    value: (address: string) => result.cells.get(address)?.value,
    error: (address: string) => result.cells.get(address)?.error,
    computed: () => result.computed,
  };
}

function cellsOf(texts: Readonly<Record<string, string>>): readonly Cell[] {
  return Object.entries(texts).flatMap(([address, source]) => (source === '' ? [] : [{ address, source }]));
}

test('texts are texts, numbers are exact numbers, formulas are FEEL over cells', () => {
  const sheet = sheetOf({
    A0: 'Rent',
    B0: '0.1',
    C0: '0.2',
    D0: '=B0 + C0',
    E0: '=a0 + ": " + string(D0)',
    F0: '=if D0 > 0.25 then "much" else "little"',
  });
  expect(['A0', 'B0', 'D0', 'E0', 'F0'].map(sheet.value)).toEqual(['Rent', 0.1, 0.3, 'Rent: 0.3', 'much']);
});

test('ranges leave out what is empty, functions are found in any case, texts stay as they are', () => {
  const sheet = sheetOf({ A1: '1', A3: '2', B3: '4', C0: '=SUM(A1:B3)', C1: '=count(B3:A1)', C2: '="A1:B3 SUM("', C3: '=Z99 + 1' });
  expect(['C0', 'C1', 'C2', 'C3'].map(sheet.value)).toEqual([7, 3, 'A1:B3 SUM(', 1]);
});

test('a change computes what depends on it, each once and in order, and nothing else', () => {
  const sheet = sheetOf({ A0: '1', B0: '=A0 * 2', C0: '=A0 + B0', D0: '=C0 + B0', E0: '=sum(F0:F9)', F1: '=1 + 1' });
  expect(new Set(sheet.computed())).toEqual(new Set(['B0', 'C0', 'D0', 'E0', 'F1']));
  expect(sheet.write({ A0: '10' })).toEqual(['B0', 'C0', 'D0']);
  expect(sheet.value('D0')).toBe(50);
  expect(sheet.write({ F5: '3' }), 'a cell that was empty').toEqual(['E0']);
  expect(sheet.value('E0')).toBe(5);
  expect(sheet.write({ G0: 'unread' })).toEqual([]);
  expect(sheet.write({ F5: '' })).toEqual(['E0']);
  expect(sheet.value('E0')).toBe(2);
  expect(sheet.write({})).toEqual([]);
});

test('a cycle is an error with its way, so is what depends on it, and both are gone with it', () => {
  const sheet = sheetOf({ A0: '=B0', B0: '=C0 + 1', C0: '=A0', D0: '=A0 + 1', E0: '=E0', F0: '=2' });
  expect(sheet.value('A0')).toBe('#CYCLE');
  expect(sheet.error('A0')).toBe('The formula depends on itself: A0 → B0 → C0 → A0');
  expect(sheet.error('E0')).toContain('E0 → E0');
  expect([sheet.value('D0'), sheet.error('D0'), sheet.value('F0')]).toEqual(['#ERROR', 'A0 has an error.', 2]);
  sheet.write({ C0: '5' });
  expect(['A0', 'B0', 'D0'].map(sheet.value)).toEqual([6, 6, 7]);
  expect(sheet.error('A0')).toBeUndefined();
});

test.each([
  ['=1 +', '#FORMULA', 'The expression is not valid'],
  ['=AA0', '#FORMULA', 'There is no cell AA0.'],
  ['=sum(A0:A100)', '#FORMULA', 'There is no cell A100.'],
  ['=nothing(1)', '#FORMULA', 'nothing'],
  ['=B0 * 2', '#VALUE', 'The formula has no value.'],
  ['=1 / 0', '#VALUE', 'The formula has no value.'],
  ['=count(for i in 1..1000000000 return i)', '#VALUE', 'steps'],
])('%s is an error that says why', (source, code, reason) => {
  const sheet = sheetOf({ A1: source, B0: 'text' });
  expect(sheet.value('A1')).toBe(code);
  expect(sheet.error('A1')).toContain(reason);
});

test('a range may not be enormous', () => {
  const sheet = new Sheet({ columns: 18_000, rows: 1_000_000, firstRow: 1 }, feelFormulas, words);
  const { cells } = sheet.update([{ address: 'A1', source: '=sum(B1:ZZ1000000)' }]);
  expect(cells.get('A1')?.error).toBe('The range B1:ZZ1000000 has more than 10000 cells.');
});

test('a chain as long as a large sheet is computed without deep recursion', () => {
  const chain = Object.fromEntries(Array.from({ length: 2599 }, (_, at) => [addressAt(at), at === 0 ? '1' : `=${addressAt(at - 1)} + 1`]));
  const sheet = sheetOf(chain);
  expect(sheet.value(addressAt(2598))).toBe(2599);
});

function addressAt(index: number): string {
  return `${String.fromCharCode(65 + Math.floor(index / 100))}${index % 100}`;
}
