import { statement } from '@plinth/database';
import { uuidV7 } from '@plinth/foundation';
import { platformTenant } from '@plinth/tenancy';
import { newestBehaviour } from '@plinth/workflow-engine';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type TestProcesses, testProcesses } from '../testing.ts';
import type { ProcessWorker } from './process-worker.ts';

const document = (key: string, attributes: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:shop"><process id="${key}" isExecutable="true" ${attributes}/></definitions>`;
const chain = (nodes: Record<string, string | object>, written?: string) => {
  const ids = Object.keys(nodes);
  const flows = Object.fromEntries(ids.slice(1).map((id, at) => [`f${at}`, { from: ids[at], to: id }]));
  return JSON.stringify({ label: 'Process', ...(written === undefined ? {} : { document: written }), nodes, flows });
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
  'processes/urgent.yaml': chain({ s: 'startEvent', note: record('text'), e: 'endEvent' }, document('urgent', 'plinth:priority="10"')),
  'processes/rests.yaml': chain({
    s: 'startEvent',
    first: record('text + &quot; first&quot;'),
    second: { ...record('text'), attributes: { ...record('text').attributes, 'plinth:asyncBefore': 'true' } },
    e: 'endEvent',
  }),
  'processes/rounds.yaml': chain({
    s: 'startEvent',
    a: 'userTask',
    r: {
      type: 'scriptTask',
      content:
        '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality><completionCondition>numberOfActiveInstances = 0</completionCondition></multiInstanceLoopCharacteristics><script>{ done: true }</script>',
    },
    b: 'userTask',
    e: 'endEvent',
  }),
};

// Much else may run beside these tests, and what they wait for is not how long it takes.
vi.setConfig({ testTimeout: 60_000 });

let processes: TestProcesses;
let crew: readonly ProcessWorker[] = [];
beforeAll(async () => {
  processes = await testProcesses(files, 2);
});
afterAll(() => processes.close());

/** Takes instances in, for workers to begin. */
async function takeIn(tenant: number, texts: readonly string[], process = 'write'): Promise<string[]> {
  const ids = texts.map(() => uuidV7());
  await processes.store.within(processes.context(tenant), async (session) => {
    for (const [at, id] of ids.entries())
      await session.create({ id, application: 'shop', process, key: null, start: { variables: { text: texts[at] ?? '' } } });
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
const until = (tenant: number, ids: readonly string[], status: string) =>
  expect.poll(async () => (await statusOf(tenant, ids)).every((row) => row.status === status), { timeout: 45_000 }).toBe(true);

test('S2: several workers begin each instance once', async () => {
  const ids = await takeIn(
    0,
    Array.from({ length: 200 }, (_, at) => `once ${at}`),
  );
  crew = await Promise.all([processes.worker(), processes.worker(), processes.worker({ batch: 3 })]);
  await until(0, ids, 'completed');
  expect((await statusOf(0, ids)).every((row) => (row as unknown as { revision: number }).revision === 2)).toBe(true);
});

test('S1, S4: in a batch the one that is refused has an incident, and the others are done', async () => {
  const ids = await takeIn(0, ['same', 'other', 'same', 'another']);
  await expect.poll(async () => (await statusOf(0, ids)).every(({ status }) => status !== 'new'), { timeout: 45_000 }).toBe(true);
  const rows = await statusOf(0, ids);
  expect(rows.map(({ status, incidents }) => [status, incidents]).sort()).toEqual([
    ['active', 1],
    ['completed', 0],
    ['completed', 0],
    ['completed', 0],
  ]);
});

const plant = statement(`insert into plinth.process_work (tenant_id, environment_id, id, kind, instance_id, due, rank)
select $1, $2, gen_random_uuid(), 'delivery', gen_random_uuid(), now() - interval '1 hour' + make_interval(secs => n / 1000.0), $4
from generate_series(1, $3::integer) n`);
const countWork = statement(`select count(*) from plinth.process_work where tenant_id = $1 and kind = 'delivery'`);
const uproot = statement(`delete from plinth.process_work where tenant_id = $1 and kind = 'delivery'`);
/** With nobody at work meanwhile: else it waits for each piece that somebody has in hand, and nine lanes look at all that it holds. */
async function uprootWork(tenant: number): Promise<void> {
  await Promise.all(crew.map((worker) => worker.close()));
  await ofTenant(tenant, uproot);
  crew = await Promise.all([processes.worker(), processes.worker(), processes.worker()]);
}
/** Pieces of work that are due for long and done as soon as they are looked at: of instances that are gone. */
async function plantWork(tenant: number, count: number, rank = 0): Promise<void> {
  const context = processes.context(tenant);
  await processes.database.query(context, plant, [context.tenant.id, context.environment?.id ?? '', count, rank]);
}
async function ofTenant(tenant: number, wanted: typeof countWork): Promise<number> {
  const context = processes.context(tenant);
  return Number((await processes.database.value(context, wanted, [context.tenant.id])) ?? 0);
}

test('S5: a tenant with a hundred thousand pieces of work does not keep one with little waiting', async () => {
  await plantWork(0, 100_000);
  // Every worker is at it, and knows of nobody else, when the other comes.
  await expect.poll(() => ofTenant(0, countWork), { timeout: 45_000 }).toBeLessThan(99_500);
  const [one = ''] = await takeIn(1, ['little']);
  const before = await ofTenant(0, countWork);
  await until(1, [one], 'completed');
  const after = await ofTenant(0, countWork);
  await uprootWork(0);
  // Three workers of three lanes and at most sixty pieces each had turns meanwhile; what came first was not done first.
  expect(before - after).toBeLessThan(20_000);
  expect(after).toBeGreaterThan(50_000);
});

test('S5: in a tenant, what has a higher priority comes first, whatever has been due for longer', async () => {
  await plantWork(0, 50_000);
  const [urgent = ''] = await takeIn(0, ['urgent'], 'urgent');
  const before = await ofTenant(0, countWork);
  await until(0, [urgent], 'completed');
  const after = await ofTenant(0, countWork);
  await uprootWork(0);
  expect(after).toBeGreaterThan(20_000);
  expect(before - after).toBeLessThan(20_000);
});

test('S9: a token that rests goes on in a transaction of its own, and what fails then leaves what came before', async () => {
  await takeIn(0, ['taken']);
  const [id = ''] = await takeIn(0, ['taken'], 'rests');
  await expect.poll(async () => (await statusOf(0, [id]))[0]?.incidents, { timeout: 45_000 }).toBe(1);
  const context = processes.context();
  const history = await processes.database.query<{ stimulus: { kind: string } }>(
    context,
    statement(`select stimulus from plinth.process_history where tenant_id = $1 and instance_id = $2::uuid order by number`),
    [context.tenant.id, id],
  );
  // It began and wrote; it went on, and what it wrote then was refused.
  expect(history.rows.map(({ stimulus }) => stimulus.kind)).toEqual(['start', 'completed', 'continued', 'failed']);
  const notes = statement(`select count(*) from plinth.process_work where tenant_id = $1 and instance_id = $2::uuid`);
  expect(Number(await processes.database.value(context, notes, [context.tenant.id, id]))).toBe(0);
});

test('S14: an instance goes on by the behaviours that it began with, and it is known which are left', async () => {
  const context = processes.context();
  const [old = '', fresh = ''] = await takeIn(0, ['old', 'new'], 'rounds');
  await until(0, [old, fresh], 'active');
  // As it was kept before there were numbers.
  const forget = statement(
    `update plinth.process_instance set state = (state::jsonb - 'behaviour')::json where tenant_id = $1 and id = $2::uuid`,
  );
  await processes.database.query(context, forget, [context.tenant.id, old]);
  const left = statement(`select coalesce((state ->> 'behaviour')::integer, 0) as behaviour, count(*)::integer as kept
from plinth.process_instance where tenant_id = $1 and process = 'rounds' and status <> 'new' group by 1 order by 1`);
  const kept = async () => (await processes.database.query(context, left, [context.tenant.id])).rows;
  expect(await kept()).toEqual([
    { behaviour: 0, kept: 1 },
    { behaviour: newestBehaviour, kept: 1 },
  ]);
  await processes.store.within(context, async (session) => {
    for (const held of await session.hold([old, fresh])) {
      const visit = Object.values(held.state.visits).find(({ element }) => element === 'a')?.id ?? '';
      await session.take(held, { kind: 'completed', visit });
    }
  });
  const entries = statement(
    `select stimulus, events from plinth.process_history where tenant_id = $1 and instance_id = $2::uuid order by number`,
  );
  const historyOf = async (id: string) =>
    (
      await processes.database.query<{ stimulus: object; events: readonly { event: string; element: string; round?: number }[] }>(
        context,
        entries,
        [context.tenant.id, id],
      )
    ).rows;
  const roundsOf = async (id: string) =>
    (await historyOf(id)).flatMap(({ events }) => events).filter(({ event, round }) => event === 'entered' && round !== undefined).length;
  expect([await roundsOf(old), await roundsOf(fresh)]).toEqual([1, 3]);
  expect((await historyOf(fresh))[0]?.stimulus).toMatchObject({ kind: 'start', behaviour: newestBehaviour });
  expect(await kept()).toEqual([
    { behaviour: 0, kept: 1 },
    { behaviour: newestBehaviour, kept: 1 },
  ]);
  // As a server of the next version would have begun it.
  const renumber = statement(`update plinth.process_instance set state = jsonb_set(state::jsonb, '{behaviour}', to_jsonb($3::integer))::json
where tenant_id = $1 and id = $2::uuid`);
  await processes.database.query(context, renumber, [context.tenant.id, fresh, newestBehaviour + 1]);
  await expect(processes.store.within(context, (session) => session.hold([fresh]))).rejects.toThrow(
    expect.objectContaining({ code: 'process-store.not-runnable' }),
  );
});

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
  await expect.poll(async () => (await row())?.attempts ?? 0, { timeout: 45_000 }).toBeGreaterThan(0);
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
