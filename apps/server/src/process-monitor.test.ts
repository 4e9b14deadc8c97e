import {
  type Client,
  claimTask,
  completeTask,
  failWork,
  fetchWork,
  getInstance,
  instanceHistory,
  listTasks,
  listWebhooks,
  moveInstances,
  planRelease,
  processStatistics,
  publish,
  pushDefinition,
  removeWebhookSecret,
  replayHistories,
  setWebhookSecret,
  startProcess,
  startProcesses,
  updateMember,
} from '@plinth/api-contract';
import { signWebhook } from '@plinth/signed-webhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { chain, openShop, shop, shopFiles, shopProcesses } from './testing-processes.ts';

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

test('a new version: forty instances at different places are replayed, tried, moved where they can, and go on', async () => {
  const step = (label: string) => ({ type: 'userTask', label, attributes: { 'plinth:candidateRoles': 'clerk' } });
  const three = { s: 'startEvent', one: step('One'), two: step('Two'), three: step('Three'), e: 'endEvent' };
  const publishAs = async (version: string, nodes: Parameters<typeof chain>[0]) => {
    await running.client.call(pushDefinition, shop, { files: shopFiles({ ...shopProcesses, pay: chain(nodes) }) });
    await publish(running.client, shop, { version });
  };
  await publishAs('1.1.0', three);
  const { ids } = await boss.call(startProcesses, shop, {
    process: 'pay',
    starts: Array.from({ length: 40 }, (_, at) => ({ key: `n${at}` })),
  });
  const tasks = async () => {
    const { items } = await clerk.call(listTasks, shop, { limit: 200 });
    return items.filter(({ instance, process }) => process === 'pay' && ids.includes(instance));
  };
  await expect.poll(async () => (await tasks()).length, { timeout: 30_000, interval: 100 }).toBe(40);
  // A quarter stays at the first step, a quarter each goes to the second, the third, and the end.
  for (let done = 1; done <= 3; done++) {
    for (const { id, instance } of await tasks()) {
      if (ids.indexOf(instance) % 4 < done) continue;
      await clerk.call(claimTask, shop, { task: id });
      await clerk.call(completeTask, shop, { task: id, variables: {} });
    }
  }
  const counts = await statistics('pay', { version: '1.1.0' });
  expect(counts.elements.filter(({ here }) => here > 0).map(({ element, here }) => [element, here])).toEqual([
    ['one', 10],
    ['pay', 30],
    ['three', 10],
    ['two', 10],
  ]);

  // Replayed before anything is published: what was at the second step or beyond it went otherwise.
  const next = { s: 'startEvent', one: step('One'), new: 'manualTask', three: step('Three'), e: 'endEvent' };
  await running.client.call(pushDefinition, shop, { files: shopFiles({ ...shopProcesses, pay: chain(next) }) });
  const replay = (by: Client, more: object) => by.call(replayHistories, shop, { process: 'pay', most: 40, wait: 60, ...more });
  // Whoever manages the process and makes no applications may ask by what is released alone.
  expect(await codeOf(replay(boss, { branch: 'main' }))).toBe('tenancy.forbidden');
  expect(await codeOf(replay(guest, {}))).toBe('process-store.no-process');
  expect((await replay(boss, {})).result).toMatchObject({ histories: 40, same: 40, differs: 0, stops: 0, changes: [] });
  const [memberId] = (await running.ask(`select id from plinth.member where email = 'boss@plinth.example'`)).map(({ id }) => String(id));
  await running.client.call(updateMember, { tenant: 'main' }, { member: memberId ?? '', tenantRoles: ['maker'] });
  const { result } = await replay(boss, { branch: 'main' });
  expect(result).toMatchObject({ process: 'pay', histories: 40, same: 10, differs: 10, stops: 20 });
  expect(result?.changes).toContainEqual(expect.objectContaining({ element: 'two', kind: 'notReached', histories: 30 }));
  expect(result?.changes).toContainEqual(expect.objectContaining({ element: 'new', kind: 'reached', histories: 30 }));
  expect(result?.changes.find(({ kind }) => kind === 'refused')?.instances.length).toBe(5);
  expect(await codeOf(replay(boss, { branch: 'main', version: '1.0.0' }))).toBe('process-store.version-or-branch');
  expect(await codeOf(replay(boss, { version: '9.9.9' }))).toBe('repository.not-found');
  // The plan of the publication says it without examples, of the processes that change alone.
  const { replays } = await running.client.call(planRelease, shop, {});
  expect(replays).toMatchObject([{ process: 'pay', histories: 41, differs: 10, stops: 21 }]);
  expect(JSON.stringify(replays)).not.toContain(ids[39]);

  await publishAs('1.2.0', next);
  const move = async (tried: boolean) => {
    const moved: string[] = [];
    const stay: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { moved: string[]; stay: { instance: string; problems: { element: string }[] }[]; next: string | null } = await boss.call(
        moveInstances,
        shop,
        { process: 'pay', tried, from: '1.1.0', limit: 7, ...(cursor === null ? {} : { cursor }) },
      );
      moved.push(...page.moved);
      for (const { instance, problems } of page.stay) stay.push(`${ids.indexOf(instance) % 4} ${problems.map(({ element }) => element)}`);
      cursor = page.next;
    } while (cursor !== null);
    return { moved: moved.map((id) => ids.indexOf(id) % 4), stay };
  };
  const tried = await move(true);
  expect([tried.moved.length, new Set(tried.moved), tried.stay.length, new Set(tried.stay)]).toEqual([
    ...[20, new Set([0, 2])],
    ...[10, new Set(['1 two'])],
  ]);
  expect(await move(false)).toEqual(tried);
  expect((await move(true)).moved).toEqual([]);
  const moved = await statistics('pay', { version: '1.2.0' });
  expect(moved).toMatchObject({ instances: 20, active: 20 });
}, 120_000);

test('S11: a webhook starts a process once, signed with one of two secrets; everything else is refused', async () => {
  const { client } = running;
  const started = {
    type: 'startEvent',
    attributes: { 'plinth:webhook': 'ordered' },
    content:
      '<extensionElements><plinth:output from="payload.what" to="what"/></extensionElements><messageEventDefinition messageRef="m"/>',
  };
  const ordered = JSON.stringify({ ...JSON.parse(shopProcesses.ordered ?? ''), ...JSON.parse(chain({ s: started, e: 'endEvent' })) });
  await client.call(pushDefinition, shop, { files: shopFiles({ ...shopProcesses, ordered }) });
  await publish(client, shop, {});
  expect((await client.call(listWebhooks, shop, {})).items).toMatchObject([
    { webhook: 'ordered', process: 'ordered', event: 's', isSet: false },
  ]);
  expect(await codeOf(clerk.call(setWebhookSecret, shop, { webhook: 'ordered' }))).toBe('tenancy.forbidden');
  expect(await codeOf(client.call(setWebhookSecret, shop, { webhook: 'ordered', secret: 'short' }))).toBe('webhooks.bad-secret');
  const { secret, path } = await client.call(setWebhookSecret, shop, { webhook: 'ordered' });
  const now = () => Math.floor(Date.now() / 1000);
  async function send(
    body: string,
    { id = crypto.randomUUID() as string, timestamp = now(), by = secret, signed = body, to = path, type = 'application/json' } = {},
  ) {
    const signature = signWebhook({ id, timestamp, body: Buffer.from(signed) }, by);
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature, 'content-type': type };
    const response = await fetch(`${running.address}${to}`, { method: 'POST', headers, body });
    const retryAfter = Number(response.headers.get('retry-after'));
    return {
      status: response.status,
      retryAfter,
      ...((await response.json()) as { code?: string; instance?: string; repeated?: boolean }),
    };
  }
  const body = JSON.stringify({ what: 'tea', number: 7 });
  const first = await send(body, { id: 'order-1' });
  expect(first).toMatchObject({ status: 202, repeated: false });
  const instance = await boss.call(getInstance, shop, { instance: first.instance ?? '' });
  expect(instance).toMatchObject({
    process: 'ordered',
    status: 'completed',
    startedBy: 'system',
    variables: { what: 'tea', payload: { number: 7 } },
  });
  const count = async () => (await running.ask("select count(*)::int as n from plinth.process_instance where process = 'ordered'"))[0]?.n;
  const before = await count();
  // The same again, also many at once and at another time: it was taken.
  const again = await Promise.all([1, 2, 3].map((at) => send(body, { id: 'order-1', timestamp: now() - at })));
  expect(again.map(({ repeated }) => repeated)).toEqual([true, true, true]);
  const twice = await Promise.all([1, 2, 3].map(() => send(body, { id: 'order-2' })));
  expect(twice.map(({ repeated }) => repeated).sort()).toEqual([false, true, true]);
  const other = await client.call(setWebhookSecret, { ...shop, environment: 'test' }, { webhook: 'ordered' });
  // Nothing runs there, and yet it has a secret, which makers see.
  expect((await client.call(listWebhooks, { ...shop, environment: 'test' }, {})).items).toMatchObject([
    { webhook: 'ordered', process: null, event: null, isSet: true, path: other.path },
  ]);
  const refused = { status: 401, code: 'webhooks.refused' };
  expect(await send(body, { by: other.secret })).toMatchObject(refused);
  expect(await send(body, { signed: `${body} ` })).toMatchObject(refused);
  expect(await send(body, { timestamp: now() - 301 })).toMatchObject(refused);
  expect(await send(body, { timestamp: now() + 400 })).toMatchObject(refused);
  expect(await send(body, { id: 'a.b' })).toMatchObject(refused);
  expect(await send(body, { to: path.replace('/production/', '/development/') })).toMatchObject(refused);
  expect(await send(body, { to: `${path}x` })).toMatchObject(refused);
  // Where another application, tenant or environment has no such door, or one with a secret of its own.
  expect(await send(body, { to: other.path, by: other.secret })).toMatchObject({ status: 404 });
  expect(await send(body, { to: path.replace('/main/', '/rival/') })).toMatchObject({ status: 404 });
  expect(await send('x'.repeat(1_000_001))).toMatchObject({ status: 413, code: 'gateway.body-too-large' });
  expect(await send('{', {})).toMatchObject({ status: 422, code: 'process-store.bad-payload' });
  expect(await count()).toBe(Number(before) + 1);
  expect(await send('plain', { type: 'text/plain' })).toMatchObject({ status: 202 });
  // Too many are told when to come again; what nobody signed does not count, and does not hear of it.
  const allowed = (left: number) => running.ask(`update plinth.webhook_secret set allowance = ${left}, allowed_at = now()`);
  await allowed(-599);
  const late = await send(body, { id: 'order-late' });
  expect(late).toMatchObject({ status: 429, code: 'webhooks.too-many' });
  expect(late.retryAfter).toBeGreaterThan(50);
  expect(await send(body, { by: other.secret })).toMatchObject(refused);
  await allowed(1);
  expect(await send(body, { id: 'order-late' })).toMatchObject({ status: 202, repeated: false });
  // A new secret leaves the one before valid for a time, and no third.
  const second = await client.call(setWebhookSecret, shop, { webhook: 'ordered' });
  expect(Date.parse(second.previousUntil ?? '') - Date.now()).toBeGreaterThan(86_000_000);
  expect([(await send(body)).status, (await send(body, { by: second.secret })).status]).toEqual([202, 202]);
  const third = await client.call(setWebhookSecret, shop, { webhook: 'ordered', secret: `whsec_${'ab12'.repeat(8)}` });
  expect(third.secret).toBe(`whsec_${'ab12'.repeat(8)}`);
  expect(await send(body)).toMatchObject(refused);
  await client.call(setWebhookSecret, shop, { webhook: 'ordered', keepSeconds: 0 });
  expect(await send(body, { by: third.secret })).toMatchObject(refused);
  await client.call(removeWebhookSecret, shop, { webhook: 'ordered' });
  expect(await codeOf(client.call(removeWebhookSecret, shop, { webhook: 'ordered' }))).toBe('webhooks.no-secret');
  const [{ sealed } = {}] = await running.ask(`select string_agg(sealed, ' ') as sealed from plinth.webhook_secret`);
  expect(String(sealed)).not.toContain(other.secret.slice(6));
}, 60_000);

test('statistics are for the managers of a process alone, and bad input is refused', async () => {
  for (const person of [clerk, guest])
    expect(await codeOf(person.call(processStatistics, shop, { process: 'approval' }))).toBe('process-store.no-process');
  expect(await codeOf(statistics("x' or true --"))).toBe('process-store.no-process');
  expect(await codeOf(statistics('approval', { since: 'yesterday' }))).toBe('process-store.bad-time');
  expect(await codeOf(statistics('approval', { most: 1_000_000 }))).toBe('plinth.invalid-input');
});
