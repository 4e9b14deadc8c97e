import {
  type Client,
  claimTask,
  completeTask,
  failWork,
  fetchWork,
  getInstance,
  instanceHistory,
  listTasks,
  processStatistics,
  startProcess,
} from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { openShop, shop } from './testing-processes.ts';

let running: TestPlatform;
let boss: Client;
let clerk: Client;
let guest: Client;
beforeAll(async () => {
  running = await startTestPlatform();
  ({ boss, clerk, guest } = await openShop(running));
}, 60_000);
afterAll(() => running.close());

/** As its row has it: the answer of a start is given before the row is there. */
async function start(process: string, variables = {}) {
  const { id } = await boss.call(startProcess, shop, { process, variables });
  return boss.call(getInstance, shop, { instance: id });
}
const statistics = (process: string, more = {}) => boss.call(processStatistics, shop, { process, ...more });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

test('what happened at each element is counted over the newest instances: how often, how long, how many are there', async () => {
  const started: Awaited<ReturnType<typeof start>>[] = [];
  for (const reason of ['one', 'two', 'three']) started.push(await start('approval', { reason }));
  const { items } = await clerk.call(listTasks, shop, {});
  const done = items.find(({ instance }) => instance === started[0]?.id);
  await clerk.call(claimTask, shop, { task: done?.id ?? '' });
  await clerk.call(completeTask, shop, { task: done?.id ?? '', variables: {} });

  const all = await statistics('approval');
  expect(all).toMatchObject({ instances: 3, active: 2, completed: 1, withIncidents: 0, hasMore: false });
  expect(all.since).toBe(started[0]?.startedAt);
  const of = (element: string) => all.elements.find((each) => each.element === element);
  expect(of('s')).toMatchObject({ type: 'startEvent', entered: 3, completed: 3, here: 0, oldest: null });
  expect(of('approve')).toMatchObject({ type: 'userTask', entered: 3, completed: 1, cancelled: 0, here: 2 });
  const { items: history } = await boss.call(instanceHistory, shop, { instance: started[1]?.id ?? '' });
  expect(of('approve')?.oldest).toBe(history[0]?.at);
  expect(of('approve')?.medianSeconds).toBeGreaterThan(0);
  expect(of('approve')?.totalSeconds).toBe(of('approve')?.longestSeconds);
  expect(of('e')).toMatchObject({ entered: 1, completed: 1 });

  const newest = await statistics('approval', { most: 2 });
  expect(newest).toMatchObject({ instances: 2, active: 2, completed: 0, hasMore: true, since: started[1]?.startedAt });
  expect(newest.elements.some(({ element }) => element === 'e')).toBe(false);
  expect(await statistics('approval', { since: started[2]?.startedAt })).toMatchObject({ instances: 1 });
  expect(await statistics('approval', { version: '9.9.9' })).toMatchObject({ instances: 0, since: null, hasMore: false, elements: [] });
});

test('incidents are counted where they are', async () => {
  await start('pay');
  const { items } = await boss.call(fetchWork, shop, { topic: 'charge', worker: 'w' });
  await boss.call(failWork, shop, { task: items[0]?.id ?? '', worker: 'w', message: 'no money', retries: 0 });
  const { withIncidents, elements } = await statistics('pay');
  expect(withIncidents).toBe(1);
  expect(elements.find(({ element }) => element === 'charge')).toMatchObject({ incidents: 1, here: 1, completed: 0, medianSeconds: null });
});

test('statistics are for the managers of a process alone, and bad input is refused', async () => {
  for (const person of [clerk, guest])
    expect(await codeOf(person.call(processStatistics, shop, { process: 'approval' }))).toBe('process-store.no-process');
  expect(await codeOf(statistics("x' or true --"))).toBe('process-store.no-process');
  expect(await codeOf(statistics('approval', { since: 'yesterday' }))).toBe('process-store.bad-time');
  expect(await codeOf(statistics('approval', { most: 1_000_000 }))).toBe('plinth.invalid-input');
});
