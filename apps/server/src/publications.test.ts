import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  assignRole,
  type Client,
  cancelLongOperation,
  createClient,
  createRecord,
  getLongOperation,
  type LongOperation,
  listLongOperations,
  listVersions,
  type Publication,
  planRelease,
  publish,
  publishRelease,
  resumeLongOperation,
  updateMember,
} from '@plinth/api-contract';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { onAnotherServer, settingsOfAnother } from './testing-another-server.ts';
import { firstFields, type Ledger, ledger, ledgerFiles, startLedger } from './testing-ledger.ts';
import { newMember } from './testing-member.ts';
import { startPlinth } from './testing-plinth.ts';
import { startServerProcess } from './testing-server-process.ts';

const unique = '{ type: text, unique: true }';
let desk: Ledger;
let client: Client;
let held: { release(): Promise<void> } | null = null;
beforeAll(async () => {
  desk = await startLedger(1000);
  client = desk.running.client;
}, 60_000);
afterEach(async () => {
  await held?.release();
  held = null;
});
afterAll(() => desk.close());

const hold = async () => {
  held = await desk.hold();
};
const release = async () => {
  await held?.release();
  held = null;
};
const begin = (input: object, by = client) => by.call(publishRelease, ledger, input);
const cancel = (id: string, by = client) => by.call(cancelLongOperation, ledger, { operation: id });
const resultOf = ({ result }: LongOperation) => result as Publication | null;
/** Everything that a publication may leave. */
const left = async () => ({
  released: await desk.released(),
  versions: (await client.call(listVersions, ledger, {})).items.map(({ version }) => version),
  indexes: await desk.indexes(),
  columns: await desk.columns(),
  tables: await desk.tables(),
});
const advisoryLocks = async () => (await desk.running.ask(`select 1 from pg_locks where locktype = 'advisory' and granted`)).length;

test('a small one is over with its first answer where that waits, and tells what it did', async () => {
  await desk.push({ ...firstFields, due: 'date' });
  const plan = await client.call(planRelease, ledger, { version: '1.1.0' });
  const operation = await begin({ version: '1.1.0', plan: plan.plan, wait: 30 });
  expect(operation).toMatchObject({ operation: 'releases.publish', status: 'succeeded', problem: null });
  expect(operation.progress).toEqual({ done: plan.steps.length, total: plan.steps.length, unit: 'steps', step: null });
  expect(operation.result).toMatchObject({ ...plan, release: { version: '1.1.0', environment: 'development', steps: plan.steps } });
  expect(await desk.look(operation.id)).toEqual(operation);
  expect(await desk.released()).toEqual(['1.1.0', '1.0.0']);
  expect(await cancel(operation.id)).toEqual(operation);
  await expect(client.call(resumeLongOperation, ledger, { operation: operation.id })).rejects.toMatchObject({
    code: 'long-operations.not-resumable',
  });
});

test('while its transaction is open every server tells which step it is at, and either can stop it; nothing is left', async () => {
  // The table of books is made before the step that waits.
  await desk.push({ ...firstFields, due: 'date', text: unique }, { 'entities/book.yaml': 'label: Book\nfields:\n  name: text\n' });
  const before = await left();
  await hold();
  const { id, status } = await begin({ version: '1.2.0' });
  expect(status).toBe('running');
  const seen = await desk.at(id, /^Index entry by text/);
  expect(seen.progress).toMatchObject({ unit: 'steps', total: 2, done: 1, step: 'Index entry by text. (about 1,000 rows)' });
  await onAnotherServer(desk.running, async (there) => {
    await expect
      .poll(() => there.call(getLongOperation, ledger, { operation: id }), { timeout: 4000 })
      .toMatchObject({
        status: 'running',
        progress: { total: 2, done: 1, step: expect.stringMatching(/^Index entry by text/) },
      });
    const started = performance.now();
    expect(await cancel(id, there)).toMatchObject({ status: 'cancelled', result: null, problem: null });
    expect(performance.now() - started).toBeLessThan(4000);
  });
  expect(await left()).toEqual(before);
  expect(await advisoryLocks()).toBe(0);
  // The table is free for everybody, and what was cancelled is gone on with as it was begun.
  await client.call(createRecord, ledger, { entity: 'entry', values: { number: 5000, text: 'Meanwhile' } });
  await release();
  await desk.push({ ...firstFields, due: 'date', text: unique, later: 'text' });
  const resumed = await client.call(resumeLongOperation, ledger, { operation: id, wait: 30 });
  expect(resultOf(resumed)?.release).toMatchObject({ version: '1.2.0' });
  expect(await desk.columns()).not.toContain('later');
  expect((await desk.tables()).filter((table) => !before.tables.includes(table))).toEqual([expect.stringMatching(/book/)]);
  expect(await desk.released()).toEqual(['1.2.0', '1.1.0', '1.0.0']);
});

test('records that come while it runs and stand against it end it, and nothing is left', async () => {
  await desk.push({ ...firstFields, due: 'date', text: unique, note: unique });
  const before = await left();
  const columns = 'id, created_by, updated_by, number, note';
  const values = `gen_random_uuid(), 'sql', 'sql'`;
  const { committed } = await desk.commitWhenWaitedFor(
    `insert into ${desk.table} (${columns}) values (${values}, 7001, 'same'), (${values}, 7002, 'same')`,
  );
  const failed = await begin({ wait: 30 });
  expect(failed).toMatchObject({ status: 'failed', problem: { code: 'records.impossible-migration', cause: 'caller' } });
  expect(failed.problem?.detail).toMatch(/Index entry by note/);
  await committed;
  expect(await left()).toEqual(before);
  await desk.running.ask(`delete from ${desk.table} where note = 'same'`);
});

test('a cancel interrupts the statement that runs', async () => {
  await desk.push({ ...firstFields, due: 'date', text: unique, note: unique });
  await hold();
  const { id } = await begin({});
  await desk.at(id, /^Index entry by note/);
  const started = performance.now();
  expect(await cancel(id)).toMatchObject({ status: 'cancelled' });
  expect(performance.now() - started).toBeLessThan(1000);
  expect(await cancel(id)).toMatchObject({ status: 'cancelled' });
});

test('tables that stay in use end it with a conflict, and nothing is left', async () => {
  const before = await left();
  await hold();
  const failed = await begin({ wait: 30 });
  expect(failed).toMatchObject({ status: 'failed', result: null, problem: { code: 'records.migration-conflict', status: 409 } });
  expect(failed.progress.step).toMatch(/^Index entry by note/);
  expect(await left()).toEqual(before);
}, 30_000);

test('a second one to the same environment is refused at once while the first runs; so is a plan', async () => {
  await hold();
  const { id } = await begin({});
  await desk.at(id, /^Index/);
  const started = performance.now();
  const refused = { code: 'repository.publication-running', status: 409, message: expect.stringContaining('ledger to development') };
  await expect(begin({})).rejects.toMatchObject(refused);
  await expect(client.call(planRelease, ledger, {})).rejects.toMatchObject(refused);
  expect(performance.now() - started).toBeLessThan(1000);
  // Another environment is another matter.
  const elsewhere = await publish(client, { ...ledger, environment: 'test' }, { version: '1.2.0' });
  expect(elsewhere.release.environment).toBe('test');
  await cancel(id);
});

test('of several at the same moment each is published whole or refused, and each release is of one that succeeded', async () => {
  const before = (await desk.released()).length;
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => publish(client, ledger, {})));
  const succeeded = outcomes.filter(({ status }) => status === 'fulfilled').length;
  const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
  expect(succeeded).toBeGreaterThan(0);
  for (const code of codes) expect(['repository.plan-changed', 'repository.publication-running']).toContain(code);
  expect((await desk.released()).length - before).toBe(succeeded);
});

test('records that stand against it end it with the reason, and nothing is left', async () => {
  await client.call(createRecord, ledger, { entity: 'entry', values: { number: 6000, text: 'Without a note' } });
  await desk.push({ ...firstFields, due: 'date', extra: 'text', text: unique, note: '{ type: text, required: true }' });
  const before = await left();
  const failed = await begin({ wait: 30 });
  expect(failed).toMatchObject({
    status: 'failed',
    result: null,
    problem: {
      ...{ code: 'records.impossible-migration', status: 409, cause: 'caller' },
      violations: [{ path: '/entry/note', message: expect.stringContaining('records without it') }],
    },
  });
  expect(await left()).toEqual(before);
  await expect(client.call(planRelease, ledger, {})).rejects.toMatchObject({ code: 'records.impossible-migration' });
});

test('what needs no look at records is refused at once, and no operation begins', async () => {
  const operations = () => client.call(listLongOperations, ledger, {});
  const before = await operations();
  await desk.push({ ...firstFields, due: 'date', text: unique, owner: '{ type: text, required: true }' });
  await expect(begin({})).rejects.toMatchObject({ code: 'records.impossible-migration', status: 409 });
  await desk.push({ ...firstFields, due: 'date', text: unique });
  await expect(begin({ plan: 'another' })).rejects.toMatchObject({ code: 'repository.plan-changed' });
  await expect(begin({ version: '0.0.1' })).rejects.toMatchObject({ code: 'repository.bad-version' });
  await expect(begin({ branch: 'nowhere' })).rejects.toMatchObject({ code: 'repository.not-found' });
  expect(await operations()).toEqual(before);
});

test('a server that ends hands it over', async () => {
  await desk.push({ ...firstFields, due: 'date', text: unique, note: unique, handed: 'text' });
  await hold();
  const id = await onAnotherServer(desk.running, async (there) => {
    const begun = await begin({ version: '2.0.0' }, there);
    expect((await desk.at(begun.id, /^Add/)).status).toBe('running');
    return begun.id;
  });
  expect((await left()).columns).not.toContain('handed');
  await release();
  expect(resultOf(await desk.look(id, 30))?.release).toMatchObject({ version: '2.0.0' });
  expect((await desk.released()).filter((version) => version === '2.0.0')).toEqual(['2.0.0']);
  expect(await desk.columns()).toContain('handed');
}, 60_000);

test('a server that is killed leaves nothing half done, and another publishes, once', async () => {
  await desk.push({
    ...firstFields,
    due: 'date',
    text: unique,
    handed: 'text',
    note: '{ type: text, unique: true, maxLength: 50 }',
    killed: unique,
  });
  const before = await left();
  const server = await startServerProcess(settingsOfAnother(desk.running));
  const there = createClient({ address: server.address, fetch, headers: { authorization: `Bearer ${desk.running.token}` } });
  await hold();
  const { id } = await begin({ version: '3.0.0' }, there);
  while (!/^Add|^Hold|^Index/.test((await there.call(getLongOperation, ledger, { operation: id })).progress.step ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 10));
  await server.end('SIGKILL');
  // The table is still held: it is the dead server's statement that ends, with its locks.
  await expect.poll(advisoryLocks, { timeout: 4000 }).toBe(0);
  expect(await left()).toEqual(before);
  await release();
  expect(await desk.look(id)).toMatchObject({ status: 'running' });
  const ended = await desk.look(id, 60);
  expect(ended).toMatchObject({ status: 'succeeded', progress: { unit: 'steps', step: null } });
  expect(ended.progress.done).toBe(resultOf(ended)?.steps.length);
  expect((await desk.released()).filter((version) => version === '3.0.0')).toEqual(['3.0.0']);
  expect(await desk.columns()).toContain('killed');
}, 90_000);

test('plinth publish follows it, and Ctrl-C stops it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plinth-ledger-'));
  await writeFile(join(folder, 'plinth.yaml'), ledgerFiles(firstFields)['plinth.yaml']);
  await desk.push({ ...firstFields, due: 'date', text: unique, handed: unique });
  const before = await left();
  await hold();
  const interrupted = startPlinth(desk.running, folder, 'publish', '--version', '4.0.0');
  const [running] = await vi.waitFor(async () => {
    const { items } = await client.call(listLongOperations, ledger, {});
    expect(items[0]).toMatchObject({ status: 'running', progress: { step: expect.stringMatching(/ of entry/) } });
    return items;
  }, 10_000);
  interrupted.interrupt();
  expect((await interrupted.ended).code).toBe(130);
  expect(await desk.look(running?.id ?? '')).toMatchObject({ status: 'cancelled' });
  expect(await left()).toEqual(before);
  await release();
  const { code, out } = await startPlinth(desk.running, folder, 'publish', '--resume', running?.id ?? '').ended;
  expect([code, JSON.parse(out)]).toMatchObject([0, { version: '4.0.0', release: { environment: 'development' } }]);
  expect((await desk.released())[0]).toBe('4.0.0');
  await rm(folder, { recursive: true });
}, 30_000);

test('it takes a maker and a token that may publish, to begin, to look at and to go on', async () => {
  const member = await newMember(desk.running, 'mary');
  const tenant = { tenant: 'main' };
  await client.call(assignRole, tenant, { applicationKey: 'ledger', roleKey: 'clerk', memberId: member.id });
  const everything = await member.withToken('*');
  await expect(begin({}, everything)).rejects.toMatchObject({ code: 'tenancy.forbidden', status: 403 });
  await expect(everything.call(planRelease, ledger, {})).rejects.toMatchObject({ code: 'tenancy.forbidden' });
  await client.call(updateMember, tenant, { member: member.id, tenantRoles: ['member', 'maker'] });
  const records = await member.withToken('records:*');
  const publisher = await member.withToken('applications:publish');
  await expect(begin({}, records)).rejects.toMatchObject({ code: 'tenancy.scope-missing' });
  await hold();
  await desk.push({ ...firstFields, due: 'date', text: unique, handed: unique, killed: unique });
  const { id } = await begin({}, publisher);
  const one = { operation: id };
  for (const contract of [getLongOperation, cancelLongOperation, resumeLongOperation])
    await expect(records.call(contract, ledger, one)).rejects.toMatchObject({ code: 'tenancy.scope-missing', status: 403 });
  expect((await records.call(listLongOperations, ledger, {})).items).toEqual([]);
  expect((await publisher.call(listLongOperations, ledger, {})).items).toMatchObject([{ id }]);
  // Administrators may look and stop; another maker knows nothing of it.
  expect(await client.call(getLongOperation, ledger, one)).toMatchObject({ status: 'running', createdBy: member.id });
  const other = await newMember(desk.running, 'otto');
  await client.call(updateMember, tenant, { member: other.id, tenantRoles: ['member', 'maker'] });
  const stranger = await other.withToken('*');
  for (const contract of [getLongOperation, cancelLongOperation, resumeLongOperation])
    await expect(stranger.call(contract, ledger, one)).rejects.toMatchObject({ code: 'long-operations.not-found' });
  expect(await cancel(id, publisher)).toMatchObject({ status: 'cancelled' });
  await client.call(updateMember, tenant, { member: member.id, tenantRoles: ['member'] });
  await expect(everything.call(resumeLongOperation, ledger, one)).rejects.toMatchObject({ code: 'tenancy.forbidden' });
  expect(await everything.call(getLongOperation, ledger, one)).toMatchObject({ status: 'cancelled' });
});
