import { statement } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProcessAccess } from '../access/process-access.ts';
import { type TestProcesses, testProcesses } from '../testing.ts';
import { countTasksQuery, listTasksQuery } from './task-queries.ts';

const task = (more: Readonly<Record<string, string>>) => ({
  type: 'userTask',
  attributes: Object.fromEntries(Object.entries(more).map(([name, value]) => [`plinth:${name}`, value])),
});
const late = task({
  ...{ candidateRoles: 'clerk', excluded: 'Ada@bank.example', due: '=due' },
  ...{ overdueGroups: '=["chiefs"]', overdueCandidates: 'bo@bank.example' },
});
const process = (it: object) =>
  JSON.stringify({
    label: 'P',
    nodes: { s: 'startEvent', it, e: 'endEvent' },
    flows: { f: { from: 's', to: 'it' }, g: { from: 'it', to: 'e' } },
  });
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'processes/late.yaml': process(late),
  'processes/rare.yaml': process(task({ candidateRoles: '=role' })),
};

let running: TestProcesses;
let context: RequestContext;
beforeAll(async () => {
  running = await testProcesses(files);
  context = running.context();
});
afterAll(() => running.close());

async function begin(key: string, variables: Record<string, string>): Promise<string> {
  const id = uuidV7();
  await running.store.within(context, async (session) => {
    await session.begin(await session.create({ id, application: 'shop', process: key, key: null, start: { variables } }));
  });
  return id;
}
const ask = async (text: string, ...values: (string | string[])[]) =>
  (await running.database.query<Record<string, unknown>>(context, statement(text), [context.tenant.id, ...values])).rows;
const rowOf = async (id: string) => (await ask('select * from plinth.process_task where tenant_id = $1 and instance_id = $2::uuid', id))[0];
const candidatesOf = async (id: string) =>
  (await ask('select candidate from plinth.process_candidate where tenant_id = $1 and instance_id = $2::uuid order by 1', id)).map(
    ({ candidate }) => candidate,
  );
const worksOf = (id: string) => ask('select kind, due from plinth.process_work where tenant_id = $1 and instance_id = $2::uuid', id);

test('S12: a task that nobody has done in time is for others, whoever had it; more time, or none, is heeded', async () => {
  const past = '2020-01-01T00:00:00Z';
  const [overdue, extended, timeless, later] = [
    await begin('late', { due: past }),
    await begin('late', { due: past }),
    await begin('late', { due: past }),
    await begin('late', { due: 'P1D' }),
  ];
  expect(await worksOf(overdue)).toMatchObject([{ kind: 'overdue' }]);
  expect(await candidatesOf(overdue)).toEqual(['role:clerk']);
  await ask(`update plinth.process_task set assignee = 'cy' where tenant_id = $1 and instance_id = $2::uuid`, overdue);
  await ask(`update plinth.process_task set due = now() + interval '1 hour' where tenant_id = $1 and instance_id = $2::uuid`, extended);
  await ask(`update plinth.process_task set due = null where tenant_id = $1 and instance_id = $2::uuid`, timeless);
  const worker = await running.worker({ lanes: 1 });
  await expect.poll(async () => (await worksOf(overdue)).length, { timeout: 15_000 }).toBe(0);
  await expect.poll(async () => (await worksOf(timeless)).length, { timeout: 15_000 }).toBe(0);
  await expect
    .poll(async () => Date.parse(String((await worksOf(extended))[0]?.due)) > Date.now() + 3_000_000, { timeout: 15_000 })
    .toBe(true);
  await worker.close();
  const others = ['group:bo@bank.example', 'group:chiefs', 'member:bo@bank.example'];
  expect(await rowOf(overdue)).toMatchObject({
    assignee: null,
    candidates: expect.arrayContaining([...others, 'except:ada@bank.example']),
  });
  expect(await candidatesOf(overdue)).toEqual(others);
  for (const id of [extended, timeless, later]) expect(await candidatesOf(id)).toEqual(['role:clerk']);
  expect(running.deeds).toEqual([{ event: 'escalated', instance: overdue, visit: expect.any(Number), onBehalfOf: null, to: null }]);
  expect(running.failures).toEqual([]);
  // What is done is nobody's any more, and nobody looks whether it is overdue.
  await running.store.within(context, async (session) => {
    for (const held of await session.hold([overdue, later])) {
      const visit = Object.values(held.state.visits).find(({ element }) => element === 'it')?.id ?? '';
      await session.take(held, { kind: 'completed', visit });
    }
  });
  expect([await candidatesOf(overdue), await candidatesOf(later), await worksOf(later)]).toEqual([[], [], []]);
}, 60_000);

test('S13: tasks of a rare candidate are found by an index, whatever else is open', async () => {
  const mine = [await begin('rare', { role: 'auditor' }), await begin('rare', { role: 'auditor' })].sort();
  await ask(
    `with made as (insert into plinth.process_instance (tenant_id, environment_id, id, application, version, process, status, revision, state, started_by)
       select $1::uuid, $2, gen_random_uuid(), 'shop', '1.0.0', 'rare', 'active', 1, '{}', 'me' from generate_series(1, 20000) returning *),
     tasks as (insert into plinth.process_task (tenant_id, environment_id, instance_id, visit, application, process, element, name, candidates, due)
       select tenant_id, environment_id, id, 3, application, process, 'it', 'It', '{role:clerk}', now() from made returning *)
     insert into plinth.process_candidate (tenant_id, environment_id, application, candidate, instance_id, visit)
       select tenant_id, environment_id, application, 'role:clerk', instance_id, visit from tasks`,
    context.environment?.id ?? '',
  );
  const access = (role: string): ProcessAccess =>
    ({
      claims: [{ candidates: [`role:${role}`, 'member:me'], exceptions: ['except:me'] }],
      assignees: ['me'],
      processes: () => [],
    }) as unknown as ProcessAccess;
  const list = (role: string, of: 'open' | 'all') =>
    listTasksQuery(context, 'shop', access(role), {
      of,
      sort: 'due',
      when: 'any',
      search: '',
      labelled: [],
      instance: undefined,
      cursor: '',
      limit: 50,
    });
  const owner = statement('analyze plinth.process_task, plinth.process_candidate, plinth.process_instance');
  await running.database.asOwner(context, (transaction) => transaction.query(context, owner));
  for (const of of ['open', 'all'] as const) {
    const wanted = list('auditor', of);
    const { rows } = await running.database.query<{ instance: string }>(context, wanted.statement, wanted.values);
    expect(rows.map(({ instance }) => instance).sort()).toEqual(mine);
    const plan = await explained(wanted);
    expect(plan).toContain('process_candidate_task');
    expect(rowsLookedAt(plan)).toBeLessThan(200);
  }
  const counts = countTasksQuery(context, 'shop', access('auditor'));
  expect((await running.database.query(context, counts.statement, counts.values)).rows).toEqual([
    { mine: 0, open: 2, mineLater: 0, openLater: 0, overdue: 0 },
  ]);
  expect(rowsLookedAt(await explained(counts))).toBeLessThan(500);
  const common = list('clerk', 'open');
  expect((await running.database.query(context, common.statement, common.values)).rows).toHaveLength(50);

  async function explained(wanted: ReturnType<typeof countTasksQuery>): Promise<string> {
    const { rows } = await running.database.query(
      context,
      statement(`explain (analyze, timing off, format json) ${wanted.statement.text}`),
      wanted.values,
    );
    return JSON.stringify(rows[0]);
  }
}, 60_000);

/** Rows that the nodes of a plan gave and threw away, all together. */
function rowsLookedAt(plan: string): number {
  return [...plan.matchAll(/"(?:Actual Rows|Rows Removed by [A-Za-z ]+)":\s*([\d.]+)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
}
