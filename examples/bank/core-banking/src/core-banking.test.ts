import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CoreBanking } from './core-banking.ts';
import { amountText, centsOf } from './money.ts';

let folder: string;
let bank: CoreBanking;
const now = () => new Date('2026-03-01T12:00:00.500Z');
const person = { kind: 'person', firstName: 'Jürgen', lastName: 'Weiß' } as const;
const company = { kind: 'company', name: 'Müller & Söhne', registerNumber: 'HRB 7' } as const;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-core-banking-'));
  bank = new CoreBanking(folder, now);
  bank.open({ number: '1', currency: 'EUR', overdraftLimit: '100', holder: person });
  bank.open({ number: '0000000002', currency: 'EUR', overdraftLimit: '', holder: company });
  bank.open({ number: '3', currency: 'USD', overdraftLimit: '0', holder: person });
});
afterEach(() => {
  bank.close();
  rmSync(folder, { recursive: true });
});

const book = (reference: string, debtor: string, creditor: string, amount: string, purpose = '') =>
  bank.book({ reference, debtor, creditor, amount, purpose });
const balance = (number: string) => amountText(bank.account(number).balance);

/** The same folder, as it is found after the process was killed. */
function again(): void {
  bank.close();
  bank = new CoreBanking(folder, now);
}

test('accounts lie in records of 160 bytes, in EBCDIC, and come back as they were', () => {
  const before = bank.accounts();
  expect(before.map(({ number, holder, currency }) => [number, holder, currency])).toEqual([
    ['1', person, 'EUR'],
    ['2', company, 'EUR'],
    ['3', person, 'USD'],
  ]);
  const bytes = readFileSync(join(folder, 'ACCOUNTS.BIN'));
  expect(bytes.length).toBe(3 * 160);
  expect(bytes.subarray(0, 14).toString('hex')).toBe('f0f0f0f0f0f0f0f0f0f1d6c5e4d9');
  again();
  expect(bank.accounts()).toEqual(before);
});

test('an amount is booked on both accounts, once for each reference', () => {
  book('a', '', '1', '50');
  expect(book('b', '1', '2', '120.25', 'Rent')).toEqual({
    number: 2,
    reference: 'b',
    bookedAt: new Date('2026-03-01T12:00:00Z'),
    purpose: 'Rent',
    legs: [
      { account: '1', amount: -12025n, balance: -7025n },
      { account: '2', amount: 12025n, balance: 12025n },
    ],
  });
  expect(book('b', '1', '2', '120.25', 'Rent').number).toBe(2);
  expect(() => book('b', '1', '2', '120.26', 'Rent')).toThrowError('Reference b belongs to another booking, number 2.');
  expect([balance('1'), balance('2')]).toEqual(['-70.25', '120.25']);
  again();
  expect([balance('1'), balance('2')]).toEqual(['-70.25', '120.25']);
  expect(book('b', '1', '2', '120.25', 'Rent').number).toBe(2);
  expect(bank.bookings('2').map(({ reference }) => reference)).toEqual(['b']);
});

describe('killed between journal and accounts', () => {
  test('a booking in the journal is taken to the accounts at the next start', () => {
    const before = readFileSync(join(folder, 'ACCOUNTS.BIN'));
    book('a', '', '1', '50');
    book('b', '1', '2', '20');
    bank.close();
    writeFileSync(join(folder, 'ACCOUNTS.BIN'), before);
    bank = new CoreBanking(folder, now);
    expect([balance('1'), balance('2')]).toEqual(['30.00', '20.00']);
  });

  test('half of a record at the end of the journal never was', () => {
    book('a', '', '1', '50');
    const { size } = statSync(join(folder, 'BOOKINGS.BIN'));
    book('b', '1', '2', '20');
    const accounts = readFileSync(join(folder, 'ACCOUNTS.BIN'));
    bank.close();
    truncateSync(join(folder, 'BOOKINGS.BIN'), size + 30);
    // The accounts are written after the journal, so they never saw it either.
    const rest = accounts.length;
    expect(rest).toBe(480);
    bank = new CoreBanking(folder, now);
    expect(statSync(join(folder, 'BOOKINGS.BIN')).size).toBe(size);
    expect(bank.bookings('1').map(({ reference }) => reference)).toEqual(['a']);
  });

  test('half of an account at the end of the file never was', () => {
    bank.close();
    appendFileSync(join(folder, 'ACCOUNTS.BIN'), Buffer.alloc(70));
    bank = new CoreBanking(folder, now);
    expect(bank.accounts()).toHaveLength(3);
    bank.open({ number: '4', currency: 'EUR', overdraftLimit: '0', holder: person });
    again();
    expect(bank.account('4').holder).toEqual(person);
  });
});

test.each([
  ['2', '1', '0.01', 'Account 2 has not enough money.'],
  ['1', '2', '100.01', 'Account 1 has not enough money.'],
  ['1', '3', '1', 'Account 1 is in EUR, account 3 in USD.'],
  ['1', '1', '1', 'An account cannot pay itself.'],
  ['1', '9', '1', 'There is no account 9.'],
  ['', '', '1', 'A booking needs an account that pays or one that receives.'],
  ['1', '2', '0', '"0" is no amount'],
  ['1', '2', '-5', '"-5" is no amount'],
  ['1', '2', '1.005', '"1.005" is no amount'],
  ['1', '2', '1e3', '"1e3" is no amount'],
  ['1;drop', '2', '1', '"1;drop" is no account number'],
  ['', '1', '99999999999.99', ''],
])('booking from "%s" to "%s" %s: %s', (debtor, creditor, amount, problem) => {
  const before = bank.accounts();
  if (problem === '') {
    book('x', debtor, creditor, amount);
    expect(() => book('y', debtor, creditor, '0.01')).toThrowError('Account 1 cannot hold as much.');
    return;
  }
  expect(() => book('x', debtor, creditor, amount)).toThrowError(problem);
  expect(bank.accounts()).toEqual(before);
  expect(bank.bookings('1')).toEqual([]);
});

test('what records cannot hold is refused, and nothing is written', () => {
  expect(() => book('x', '', '1', '5', 'для вас')).toThrowError('which code page 1141 lacks');
  expect(() => book('with space', '', '1', '5')).toThrowError('A booking needs a reference');
  expect(() => book('x', '', '1', '5', 'p'.repeat(41))).toThrowError('The purpose is longer than 40 signs.');
  const long = { ...person, firstName: 'x'.repeat(26) };
  expect(() => bank.open({ number: '5', currency: 'EUR', overdraftLimit: '0', holder: long })).toThrowError('of which 25 have room');
  expect(() => bank.open({ number: '1', currency: 'EUR', overdraftLimit: '0', holder: person })).toThrowError('There is an account 1.');
  expect(() => bank.open({ number: '5', currency: 'eur', overdraftLimit: '0', holder: person })).toThrowError('is no currency');
  expect(() => bank.open({ number: '5', currency: 'EUR', overdraftLimit: '-1', holder: person })).toThrowError('is no limit');
  expect(() => bank.open({ number: '5', currency: 'EUR', overdraftLimit: '0', holder: null })).toThrowError('needs a holder');
  expect(bank.accounts()).toHaveLength(3);
  expect(bank.bookings('1')).toEqual([]);
});

test('amounts', () => {
  expect(['12.5', '0.07', '-3', '99999999999.99'].map((text) => amountText(centsOf(text) ?? 0n))).toEqual([
    '12.50',
    '0.07',
    '-3.00',
    '99999999999.99',
  ]);
  expect(['', '1.', '.5', '1.234', '1,5', '123456789012'].map(centsOf)).toEqual([null, null, null, null, null, null]);
});

test('the statement of an account comes page by page, the newest first, and each movement once', () => {
  book('in', '', '1', '50');
  book('rent', '1', '2', '20.50', 'Rent');
  book('back', '2', '1', '5');
  const told = (page: ReturnType<typeof bank.movements>) =>
    page.movements.map(({ booking, leg, counterparty }) => [
      booking.reference,
      amountText(leg.amount),
      amountText(leg.balance),
      counterparty,
    ]);
  const first = bank.movements('0001', { size: 2 });
  expect(told(first)).toEqual([
    ['back', '5.00', '34.50', '2'],
    ['rent', '-20.50', '29.50', '2'],
  ]);
  const second = bank.movements('1', { size: 2, from: first.next });
  expect([told(second), second.next]).toEqual([[['in', '50.00', '50.00', '']], '']);
  // A booking that came meanwhile moves nothing.
  book('late', '', '1', '1');
  expect(told(bank.movements('1', { size: 2, from: first.next }))).toEqual([['in', '50.00', '50.00', '']]);
  expect(bank.movements('3')).toEqual({ movements: [], next: '' });
  for (const from of ['x', '-1', '1234567890']) expect(() => bank.movements('1', { from })).toThrow('leads to no page');
  expect(() => bank.movements('1', { size: -1 })).toThrow('at least one movement');
  expect(() => bank.movements('9')).toThrow('There is no account 9.');
});
