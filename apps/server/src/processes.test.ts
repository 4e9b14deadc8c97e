import {
  type Client,
  cancelInstance,
  claimTask,
  completeManyWork,
  completeTask,
  completeWork,
  createRecord,
  delegateTask,
  explainInstance,
  extendWork,
  failWork,
  fetchWork,
  getInstance,
  getTask,
  instanceHistory,
  listInstances,
  listProcesses,
  listRecords,
  listStartedInstances,
  listTasks,
  moveInstances,
  publish,
  pushDefinition,
  releaseTask,
  resolveIncident,
  retryInstance,
  sendMessage,
  sendSignal,
  startProcess,
  startProcesses,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { chain, openShop, shop, shopFiles, shopProcesses } from './testing-processes.ts';

let running: TestPlatform;
let boss: Client;
let clerk: Client;
let other: Client;
let guest: Client;
beforeAll(async () => {
  running = await startTestPlatform();
  ({ boss, clerk, other, guest } = await openShop(running));
}, 60_000);
afterAll(() => running.close());

const start = (process: string, variables: Record<string, unknown> = {}, by = boss) => by.call(startProcess, shop, { process, variables });
const look = (instance: string) => boss.call(getInstance, shop, { instance });
const until = (instance: string, status: string) =>
  expect.poll(async () => (await look(instance)).status, { timeout: 15_000, interval: 50 }).toBe(status);
const notes = async (text: string) =>
  (await boss.call(listRecords, shop, { entity: 'note', filter: `text = "${text}"`, limit: 1, count: true })).count;
const taskOf = async (instance: string, by = clerk) =>
  (await by.call(listTasks, shop, { limit: 200 })).items.find((task) => task.instance === instance);
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('people', () => {
  test('a task is claimed, done, and its record is written in the same transaction', async () => {
    const instance = await start('approval', { reason: 'first' }, clerk);
    expect(instance).toMatchObject({ status: 'active', process: 'approval', version: '1.0.0' });
    const task = await taskOf(instance.id);
    expect(task).toMatchObject({ name: 'Approve the order', candidates: ['role:clerk'], priority: 5, assignee: null });
    expect(Date.parse(task?.due ?? '') - Date.now()).toBeGreaterThan(1.9 * 86_400_000);
    const id = { task: task?.id ?? '' };
    expect(await codeOf(guest.call(getTask, shop, id))).toBe('process-store.no-task');
    await clerk.call(claimTask, shop, id);
    expect(await codeOf(other.call(claimTask, shop, id))).toBe('process-store.no-task');
    expect((await clerk.call(getTask, shop, id)).variables).toEqual({ reason: 'first' });
    const done = await clerk.call(completeTask, shop, { ...id, variables: { approved: true } });
    expect(done.status).toBe('completed');
    expect(await notes('first')).toBe(1);
    expect(await codeOf(clerk.call(completeTask, shop, { ...id, variables: {} }))).toBe('process-store.no-task');
    expect(await notes('first')).toBe(1);
    const { items } = await boss.call(instanceHistory, shop, { instance: instance.id });
    expect(items.map(({ number, stimulus }) => [number, (stimulus as { kind: string }).kind])).toEqual([
      [1, 'start'],
      [2, 'completed'],
      [3, 'completed'],
    ]);
    expect(items[1]?.events[0]).toMatchObject({ event: 'completed', element: 'approve', variables: { approved: true } });
  });

  test('a task is given back and on', async () => {
    const { id: instance } = await start('approval', { reason: 'given' });
    const id = { task: (await taskOf(instance))?.id ?? '' };
    await clerk.call(claimTask, shop, id);
    expect(await codeOf(other.call(completeTask, shop, id))).toBe('process-store.no-task');
    await clerk.call(delegateTask, shop, { ...id, to: 'other@plinth.example' });
    expect(await codeOf(clerk.call(completeTask, shop, id))).toBe('process-store.no-task');
    await other.call(releaseTask, shop, id);
    expect(await codeOf(clerk.call(delegateTask, shop, { ...id, to: 'other@plinth.example' }))).toBe('process-store.task-not-yours');
    expect(await codeOf(boss.call(delegateTask, shop, { ...id, to: 'nobody@plinth.example' }))).toBe('process-store.unknown-member');
    expect((await other.call(completeTask, shop, { ...id, variables: {} })).status).toBe('completed');
  });

  test('a record that is refused is an incident, mended and gone on with', async () => {
    const { id: instance } = await start('approval', { reason: 'x'.repeat(60) });
    const id = { task: (await taskOf(instance))?.id ?? '' };
    const stopped = await clerk.call(completeTask, shop, { ...id, variables: {} });
    expect(stopped).toMatchObject({ status: 'active', incidents: 1 });
    const { places } = await boss.call(explainInstance, shop, { instance });
    expect(places).toMatchObject([{ element: 'note', reasons: [{ kind: 'incident', code: 'failed' }] }]);
    expect((await boss.call(listInstances, shop, { incidents: true })).items.map(({ id }) => id)).toContain(instance);
    const visit = places[0]?.visit ?? '';
    const mended = await boss.call(resolveIncident, shop, { instance, visit, variables: { text: 'mended' } });
    expect(mended).toMatchObject({ status: 'completed', incidents: 0 });
    expect(await notes('mended')).toBe(1);
  });
});

describe('programs', () => {
  const fetchOne = async (worker: string, leaseSeconds = 30) =>
    (await boss.call(fetchWork, shop, { topic: 'charge', worker, most: 1, leaseSeconds })).items[0];

  test('work is held by one, done once, and a lost lease is said', async () => {
    const { id: instance } = await start('pay', { amount: { $number: '0.10' } });
    const work = await fetchOne('a', 1);
    expect(work).toMatchObject({ instance, topic: 'charge', retries: 2, variables: { amount: { $number: '0.1' } } });
    expect(await fetchOne('b')).toBeUndefined();
    const id = work?.id ?? '';
    await boss.call(extendWork, shop, { task: id, worker: 'a', leaseSeconds: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await codeOf(boss.call(completeWork, shop, { task: id, worker: 'a' }))).toBe('process-store.lease-lost');
    expect(await fetchOne('b')).toMatchObject({ id, idempotencyKey: work?.idempotencyKey });
    expect((await boss.call(completeWork, shop, { task: id, worker: 'b', variables: { paid: true } })).status).toBe('completed');
    expect(await codeOf(boss.call(completeWork, shop, { task: id, worker: 'b' }))).toBe('process-store.no-task');
    expect((await look(instance)).variables).toMatchObject({ paid: true });
  });

  test('what fails is tried again, and is an incident after the last try', async () => {
    const { id: instance } = await start('pay');
    const first = await fetchOne('a');
    expect(await boss.call(failWork, shop, { task: first?.id ?? '', worker: 'a', message: 'away', waitSeconds: 0 })).toEqual({
      retries: 1,
    });
    const second = await fetchOne('a');
    expect(second?.id).toBe(first?.id);
    expect(await boss.call(failWork, shop, { task: second?.id ?? '', worker: 'a', message: 'away for good' })).toEqual({ retries: 0 });
    expect(await fetchOne('a')).toBeUndefined();
    const { places } = await boss.call(explainInstance, shop, { instance });
    expect(places[0]?.reasons[0]).toMatchObject({ kind: 'incident', text: 'away for good' });
    await boss.call(resolveIncident, shop, { instance, visit: places[0]?.visit ?? '' });
    const again = await fetchOne('a');
    expect(again).toMatchObject({ id: first?.id, retries: 2 });
    await boss.call(completeWork, shop, { task: again?.id ?? '', worker: 'a' });
    await until(instance, 'completed');
  });

  test('no more of a topic are held at once than is asked for', async () => {
    const ids = (await boss.call(startProcesses, shop, { process: 'pay', starts: Array.from({ length: 6 }, () => ({})) })).ids;
    for (const id of ids) await expect.poll(async () => (await look(id)).status, { timeout: 10_000 }).toBe('active');
    const fetched = await Promise.all(
      ['a', 'b', 'c'].map((worker) => boss.call(fetchWork, shop, { topic: 'charge', worker, most: 3, atOnce: 4 })),
    );
    expect(fetched.flatMap(({ items }) => items)).toHaveLength(4);
    for (const id of ids) await boss.call(cancelInstance, shop, { instance: id });
    expect((await boss.call(fetchWork, shop, { topic: 'charge', worker: 'd' })).items).toEqual([]);
  });
});

describe('much work of programs', () => {
  const fetch = (worker: string, most = 10) => boss.call(fetchWork, shop, { topic: 'print', worker, most });

  test('many begin at once, the most urgent comes first, no more than the process says, and much is done in one call', async () => {
    const starts = Array.from({ length: 5 }, (_, at) => ({ variables: { urgency: at } }));
    const { ids } = await boss.call(startProcesses, shop, { process: 'print', starts, begin: 'now' });
    expect(await Promise.all(ids.map(async (id) => (await look(id)).status))).toEqual(ids.map(() => 'active'));
    const fetched = (await Promise.all(['a', 'b'].map((worker) => fetch(worker)))).flatMap(({ items }) => items);
    expect(fetched.map(({ instance }) => instance).sort()).toEqual([ids[4], ids[3]].sort());
    const mine = fetched.map(({ id: task }) => ({ task }));
    const other = `${ids[0]}.3`;
    // Both are held by the same, for one asked first and left nothing.
    const answers = await Promise.all(
      ['a', 'b'].map((worker) =>
        boss.call(completeManyWork, shop, { worker, done: [...mine, { task: other }, { task: "' or 1=1" }, mine[0] ?? { task: '' }] }),
      ),
    );
    expect(answers.flatMap(({ completed }) => completed).sort()).toEqual(mine.map(({ task }) => task).sort());
    expect(new Set(answers.flatMap(({ refused }) => refused.map(({ code }) => code)))).toEqual(
      new Set(['process-store.lease-lost', 'process-store.no-task', 'process.ended']),
    );
    expect((await look(ids[4] ?? '')).status).toBe('completed');
    expect((await fetch('c')).items).toHaveLength(2);
    expect(await codeOf(clerk.call(completeManyWork, shop, { worker: 'c', done: [{ task: other }] }))).toBe('done');
    expect((await look(ids[0] ?? '')).status).toBe('active');
    for (const id of ids.slice(0, 3)) await boss.call(cancelInstance, shop, { instance: id });
  });

  test('of many that begin at once one that cannot keeps all from being there', async () => {
    const count = async () => (await running.ask("select count(*)::int as n from plinth.process_instance where process = 'print'"))[0]?.n;
    const before = await count();
    const starts = [{ variables: { urgency: 1 } }, { variables: { urgency: 'x'.repeat(1_000_001) } }];
    expect(await codeOf(boss.call(startProcesses, shop, { process: 'print', starts, begin: 'now' }))).toBe('process-store.bad-variable');
    expect(await count()).toBe(before);
  });
});

describe('messages, signals, time', () => {
  test('a message reaches the one that waits for its key, once', async () => {
    const [first, second] = [await start('delivery', { order: 1 }), await start('delivery', { order: 2 })];
    expect(await codeOf(boss.call(sendMessage, shop, { name: 'arrived', key: 3 }))).toBe('process-store.nobody-waits');
    expect(await boss.call(sendMessage, shop, { name: 'arrived', key: 2, variables: { by: 'van' } })).toEqual({ instance: second.id });
    expect(await look(second.id)).toMatchObject({ status: 'completed', variables: { by: 'van' } });
    expect((await look(first.id)).status).toBe('active');
    expect(await codeOf(boss.call(sendMessage, shop, { name: 'arrived', key: 2 }))).toBe('process-store.nobody-waits');
  });

  test('a message of a conversation reaches the instance whose first message had its key, also without one of its own', async () => {
    const offer = async (number: number) =>
      (await boss.call(sendMessage, shop, { name: 'offered', variables: { offer: { number } } })).instance ?? '';
    const [seventh, eighth] = [await offer(7), await offer(8)];
    expect(await codeOf(boss.call(sendMessage, shop, { name: 'accepted', variables: { number: 9 } }))).toBe('process-store.nobody-waits');
    expect(await codeOf(boss.call(sendMessage, shop, { name: 'accepted' }))).toBe('process-store.nobody-waits');
    expect(await boss.call(sendMessage, shop, { name: 'accepted', variables: { number: 8 } })).toEqual({ instance: eighth });
    expect(await boss.call(sendMessage, shop, { name: 'accepted', key: 7, variables: { number: 1 } })).toEqual({ instance: seventh });
    expect(await boss.call(sendMessage, shop, { name: 'accepted', keepSeconds: 60, variables: { number: 6 } })).toEqual({ instance: null });
    await until(await offer(6), 'completed');
  });

  test('a message that is kept reaches who comes to wait for it', async () => {
    expect(await boss.call(sendMessage, shop, { name: 'arrived', key: 'late', keepSeconds: 60 })).toEqual({ instance: null });
    await expect
      .poll(async () => (await running.ask('select kept from plinth.process_message where kind = $1', ['message']))[0]?.kept, {
        timeout: 10_000,
      })
      .toBe(true);
    const { id } = await start('delivery', { order: 'late' });
    await until(id, 'completed');
    expect(await running.ask('select from plinth.process_message where kind = $1', ['message'])).toEqual([]);
  });

  test('a message begins a process', async () => {
    const { instance } = await boss.call(sendMessage, shop, { name: 'ordered', variables: { what: 'tea' } });
    expect(await look(instance ?? '')).toMatchObject({ process: 'ordered', variables: { what: 'tea' } });
  });

  test('a signal reaches everyone', async () => {
    const ids = [await start('listen'), await start('listen'), await start('listen')].map(({ id }) => id);
    await boss.call(sendSignal, shop, { name: 'closing', variables: {} });
    for (const id of ids) await until(id, 'completed');
  });

  test('a change of a record begins a process, once for each', async () => {
    const begun = async () => (await boss.call(listInstances, shop, { process: 'noted', limit: 200 })).items;
    // What was written before the first look at the outbox is no change.
    await expect
      .poll(
        async () =>
          (await running.ask(`select content->'position'->>'last' as last from plinth.process_schedule where process = ''`))[0]?.last ??
          null,
        { timeout: 10_000 },
      )
      .not.toBeNull();
    const before = (await begun()).length;
    const ids = await Promise.all(
      [1, 2, 3].map((at) => boss.call(createRecord, shop, { entity: 'note', values: { text: `change ${at}` } })),
    );
    await expect.poll(async () => (await begun()).length, { timeout: 15_000 }).toBe(before + 3);
    const seen = await Promise.all((await begun()).slice(0, 3).map(({ id }) => look(id)));
    expect(seen.map(({ variables }) => (variables.record as { id: string }).id).sort()).toEqual(
      ids.map((made) => (made as { id: string }).id).sort(),
    );
    expect(seen.map(({ variables }) => (variables.record as { text: string }).text).sort()).toEqual(['change 1', 'change 2', 'change 3']);
  });

  test('a timer rings', async () => {
    const { id } = await start('pause');
    expect((await boss.call(explainInstance, shop, { instance: id })).places[0]?.reasons[0]).toMatchObject({ kind: 'timer' });
    await until(id, 'completed');
  });

  test('S4: what workers have put off for good is explained, and tried again when somebody says so', async () => {
    const { id } = await start('pause');
    const putOff = `update plinth.process_work set due = 'infinity', attempts = 20, problem = 'records.denied' where id = $1`;
    await running.ask(putOff, [id]);
    const { places } = await boss.call(explainInstance, shop, { instance: id });
    expect(places.at(-1)?.reasons).toMatchObject([{ kind: 'worker', code: 'records.denied' }]);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect((await look(id)).status).toBe('active');
    expect(await codeOf(guest.call(retryInstance, shop, { instance: id }))).toBe('process-store.no-instance');
    await boss.call(retryInstance, shop, { instance: id });
    await until(id, 'completed');
  });

  test('a schedule starts instances until a publication takes it away', async () => {
    const begun = async () => (await boss.call(listInstances, shop, { process: 'every', limit: 200 })).items.length;
    await expect.poll(begun, { timeout: 15_000 }).toBeGreaterThan(1);
    const { every: _gone, ...others } = shopProcesses;
    await running.client.call(pushDefinition, shop, {
      files: shopFiles({ ...others, every: chain({ s: 'startEvent', e: 'endEvent' }) }),
    });
    await publish(running.client, shop, { version: '1.1.0' });
    const before = await begun();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await begun()) - before).toBeLessThanOrEqual(1);
    expect((await start('every')).version).toBe('1.1.0');
  }, 30_000);
});

describe('rights', () => {
  test('deny by default: to others nothing is there', async () => {
    const { id } = await start('approval', { reason: 'mine' }, clerk);
    expect((await clerk.call(listProcesses, shop, {})).items.map(({ key }) => key)).toEqual(['approval', 'pay']);
    expect((await guest.call(listProcesses, shop, {})).items).toEqual([]);
    expect(await codeOf(guest.call(startProcess, shop, { process: 'approval' }))).toBe('process-store.no-process');
    expect(await codeOf(clerk.call(startProcess, shop, { process: 'delivery' }))).toBe('process-store.no-process');
    expect((await clerk.call(getInstance, shop, { instance: id })).id).toBe(id);
    // Who started it sees where it stands, and nobody else's.
    const own = await clerk.call(listStartedInstances, shop, { process: 'approval', limit: 1 });
    expect(own.items).toMatchObject([
      { id, status: 'active', processLabel: 'Process', places: [{ element: 'approve', reasons: [{ kind: 'task' }] }] },
    ]);
    const older = await clerk.call(listStartedInstances, shop, { status: 'completed', cursor: own.next ?? '' });
    expect(older.items.length).toBeGreaterThan(0);
    expect(older.items.every(({ status, places }) => status === 'completed' && places.length === 0)).toBe(true);
    for (const person of [other, guest, running.visitor]) expect((await person.call(listStartedInstances, shop, {})).items).toEqual([]);
    for (const call of [
      () => other.call(getInstance, shop, { instance: id }),
      () => guest.call(getInstance, shop, { instance: id }),
      () => guest.call(explainInstance, shop, { instance: id }),
      () => other.call(instanceHistory, shop, { instance: id }),
      () => clerk.call(cancelInstance, shop, { instance: id }),
      () => clerk.call(resolveIncident, shop, { instance: id, visit: '1' }),
      () => running.visitor.call(getInstance, shop, { instance: id }),
    ])
      expect(await codeOf(call()), String(call)).toBe('process-store.no-instance');
    expect((await guest.call(listInstances, shop, {})).items).toEqual([]);
    expect((await guest.call(listTasks, shop, {})).items).toEqual([]);
    expect((await guest.call(fetchWork, shop, { topic: 'charge', worker: 'g' })).items).toEqual([]);
    expect(await codeOf(guest.call(sendMessage, shop, { name: 'arrived' }))).toBe('process-store.no-process');
    expect(await codeOf(running.visitor.call(startProcess, shop, { process: 'approval' }))).toBe('process-store.no-process');
    expect(await boss.call(cancelInstance, shop, { instance: id })).toMatchObject({ status: 'cancelled' });
    expect(await codeOf(boss.call(cancelInstance, shop, { instance: id }))).toBe('process.ended');
    expect(await taskOf(id)).toBeUndefined();
  });
});

describe('what is wrong with what is given', () => {
  test('the same start twice is one instance; another with its key is refused', async () => {
    const once = { process: 'approval', variables: { reason: 'once' }, idempotencyKey: 'key-1' };
    const [a, b] = await Promise.all([boss.call(startProcess, shop, once), boss.call(startProcess, shop, once)]);
    expect(b.id).toBe(a.id);
    expect((await boss.call(startProcess, shop, once)).id).toBe(a.id);
    expect(await codeOf(boss.call(startProcess, shop, { ...once, variables: { reason: 'twice' } }))).toBe(
      'process-store.idempotency-mismatch',
    );
  });

  test.each([
    [{ when: { $date: 'yesterday' } }, 'process-store.bad-variable'],
    [{ deep: Array.from({ length: 300 }).reduce<unknown>((inner) => [inner], 1) }, 'process-store.bad-variable'],
    [{ large: 'x'.repeat(900_000), more: 'y'.repeat(120_000) }, 'process.variables-too-large'],
    [{ large: 'x'.repeat(1_000_001) }, 'process-store.bad-variable'],
    [{ reason: 'a\u0000b' }, 'process.not-storable'],
    [{ reason: ['\ud800'] }, 'process.not-storable'],
    [{ 'a\u0000b': 1 }, 'process.not-storable'],
    [{ huge: 'x'.repeat(10_000_000) }, 'gateway.body-too-large'],
  ])('%# is refused and nothing is begun', async (variables, code) => {
    const count = async () =>
      (await running.ask("select count(*)::int as n from plinth.process_instance where process = 'approval'"))[0]?.n;
    const before = await count();
    expect(await codeOf(start('approval', variables as Record<string, unknown>))).toBe(code);
    expect(await count()).toBe(before);
  });

  test.each(['a\u0000b', 'a\ud800b'])('%j, which nobody can keep, is refused wherever a text is given', async (text) => {
    const task = (await boss.call(listTasks, shop, { of: 'all', limit: 1 })).items[0]?.id ?? '1.1';
    const asked: Promise<unknown>[] = [
      boss.call(startProcess, shop, { process: 'approval', key: text }),
      boss.call(startProcesses, shop, { process: 'approval', starts: [{ key: text }] }),
      boss.call(sendMessage, shop, { name: text, keepSeconds: 5 }),
      boss.call(sendSignal, shop, { name: text }),
      boss.call(fetchWork, shop, { topic: text, worker: 'w' }),
      boss.call(fetchWork, shop, { topic: 'charge', worker: text }),
      boss.call(delegateTask, shop, { task, to: text }),
    ];
    // An address has no form for the other.
    if (text.isWellFormed())
      asked.push(
        boss.call(listInstances, shop, { key: text }),
        boss.call(listInstances, shop, { version: text }),
        boss.call(listTasks, shop, { search: text }),
      );
    expect(new Set(await Promise.all(asked.map(codeOf)))).toEqual(new Set(['plinth.invalid-input']));
    const message = { name: 'arrived', key: { order: text }, keepSeconds: 5 };
    expect(await codeOf(boss.call(sendMessage, shop, message))).toBe('process.not-storable');
  });

  test('a page that goes on behind something that no page ended with begins anew', async () => {
    const { items } = await boss.call(listTasks, shop, { of: 'all', sort: 'due', limit: 1 });
    const behind = (moment: string) =>
      boss.call(listTasks, shop, { of: 'all', sort: 'due', limit: 1, cursor: `0~${moment}~${items[0]?.instance}~1` });
    for (const moment of ['1', 'Jan 1', '0000-01-01', '2026-02-30T00:00:00Z', '+275760-09-13T00:00:00Z'])
      expect((await behind(moment)).items.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  });

  test('an endless loop of records ends in an incident', async () => {
    const { id, incidents } = await start('circle');
    expect(incidents).toBe(1);
    expect(await notes('again')).toBe(1000);
    await boss.call(cancelInstance, shop, { instance: id });
  }, 60_000);

  test('no table holds anything of what has ended but instance and history', async () => {
    const rows = await running.ask(`select (select count(*) from plinth.process_task t where not exists (
        select from plinth.process_instance i where i.id = t.instance_id and i.status = 'active'))::int as tasks,
      (select count(*) from plinth.process_wait w where not exists (
        select from plinth.process_instance i where i.id = w.instance_id and i.status = 'active'))::int as waits`);
    expect(rows).toEqual([{ tasks: 0, waits: 0 }]);
  });
});

describe('versions', () => {
  test('instances go on by the version they began with, until those that can are moved', async () => {
    const [first, second] = [await start('approval', { reason: 'moved' }), await start('delivery', { order: 'stays' })];
    const { items } = await boss.call(listProcesses, shop, {});
    const before = items[0]?.version ?? '';
    const changed = {
      ...shopProcesses,
      approval: chain({
        s: 'startEvent',
        approve: { type: 'userTask', attributes: { 'plinth:candidateRoles': 'clerk' } },
        again: { type: 'userTask', attributes: { 'plinth:candidateRoles': 'clerk' } },
        e: 'endEvent',
      }),
      delivery: chain({ s: 'startEvent', e: 'endEvent' }),
    };
    await running.client.call(pushDefinition, shop, { files: shopFiles(changed) });
    await publish(running.client, shop, { version: '2.0.0' });
    const move = (process: string, tried?: boolean) =>
      boss.call(moveInstances, shop, { process, ...(tried === undefined ? {} : { tried }) });
    const dry = await move('approval');
    expect(dry).toMatchObject({ version: '2.0.0', stay: [] });
    expect(dry.moved).toContain(first.id);
    expect((await look(first.id)).version).toBe(before);
    expect((await move('delivery', false)).stay).toContainEqual({
      instance: second.id,
      problems: expect.arrayContaining([{ visit: expect.any(String), element: 'arrive', reason: 'arrive is gone' }]),
    });
    expect(await look(second.id)).toMatchObject({ version: before, status: 'active' });
    expect((await move('approval', false)).moved).toContain(first.id);
    expect((await move('approval', false)).moved).toEqual([]);
    const task = (await taskOf(first.id))?.id ?? '';
    expect(await clerk.call(completeTask, shop, { task, variables: {} })).toMatchObject({ version: '2.0.0', status: 'active' });
    expect(await taskOf(first.id)).toMatchObject({ element: 'again' });
    const { items: history } = await boss.call(instanceHistory, shop, { instance: first.id });
    expect(history.map(({ stimulus }) => (stimulus as { kind: string }).kind)).toEqual(['start', 'moved', 'completed']);
    expect(await codeOf(clerk.call(moveInstances, shop, { process: 'approval' }))).toBe('process-store.no-process');
  }, 30_000);
});
