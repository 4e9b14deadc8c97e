import { expect, test } from 'vitest';
import { bankFiles } from './bank-files.ts';

function rows(text: string): string[][] {
  return text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(';').map((value) => value.replaceAll('"', '')));
}

const files = bankFiles(7);

test('the same seed gives the same bytes, another seed others', () => {
  expect(bankFiles(7)).toEqual(files);
  expect(bankFiles(8)['client.asc']).not.toBe(files['client.asc']);
});

test('numbers are unique and every reference leads somewhere', () => {
  const ids = (name: keyof typeof files) => new Set(rows(files[name]).map(([id]) => id));
  for (const name of Object.keys(files) as (keyof typeof files)[]) expect(ids(name).size).toBe(rows(files[name]).length);
  const check = (name: keyof typeof files, column: number, target: keyof typeof files) => {
    const known = ids(target);
    expect(rows(files[name]).filter((row) => !known.has(row[column] ?? ''))).toEqual([]);
  };
  check('client.asc', 2, 'district.asc');
  check('account.asc', 1, 'district.asc');
  check('disp.asc', 1, 'client.asc');
  check('disp.asc', 2, 'account.asc');
  check('order.asc', 1, 'account.asc');
  check('loan.asc', 1, 'account.asc');
  check('card.asc', 1, 'disp.asc');
});

test('there is enough of everything to look at', () => {
  const count = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, rows(text).length]));
  expect(count['client.asc']).toBe(420);
  expect(count['loan.asc']).toBeGreaterThan(40);
  expect(count['card.asc']).toBeGreaterThan(40);
  expect(new Set(rows(files['loan.asc']).map((row) => row[6]))).toEqual(new Set(['A', 'B', 'C', 'D']));
});

test('every account has exactly one owner', () => {
  const owners = rows(files['disp.asc'])
    .filter((row) => row[3] === 'OWNER')
    .map((row) => row[2]);
  expect(new Set(owners).size).toBe(owners.length);
  expect(owners.length).toBe(rows(files['account.asc']).length);
});
