import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, credentials, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CoreBanking } from './core-banking.ts';
import { addSampleAccounts } from './sample-accounts.ts';
import { type RunningServer, serve, serviceClient } from './serve.ts';

let folder: string;
let bank: CoreBanking;
let server: RunningServer;
let client: Client & Readonly<Record<string, (...given: unknown[]) => AsyncIterable<unknown>>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-core-banking-'));
  bank = new CoreBanking(folder);
  addSampleAccounts(bank, 40);
  server = await serve(bank, { port: 0, host: '127.0.0.1' });
  const Service = serviceClient();
  client = new Service(`127.0.0.1:${server.port}`, credentials.createInsecure()) as unknown as typeof client;
});
afterAll(async () => {
  client.close();
  await server.stop();
  bank.close();
  rmSync(folder, { recursive: true });
});

const ask = (method: string, request: unknown) =>
  new Promise<Record<string, unknown>>((resolve, reject) => {
    client[method]?.(request, (error: Error | null, answer: Record<string, unknown>) => (error === null ? resolve(answer) : reject(error)));
  });

const all = async (method: string, request: unknown) => {
  const answers: Record<string, unknown>[] = [];
  for await (const answer of client[method]?.(request) ?? []) answers.push(answer as Record<string, unknown>);
  return answers;
};

test('an account is told with its balance', async () => {
  expect(await ask('getAccount', { account: '10' })).toMatchObject({
    account: '10',
    status: 'ACCOUNT_STATUS_OPEN',
    currency: 'CZK',
    balance: '19290.10',
    overdraftLimit: '10000.00',
    holder: 'company',
    company: { name: 'Schäfer & Söhne GmbH', registerNumber: 'HRB 1010' },
  });
});

test('all accounts are streamed by number, or some', async () => {
  expect(await all('listAccounts', {})).toHaveLength(40);
  expect((await all('listAccounts', { from: '0037', limit: 2 })).map(({ account }) => account)).toEqual(['37', '38']);
});

test('a booking moves money, is told, and is one when it is asked twice', async () => {
  const request = { reference: 'R-1', debtor: '1', creditor: '2', amount: '10.50', purpose: 'Rent' };
  const before = (await ask('getAccount', { account: '2' })).balance as string;
  const booking = await ask('book', request);
  expect(booking).toMatchObject({
    reference: 'R-1',
    purpose: 'Rent',
    legs: [
      { account: '1', amount: '-10.50' },
      { account: '2', amount: '10.50' },
    ],
  });
  expect(await ask('book', request)).toEqual(booking);
  expect(Number((await ask('getAccount', { account: '2' })).balance)).toBeCloseTo(Number(before) + 10.5);
  expect((await all('listBookings', { account: '2' })).map(({ reference }) => reference)).toEqual(['OPENING-2', 'R-1']);
});

test('an account is opened', async () => {
  const opened = await ask('openAccount', {
    account: '4711',
    currency: 'CHF',
    overdraftLimit: '5',
    person: { firstName: 'Zoë', lastName: 'Rossi' },
  });
  expect(opened).toMatchObject({ account: '4711', currency: 'CHF', balance: '0.00', person: { firstName: 'Zoë', lastName: 'Rossi' } });
});

test.each([
  ['getAccount', { account: '9999' }, status.NOT_FOUND, 'There is no account 9999.'],
  ['getAccount', { account: 'x' }, status.INVALID_ARGUMENT, '"x" is no account number'],
  ['openAccount', { account: '1', currency: 'EUR', person: {} }, status.ALREADY_EXISTS, 'There is an account 1.'],
  [
    'book',
    { reference: 'R-2', debtor: '1', creditor: '2', amount: '1000000' },
    status.FAILED_PRECONDITION,
    'Account 1 has not enough money.',
  ],
])('%s %j is refused', async (method, request, code, message) => {
  await expect(ask(method, request)).rejects.toMatchObject({ code, details: expect.stringContaining(message) });
});

test('a stream is refused like an answer', async () => {
  await expect(all('listBookings', { account: '9999' })).rejects.toMatchObject({ code: status.NOT_FOUND });
});

test('slow answers run into the deadline of who asks, and failures on demand leave nothing behind', async () => {
  const slow = await serve(bank, { port: 0, host: '127.0.0.1', delay: 600, failEvery: 2 });
  const Service = serviceClient();
  const other = new Service(`127.0.0.1:${slow.port}`, credentials.createInsecure()) as unknown as Client & {
    book(request: unknown, options: { readonly deadline: number }, done: (error: unknown) => void): void;
  };
  // The way to the system is no part of the deadline here.
  await new Promise<void>((resolve, reject) => {
    other.waitForReady(Date.now() + 20_000, (error) => (error === undefined ? resolve() : reject(error)));
  });
  const book = (reference: string, patience: number) =>
    new Promise((resolve) => {
      other.book({ reference, creditor: '3', amount: '1' }, { deadline: Date.now() + patience }, resolve);
    });
  expect(await book('LATE', 300)).toMatchObject({ code: status.DEADLINE_EXCEEDED });
  expect(await book('FAILED', 20_000)).toMatchObject({ code: status.UNAVAILABLE });
  expect(await book('FAILED', 20_000)).toBeNull();
  other.close();
  await slow.stop();
  // What was late was done all the same, as it is with systems of others: asked again by its reference, it is done once.
  expect((await all('listBookings', { account: '3' })).map(({ reference }) => reference)).toEqual(['OPENING-3', 'LATE', 'FAILED']);
});

test('bookings of a conversation are told one by one, until one is refused', async () => {
  const call = (client as unknown as { bookEach(): AsyncIterable<unknown> & { write(message: unknown): void; end(): void } }).bookEach();
  const booking = (reference: string, amount: string) => ({ reference, debtor: '1', creditor: '2', amount, purpose: 'Each' });
  const heard: unknown[] = [];
  call.write(booking('each-1', '1.00'));
  const listening = (async () => {
    for await (const told of call) {
      heard.push((told as { reference: string }).reference);
      call.write(heard.length === 1 ? booking('each-2', '2.00') : booking('each-3', '-3.00'));
    }
  })();
  await expect(listening).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  expect(heard).toEqual(['each-1', 'each-2']);
});
