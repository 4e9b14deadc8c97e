import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addTaskAttachment,
  appendActions,
  assignRole,
  type Client,
  createApplication,
  createBranch,
  createPreview,
  createRecord,
  deleteApplication,
  getBranch,
  listApplications,
  listAudit,
  listRecords,
  listRoleAssignments,
  listSettings,
  listTasks,
  openPreview,
  publish,
  pullDefinition,
  pushDefinition,
  removeApplication,
  restoreApplication,
  setSetting,
  setWebhookSecret,
  startProcess,
} from '@plinth/api-contract';
import { asPlinthError } from '@plinth/foundation';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { onAnotherServer } from './testing-another-server.ts';
import { newMember } from './testing-member.ts';
import { shopFiles, shopProcesses } from './testing-processes.ts';
import { stockTenant } from './testing-tenant.ts';

const main = { tenant: 'main' };
const at = { ...main, environment: 'development' };
const shop = { ...at, application: 'shop' };
const other = { ...at, application: 'other' };
const files = {
  ...shopFiles({ approval: shopProcesses.approval ?? '', pay: shopProcesses.pay ?? '' }),
  'entities/letter.yaml': `label: Letter
history: true
fields:
  subject: text
  scan: file
  note: { type: reference, target: note }
`,
  'settings.yaml': 'greeting: { type: text }\n',
};
const rights = { 'roles.yaml': `${files['roles.yaml']}everybody: { heldBy: members, permissions: { note: all, letter: all } }\n` };

let running: TestPlatform;
let client: Client;
let maker: Client;
let environmentId = '';
beforeAll(async () => {
  running = await startTestPlatform();
  client = running.client;
  maker = await (await newMember(running, 'maker', ['maker'])).withToken('*');
  await client.call(createApplication, main, { key: 'other', type: 'application', label: 'Other' });
  await client.call(pushDefinition, other, {
    files: { ...files, ...rights, 'plinth.yaml': files['plinth.yaml'].replaceAll('shop', 'other') },
  });
  await publish(client, other, {});
  await client.call(createRecord, other, { entity: 'note', values: { text: 'stays' } });
  const [row] = await running.ask(`select id from plinth.environment where key = 'development'`);
  environmentId = String(row?.id);
});
afterAll(() => running?.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => asPlinthError(error).code,
  );
const remove = (by = client) => by.call(removeApplication, { ...main, application: 'shop' }, {});
const hide = () => client.call(deleteApplication, { ...main, application: 'shop' }, {});
/** Once all of it is gone its key is free. */
const gone = () => expect.poll(() => running.ask(`select key from plinth.application where key = 'shop'`), { timeout: 30_000 }).toEqual([]);
const tables = async () => {
  const rows = await running.ask(`select tablename from pg_tables where schemaname = $1`, [`env_${environmentId}`]);
  return rows.map(({ tablename }) => String(tablename));
};

/** An application with something of everything that is kept of applications, running in development. */
async function openShop(): Promise<void> {
  await client.call(createApplication, main, { key: 'shop', type: 'application', label: 'Shop' });
  await client.call(pushDefinition, shop, { files: { ...files, ...rights } });
  await publish(client, shop, {});
  await client.call(setSetting, shop, { setting: 'greeting', value: 'Good day' });
  await client.call(setWebhookSecret, shop, { webhook: 'ordered' });
  await client.call(createBranch, shop, { key: 'side', from: 'main' });
  await client.call(createPreview, shop, { hours: 1, records: 'samples' });
  for (const roleKey of ['boss', 'clerk']) {
    const [{ id } = {}] = await running.ask(`select id from plinth.member order by created_at limit 1`);
    await client.call(assignRole, main, { applicationKey: 'shop', roleKey, memberId: String(id) });
  }
  const query = new URLSearchParams({ entity: 'letter', field: 'scan', name: 'scan.txt' });
  const headers = { 'content-type': 'text/plain', authorization: `Bearer ${running.token}` };
  const sent = await fetch(`${running.address}/data/main/development/shop/-/files?${query}`, { method: 'POST', headers, body: 'secret' });
  const { id: scan } = (await sent.json()) as { id: string };
  const { id: note } = await client.call(createRecord, shop, { entity: 'note', values: { text: 'first' } });
  await client.call(createRecord, shop, { entity: 'letter', values: { subject: 'Hello', scan, note } });
  await client.call(startProcess, shop, { process: 'approval', variables: { reason: 'x' } });
  const [task] = (await client.call(listTasks, shop, {})).items;
  await client.call(addTaskAttachment, shop, {
    ...{ task: task?.id ?? '', name: 'why.txt', mediaType: 'text/plain' },
    content: new Blob(['because']).stream(),
  });
}

/** Every row and table of the platform that says it is the shop's, by table. */
async function left(): Promise<string[]> {
  const columns = await running.ask(`select c.table_name as table, c.column_name as column from information_schema.columns c
    join pg_tables t on t.schemaname = c.table_schema and t.tablename = c.table_name
    where c.table_schema = 'plinth' and c.column_name in ('application', 'application_key', 'definition', 'name') and c.table_name <> 'audit'`);
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [{ count } = {}] = await running.ask(
      `select count(*)::int as count from plinth."${table}" where "${column}"::text = 'shop' or "${column}"::text like 'shop.%' or "${column}"::text like '%/shop/%'`,
    );
    if (count !== 0) found.push(`${table}.${column}: ${count}`);
  }
  return [...found, ...(await tables()).filter((name) => name.startsWith('shop'))];
}

const storedFiles = async () =>
  (await readdir(join(running.folder, 'files'), { recursive: true })).filter((name) => name.includes(environmentId)).length;

describe('an application that is removed for good', () => {
  beforeEach(async () => {
    if ((await running.ask(`select from plinth.application where key = 'shop'`)).length === 0) await openShop();
  });

  test('is deleted before, belongs to the tenant, and is removed by administrators alone', async () => {
    expect(await codeOf(remove())).toBe('repository.not-deleted');
    expect(await codeOf(remove(maker))).toMatch(/forbidden|denied/);
    await hide();
    expect(await codeOf(remove(maker))).toMatch(/forbidden|denied/);
    const acme = await stockTenant(running, 'acme', 'ultramarine', 5);
    expect(await codeOf(acme.client.call(removeApplication, { tenant: 'acme', application: 'shop' }, {}))).toBe('repository.not-found');
    const { items } = await client.call(listApplications, main, { state: 'deleted' });
    expect(items).toMatchObject([{ key: 'shop', deletedAt: expect.any(String), deletedBy: { name: 'Administrator' } }]);
    expect(await client.call(restoreApplication, { ...main, application: 'shop' }, {})).toMatchObject({ deletedAt: null, deletedBy: null });
  });

  test('leaves nothing but what the audit says of it, and nothing of others goes', async () => {
    const kept = await storedFiles();
    expect(kept).toBeGreaterThan(1);
    expect((await left()).length).toBeGreaterThan(8);
    const { position } = await client.call(getBranch, shop, {});
    await hide();
    await remove();
    // From that moment on it is there for nobody, also for who has it open.
    const action = { id: 'late', actor: 'x', intent: '', schemaVersion: 1, seen: position, type: 'RECORD_UPDATE' };
    const late = { ...action, payload: { id: 'app', path: ['label'], value: 'Still here' } };
    expect(await codeOf(client.call(appendActions, shop, { expectedPosition: position, actions: [late] }))).toBe('repository.not-found');
    expect(await codeOf(client.call(restoreApplication, { ...main, application: 'shop' }, {}))).toBe('repository.not-found');
    expect((await client.call(listApplications, main, { state: 'deleted' })).items).toEqual([]);
    await gone();
    expect(await left()).toEqual([]);
    expect(await storedFiles()).toBe(kept - 2);
    expect(await codeOf(client.call(pullDefinition, shop, {}))).toBe('repository.not-found');
    expect(await codeOf(client.call(openPreview, main, { link: 'A'.repeat(43) }))).toBe('repository.no-preview');
    const { items } = await client.call(listAudit, main, { operation: 'applications.remove' });
    expect(items.map(({ target, actorName }) => [target, actorName])).toContainEqual(['application/shop', 'Administrator']);
    expect((await client.call(listRecords, other, { entity: 'note' })).items).toMatchObject([{ text: 'stays' }]);
    expect((await tables()).some((name) => name.startsWith('other'))).toBe(true);
  });

  test('gives its key free for one that has nothing of it', async () => {
    await hide();
    await remove();
    await gone();
    await client.call(createApplication, main, { key: 'shop', type: 'application', label: 'Another' });
    expect((await client.call(listRoleAssignments, main, { applicationKey: 'shop' })).items).toEqual([]);
    await client.call(pushDefinition, shop, { files: { ...files, ...rights } });
    await publish(client, shop, {});
    expect((await client.call(listRecords, shop, { entity: 'note' })).items).toEqual([]);
    expect((await client.call(listSettings, shop, {})).items).toMatchObject([{ key: 'greeting', value: null }]);
    await hide();
    await remove();
    await gone();
  });

  test('goes on going where it was interrupted: by another server, and when it is asked for again', async () => {
    await hide();
    // As a server leaves it that was killed in the midst of it.
    await running.ask(`update plinth.application set removed_at = now() where key = 'shop'`);
    await running.ask(`delete from plinth.process_instance where application = 'shop'`);
    expect(await codeOf(client.call(createApplication, main, { key: 'shop', type: 'application', label: 'Early' }))).toBe(
      'repository.key-being-freed',
    );
    await onAnotherServer(running, () => gone());
    expect(await left()).toEqual([]);

    await openShop();
    await hide();
    await running.ask(`update plinth.application set removed_at = now() where key = 'shop'`);
    await remove();
    await gone();
    expect(await left()).toEqual([]);
  });
});

test('a module stays as long as versions were made with it', async () => {
  await client.call(createApplication, main, { key: 'people', type: 'module', label: 'People' });
  const people = { ...at, application: 'people' };
  const module = {
    'plinth.yaml': 'format: 1\nkey: people\ntype: module\nlabel: People\n',
    'entities/person.yaml': 'fields: { name: text }\n',
  };
  await client.call(pushDefinition, people, { files: module });
  await publish(client, people, {});
  await client.call(createApplication, main, { key: 'staff', type: 'application', label: 'Staff' });
  const staff = { ...at, application: 'staff' };
  await client.call(pushDefinition, staff, {
    files: { 'plinth.yaml': 'format: 1\nkey: staff\ntype: application\nlabel: Staff\ndependencies: { people: x }\n' },
  });
  await publish(client, staff, {});
  for (const target of [staff, people]) await client.call(deleteApplication, target, {});
  expect(await codeOf(client.call(removeApplication, people, {}))).toBe('repository.module-needed');
  for (const target of [staff, people]) {
    await client.call(removeApplication, target, {});
    await expect
      .poll(() => running.ask('select from plinth.application where key = $1', [target.application]), { timeout: 30_000 })
      .toEqual([]);
  }
  expect((await tables()).filter((name) => name.startsWith('people'))).toEqual([]);
});
