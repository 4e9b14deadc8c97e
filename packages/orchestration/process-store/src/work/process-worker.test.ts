import { statement } from '@plinth/database';
import { uuidV7 } from '@plinth/foundation';
import { platformTenant } from '@plinth/tenancy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProcesses, testProcesses } from '../testing.ts';

const chain = (nodes: Record<string, string | object>) => {
  const ids = Object.keys(nodes);
  const flows = Object.fromEntries(ids.slice(1).map((id, at) => [`f${at}`, { from: ids[at], to: id }]));
  return JSON.stringify({ label: 'Process', nodes, flows });
};
const record = (text: string) => ({
  type: 'serviceTask',
  attributes: { 'plinth:does': 'record.create', 'plinth:entity': 'note' },
  content: `<extensionElements><plinth:input from="${text}" to="text"/></extensionElements>`,
});
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true, unique: true }\n',
  'processes/write.yaml': chain({ s: 'startEvent', note: record('text'), e: 'endEvent' }),
};

let processes: TestProcesses;
beforeAll(async () => {
  processes = await testProcesses(files, 2);
});
afterAll(() => processes.close());

/** Takes instances in, for workers to begin. */
async function takeIn(tenant: number, texts: readonly string[]): Promise<string[]> {
  const ids = texts.map(() => uuidV7());
  await processes.store.within(processes.context(tenant), async (session) => {
    for (const [at, id] of ids.entries())
      await session.create({ id, application: 'shop', process: 'write', key: null, start: { variables: { text: texts[at] ?? '' } } });
  });
  return ids;
}

const selectStatus = statement(
  `select id, status, incidents, revision from plinth.process_instance where tenant_id = $1 and id = any($2::uuid[]) order by id`,
);
async function statusOf(tenant: number, ids: readonly string[]) {
  const context = processes.context(tenant);
  return (await processes.database.query<{ status: string; incidents: number }>(context, selectStatus, [context.tenant.id, ids])).rows;
}
const selectBegun = statement(
  `select at::text from plinth.process_history where tenant_id = $1 and instance_id = any($2::uuid[]) and number = 1`,
);
async function begunAt(tenant: number, ids: readonly string[]): Promise<string[]> {
  const context = processes.context(tenant);
  return (await processes.database.query<{ at: string }>(context, selectBegun, [context.tenant.id, ids])).rows.map(({ at }) => at);
}

const until = (tenant: number, ids: readonly string[], status: string) =>
  expect.poll(async () => (await statusOf(tenant, ids)).every((row) => row.status === status), { timeout: 15_000 }).toBe(true);

test('S2: several workers begin each instance once', async () => {
  const ids = await takeIn(
    0,
    Array.from({ length: 200 }, (_, at) => `once ${at}`),
  );
  await Promise.all([processes.worker(), processes.worker(), processes.worker({ batch: 3 })]);
  await until(0, ids, 'completed');
  expect((await statusOf(0, ids)).every((row) => (row as unknown as { revision: number }).revision === 2)).toBe(true);
});

test('S1, S4: in a batch the one that is refused has an incident, and the others are done', async () => {
  const ids = await takeIn(0, ['same', 'other', 'same', 'another']);
  await expect.poll(async () => (await statusOf(0, ids)).every(({ status }) => status !== 'new'), { timeout: 15_000 }).toBe(true);
  const rows = await statusOf(0, ids);
  expect(rows.map(({ status, incidents }) => [status, incidents]).sort()).toEqual([
    ['active', 1],
    ['completed', 0],
    ['completed', 0],
    ['completed', 0],
  ]);
});

test('S5: a tenant with much does not keep one with little waiting', async () => {
  const many = await takeIn(
    0,
    Array.from({ length: 600 }, (_, at) => `many ${at}`),
  );
  const [one = ''] = await takeIn(1, ['little']);
  processes.store.wake();
  await until(1, [one], 'completed');
  await until(0, many, 'completed');
  const [theirs, [mine = '']] = [await begunAt(0, many), await begunAt(1, [one])];
  expect(theirs.filter((at) => at > mine).length).toBeGreaterThan(300);
}, 40_000);

test('S4: work that cannot be done at all is put off, and the rest goes on', async () => {
  const context = processes.context();
  const [broken, place] = [uuidV7(), [context.tenant.id, context.environment?.id ?? '']];
  await processes.database.batch(context, [
    {
      statement: statement(`insert into plinth.process_instance
  (tenant_id, environment_id, id, application, version, process, status, revision, state, started_by)
values ($1, $2, $3, 'shop', '1.0.0', 'gone', 'new', 0, '{"variables": {}}', 'me')`),
      values: [...place, broken],
    },
    {
      statement: statement(`insert into plinth.process_work (tenant_id, environment_id, id, kind, instance_id, due)
values ($1, $2, $3::uuid, 'instance', $3::uuid, now())`),
      values: [...place, broken],
    },
  ]);
  const ids = await takeIn(0, ['fine']);
  await until(0, ids, 'completed');
  const select = statement(
    `select attempts, problem, due > now() as later from plinth.process_work where tenant_id = $1 and id = $2::uuid`,
  );
  const row = async () =>
    (await processes.database.query<{ attempts: number; problem: string; later: boolean }>(context, select, [context.tenant.id, broken]))
      .rows[0];
  await expect.poll(async () => (await row())?.attempts ?? 0, { timeout: 15_000 }).toBeGreaterThan(0);
  expect(await row()).toMatchObject({ problem: 'process-store.no-process' });
  expect(processes.failures).toContainEqual({ code: 'process-store.no-process', tenant: 'tenant-0' });
});

test('S6: the platform sees that there is work and none of its content; a tenant sees its own', async () => {
  const platform = { ...processes.context(), tenant: platformTenant, environment: null };
  const count = async (context: typeof platform, table: string) =>
    Number(await processes.database.value(context, statement(`select count(*) from plinth.${table}`)));
  expect(await count(platform, 'process_work')).toBeGreaterThan(0);
  for (const table of ['process_instance', 'process_history', 'process_task', 'process_wait', 'process_message', 'process_schedule'])
    expect(await count(platform, table), table).toBe(0);
  const [mine, theirs] = [processes.context(0), processes.context(1)].map((context) => ({ ...context, environment: null }));
  if (mine === undefined || theirs === undefined) throw new Error('there are two tenants');
  expect(await count(theirs, 'process_instance')).toBe(1);
  expect(await count(theirs, 'process_work')).toBe(0);
  const columns = await processes.database.query<{ name: string }>(
    platform,
    statement(`select attname as name from pg_attribute where attrelid = 'plinth.process_work'::regclass and attnum > 0 order by 1`),
  );
  expect(columns.rows.map(({ name }) => name)).toEqual([
    ...['attempts', 'due', 'environment_id', 'id', 'instance_id', 'kind', 'message_id', 'problem', 'rank', 'tenant_id'],
  ]);
});

test('S3: a history cannot be changed', async () => {
  const context = processes.context();
  const change = statement(`update plinth.process_history set by = 'me' where tenant_id = $1`);
  await expect(processes.database.query(context, change, [context.tenant.id])).rejects.toThrow(/permission denied/);
});
