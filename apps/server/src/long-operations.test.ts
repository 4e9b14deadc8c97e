import {
  assignRole,
  type Client,
  cancelLongOperation,
  createApplication,
  createClient,
  getLongOperation,
  type ImportOperation,
  type ImportReport,
  type LongOperation,
  listLongOperations,
  listRecords,
  publish,
  pushDefinition,
  readSession,
  resumeLongOperation,
  startImport,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { onAnotherServer, settingsOfAnother } from './testing-another-server.ts';
import { newMember } from './testing-member.ts';
import { startServerProcess } from './testing-server-process.ts';

const definition = {
  'plinth.yaml': 'format: 1\nkey: ledger\ntype: application\nlabel: Ledger\n',
  'roles.yaml': 'clerk:\n  permissions:\n    entry: all\n',
  'entities/entry.yaml': 'label: Entry\nfields:\n  number: { type: integer, required: true, unique: true }\n  text: text\n',
  'imports/entries.yaml': 'entity: entry\nfields: { number: number(n), text: text }\nmatchBy: [ number ]\n',
};
const target = { tenant: 'main', environment: 'development', application: 'ledger' };
const file = (rows: number, from: number) =>
  `n,text\n${Array.from({ length: rows }, (_, place) => `${from + place},Row ${from + place} ${'x'.repeat(60)}`).join('\n')}\n`;

let running: TestPlatform;
let client: Client;
beforeAll(async () => {
  running = await startTestPlatform();
  client = running.client;
  await client.call(createApplication, { tenant: 'main' }, { key: 'ledger', type: 'application', label: 'Ledger' });
  await client.call(pushDefinition, target, { files: definition });
  await publish(client, target, { version: '1.0.0' });
  const { member } = await client.call(readSession, { tenant: 'main' }, {});
  await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'ledger', roleKey: 'clerk', memberId: member?.id ?? '' });
}, 60_000);
afterAll(() => running.close());

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const start = (text: string, wait = 0, options: { readonly allOrNothing?: boolean } = {}, by = client): Promise<ImportOperation> =>
  by.call(startImport, target, { mapping: 'entries', content: bytesOf(text), wait, ...options });
const look = (id: string, wait = 0, by = client): Promise<LongOperation> => by.call(getLongOperation, target, { operation: id, wait });
const reportOf = ({ result }: LongOperation) => result as ImportReport | null;
const count = async (from: number, to: number) =>
  (await client.call(listRecords, target, { entity: 'entry', filter: `number >= ${from} and number < ${to}`, limit: 1, count: true }))
    .count;

/** Looks until some of it is done. */
async function underWay(id: string): Promise<LongOperation> {
  for (;;) {
    const operation = await look(id);
    if (operation.progress.done > 0 || operation.status !== 'running') return operation;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a small import is over with its first answer where that waits', async () => {
  const operation = await start(file(10, 0), 30);
  expect(operation).toMatchObject({ operation: 'imports.start', status: 'succeeded', problem: null, result: { imported: 10, failed: 0 } });
  expect(operation.progress).toEqual({ done: file(10, 0).length, total: file(10, 0).length, unit: 'bytes', step: null });
  expect(await look(operation.id)).toEqual(operation);
  const { items } = await client.call(listLongOperations, target, {});
  expect(items.map(({ operation: begunBy }) => begunBy)).toEqual(['imports.start', 'releases.publish']);
  expect(items[0]).toEqual(operation);
});

test('sent again with the same idempotency key, a file is imported once', async () => {
  const begin = (key: string, dryRun = false) => {
    const input = { mapping: 'entries', content: bytesOf(file(5, 5000)), wait: 30, dryRun };
    return client.call(startImport, target, input, { idempotencyKey: key });
  };
  const first = await begin('a lost answer');
  expect(first).toMatchObject({ status: 'succeeded', result: { imported: 5 } });
  expect(await begin('a lost answer')).toEqual(first);
  const [one, other] = await Promise.all([begin('both at once'), begin('both at once')]);
  expect(other.id).toBe(one.id);
  // Another key or another request is another import.
  expect(await begin('another')).toMatchObject({ result: { imported: 0, updated: 5 } });
  expect(await begin('another', true)).toMatchObject({ result: { kept: false } });
});

test('progress grows until the end', async () => {
  const text = file(30_000, 10_000);
  const { id, status } = await start(text);
  expect(status).toBe('running');
  const seen: number[] = [];
  let operation = await look(id);
  for (; operation.status === 'running'; operation = await look(id)) {
    seen.push(operation.progress.done);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(reportOf(operation)).toMatchObject({ imported: 30_000, failed: 0 });
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(new Set(seen).size).toBeGreaterThan(3);
  expect(await count(10_000, 40_000)).toBe(30_000);
});

test('what is cancelled keeps its good rows, and is gone on with from there', async () => {
  const { id } = await start(file(30_000, 50_000));
  await underWay(id);
  const cancelled = await client.call(cancelLongOperation, target, { operation: id });
  expect(cancelled).toMatchObject({ status: 'cancelled', result: null, problem: null });
  const kept = (await count(50_000, 80_000)) ?? 0;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(30_000);
  // Twice the same is the same.
  expect(await client.call(cancelLongOperation, target, { operation: id })).toEqual(cancelled);
  const resumed = await client.call(resumeLongOperation, target, { operation: id, wait: 60 });
  expect(reportOf(resumed)).toMatchObject({ total: 30_000, imported: 30_000, updated: 0, failed: 0 });
  expect(await count(50_000, 80_000)).toBe(30_000);
  await expect(client.call(resumeLongOperation, target, { operation: id })).rejects.toMatchObject({
    code: 'long-operations.not-resumable',
  });
});

test('all or nothing: what is cancelled kept nothing, and begins again', async () => {
  const { id } = await start(file(20_000, 100_000), 0, { allOrNothing: true });
  await underWay(id);
  expect(await client.call(cancelLongOperation, target, { operation: id })).toMatchObject({ status: 'cancelled' });
  expect(await count(100_000, 120_000)).toBe(0);
  expect(reportOf(await client.call(resumeLongOperation, target, { operation: id, wait: 60 }))).toMatchObject({
    imported: 20_000,
    kept: true,
  });
});

test('another server tells how far it is, and can stop it', async () => {
  // More than can be done until the word of the other server is heard.
  const { id } = await start(file(180_000, 600_000));
  await underWay(id);
  await onAnotherServer(running, async (there) => {
    expect(await look(id, 0, there)).toMatchObject({ status: 'running' });
    expect(await there.call(cancelLongOperation, target, { operation: id })).toMatchObject({ status: 'cancelled' });
  });
  expect(await look(id)).toMatchObject({ status: 'cancelled' });
});

test('a server that ends hands over what it was at', async () => {
  const id = await onAnotherServer(running, async (there) => {
    const begun = await start(file(60_000, 300_000), 0, {}, there);
    while ((await look(begun.id, 0, there)).progress.done === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    return begun.id;
  });
  expect(await count(300_000, 360_000)).toBeLessThan(60_000);
  expect(reportOf(await look(id, 60))).toMatchObject({ total: 60_000, imported: 60_000, updated: 0, failed: 0 });
  expect(await count(300_000, 360_000)).toBe(60_000);
}, 90_000);

test('a server that is killed: another goes on, and no row is lost or there twice', async () => {
  const server = await startServerProcess(settingsOfAnother(running));
  const there = createClient({ address: server.address, fetch, headers: { authorization: `Bearer ${running.token}` } });
  const { id } = await start(file(60_000, 400_000), 0, {}, there);
  while ((await look(id, 0, there)).progress.done === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await server.end('SIGKILL');
  const before = (await count(400_000, 460_000)) ?? 0;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(60_000);
  // Nobody knows yet that it is gone.
  expect(await look(id)).toMatchObject({ status: 'running' });
  expect(reportOf(await look(id, 60))).toMatchObject({ total: 60_000, imported: 60_000, updated: 0, failed: 0 });
  expect(await count(400_000, 460_000)).toBe(60_000);
}, 120_000);

test('others know nothing of it; administrators can look and stop, and see no result', async () => {
  const visitor = running.visitor;
  const member = await newMember(running, 'clerk');
  const clerk = await member.withToken('records:*');
  await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'ledger', roleKey: 'clerk', memberId: member.id });
  const foreign = await start(file(5, 500_000), 30);
  const calls = [getLongOperation, cancelLongOperation, resumeLongOperation].map((contract) =>
    clerk.call(contract, target, { operation: foreign.id }).catch((error: unknown) => error),
  );
  for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: 'long-operations.not-found', status: 404 });
  expect((await clerk.call(listLongOperations, target, {})).items).toEqual([]);
  const own = await start(file(5, 510_000), 30, {}, clerk);
  expect(own).toMatchObject({ status: 'succeeded', result: { imported: 5 } });
  expect(await look(own.id)).toMatchObject({ status: 'succeeded', result: null, createdBy: member.id });
  await expect(client.call(resumeLongOperation, target, { operation: own.id })).rejects.toMatchObject({
    code: 'long-operations.not-found',
  });
  for (const id of ['x', '00000000-0000-4000-8000-000000000000', `${own.id}0`])
    await expect(look(id)).rejects.toMatchObject({ status: expect.toSatisfy((status: number) => status === 404 || status === 400) });
  await expect(visitor.call(getLongOperation, target, { operation: own.id })).rejects.toMatchObject({ status: expect.any(Number) });
});

test('without a mapping: a dry run keeps nothing, and what its parameters hold is a name or nothing', async () => {
  const before = await count(0, 1_000_000);
  const content = () => bytesOf('number,text\n900001,a\n900002,b\n');
  const dry = await client.call(startImport, target, { entity: 'entry', matchBy: 'number', dryRun: true, wait: 30, content: content() });
  expect(dry).toMatchObject({ status: 'succeeded', result: { kept: false, imported: 2, updated: 0, failed: 0, refused: [] } });
  expect(await count(0, 1_000_000)).toBe(before);
  const asGerman = createClient({
    address: running.address,
    fetch,
    headers: { authorization: `Bearer ${running.token}`, 'accept-language': 'de' },
  });
  for (const given of [
    { matchBy: 'number" = 1; drop table x --' },
    { matchBy: '__proto__' },
    { lookups: '__proto__:number' },
    { lookups: ':,:' },
  ]) {
    const failed = await client.call(startImport, target, { entity: 'entry', wait: 30, content: content(), ...given });
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'imports.unknown-column' } });
    const { detail, ...rest } = failed.problem ?? {};
    const inGerman = (await look(failed.id, 0, asGerman)).problem;
    expect(inGerman).toMatchObject({ ...rest, detail: expect.stringMatching(/^Die Zuordnung von .* ist nicht gültig: /) });
    expect(String(detail)).toMatch(/^The mapping of .* is not valid: /);
  }
  const long = client.call(startImport, target, { entity: 'entry', matchBy: 'n'.repeat(3000), content: content() });
  await expect(long).rejects.toMatchObject({ status: 400 });
});
