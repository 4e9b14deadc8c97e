import { createHmac } from 'node:crypto';
import { identityOf } from '@plinth/event-bus';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { event, type TestReceivers, type TestSystem, testReceivers, testSystem } from './testing-receivers.ts';

let platform: TestReceivers;
let system: TestSystem;
beforeAll(async () => {
  [platform, system] = await Promise.all([testReceivers(), testSystem()]);
  platform.receivers.worker.start();
}, 60_000);
afterAll(async () => {
  await platform?.close();
  await system?.close();
});
beforeEach(() => {
  system.answer = () => ({ status: 204 });
});

const to = (path: string) => system.got.filter((got) => got.path.startsWith(path));
const stateOf = async (key: string, tenant = 0) =>
  (await platform.receivers.deliveries.search(platform.context(tenant), key, { limit: 10 })).map(({ state, attempts }) => [
    state,
    attempts,
  ]);
const set = (key: string, more: object = {}, tenant = 0) =>
  platform.receivers.store.set(platform.context(tenant), key, { address: `${system.address}/${key}`, ...more });
const ask = async (text: string) => {
  const client = new Client(platform.superuser);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};
/** What would be sent later is due now. */
const hurry = (key: string) =>
  ask(`update plinth.event_delivery_work set next_at = now() where receiver = '${key}' and next_at < 'infinity'`);

test('R1, R3: an event is sent once, whole and signed, and what is sent can be verified as Standard Webhooks say', async () => {
  const { secret } = await set('signed');
  const told = event({ größe: '1.50', text: 'Ω🙂' }, { subject: 'bestellung/Ä' });
  await platform.hear('signed', told);
  await expect.poll(() => stateOf('signed')).toEqual([['taken', 1]]);
  const [got] = to('/signed');
  expect(JSON.parse(String(got?.body))).toEqual(told);
  expect(got?.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
  const [id, timestamp] = [got?.headers['webhook-id'], got?.headers['webhook-timestamp']];
  expect(id).toBe(identityOf(told));
  expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
  // By the letters of their specification, with nothing of ours.
  const key = Buffer.from(String(secret).replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${got?.body}`).digest('base64');
  expect(got?.headers['webhook-signature']).toBe(`v1,${wanted}`);
  // A transaction that fails leaves nothing to send.
  const failing = platform.database.transaction(platform.context(), async (transaction) => {
    await platform.receivers.hear(platform.context(), 'receiver_signed', event('never'), transaction);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await stateOf('signed')).toHaveLength(1);
  expect(to('/signed')).toHaveLength(1);
});

test('R3: while a receiver changes over, both secrets sign', async () => {
  const { secret: first } = await set('rotated');
  const { secret: next } = await platform.receivers.store.setSecret(platform.context(), 'rotated', { keepSeconds: 600 });
  const { isTaken } = await platform.receivers.test(platform.context(), 'rotated');
  expect(isTaken).toBe(true);
  const [got] = to('/rotated');
  const signatures = String(got?.headers['webhook-signature']).split(' ');
  const by = (secret: string | null) => {
    const key = Buffer.from(String(secret).replace('whsec_', ''), 'base64');
    const { 'webhook-id': id, 'webhook-timestamp': timestamp } = got?.headers ?? {};
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${got?.body}`).digest('base64')}`;
  };
  expect(signatures).toEqual([by(next), by(first)]);
});

test('R2: what is not taken is sent again under its id until it is, and is failed after ten attempts', async () => {
  await set('flaky');
  system.answer = ({ path }) =>
    path === '/flaky' && to('/flaky').length < 3 ? { status: 500, body: 'not\u202e\n today' } : { status: 200 };
  await platform.hear('flaky', event('x'));
  for (const attempts of [1, 2]) {
    await expect.poll(() => stateOf('flaky')).toEqual([['waiting', attempts]]);
    await hurry('flaky');
  }
  await expect.poll(() => stateOf('flaky')).toEqual([['taken', 3]]);
  expect(new Set(to('/flaky').map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  const [delivery] = await platform.receivers.deliveries.search(platform.context(), 'flaky', { limit: 1 });
  const { tries } = await platform.receivers.deliveries.one(platform.context(), 'flaky', delivery?.id ?? '');
  expect(tries.map(({ status, answer }) => [status, answer])).toEqual([
    [500, 'not today'],
    [500, 'not today'],
    [200, ''],
  ]);
  expect(await platform.receivers.store.one(platform.context(), 'flaky')).toMatchObject({ failingSince: null, waiting: 0, failed: 0 });

  system.answer = () => ({ status: 302, headers: { location: `${system.address}/elsewhere` } });
  await platform.hear('flaky', event('y'));
  for (let attempts = 1; attempts < 10; attempts++) {
    await expect.poll(async () => (await stateOf('flaky'))[0]).toEqual(['waiting', attempts]);
    await hurry('flaky');
  }
  await expect.poll(async () => (await stateOf('flaky'))[0]).toEqual(['failed', 10]);
  expect(to('/elsewhere')).toEqual([]);
  expect((await platform.receivers.store.one(platform.context(), 'flaky')).failingSince).not.toBeNull();
  // R11: it is sent again when somebody asks for it.
  system.answer = () => ({ status: 202 });
  expect(await platform.receivers.deliveries.again(platform.context(), 'flaky', null)).toBe(1);
  await expect.poll(async () => (await stateOf('flaky'))[0]).toEqual(['taken', 1]);
});

test('R5: one that hangs holds up no other, and is asked for one thing at a time once it fails', async () => {
  await set('hanging');
  await set('neighbour', {}, 1);
  system.answer = ({ path }) => (path === '/hanging' ? null : { status: 200 });
  for (let number = 0; number < 6; number++) await platform.hear('hanging', event(number));
  await expect.poll(() => to('/hanging').length).toBe(4);
  for (let number = 0; number < 6; number++) await platform.hear('neighbour', event(number), 1);
  await expect.poll(async () => (await stateOf('neighbour', 1)).filter(([state]) => state === 'taken').length).toBe(6);
  await ask(`update plinth.event_receiver set failing_since = now() where key = 'hanging'`);
  expect(await platform.receivers.deliveries.claim(platform.context(), 'hanging', 4)).toHaveLength(1);
  await platform.receivers.store.remove(platform.context(), 'hanging');
});

test('R6: one that is gone or fails for days is stopped and says so; what waits is sent when it is started', async () => {
  await set('gone');
  system.answer = () => ({ status: 410 });
  await platform.hear('gone', event(1));
  const stopped = async (key: string) => (await platform.receivers.store.one(platform.context(), key)).stopped;
  await expect.poll(() => stopped('gone')).toMatchObject({ reason: 'gone', by: 'system' });
  expect(platform.told.at(-1)).toMatchObject({ type: 'plinth.receiver.stopped', subject: 'gone', data: { reason: 'gone' } });
  await platform.hear('gone', event(2));
  expect(await platform.receivers.deliveries.claim(platform.context(), 'gone', 4)).toEqual([]);
  system.answer = () => ({ status: 200 });
  await platform.receivers.store.start(platform.context(), 'gone');
  await expect
    .poll(() => stateOf('gone'))
    .toEqual([
      ['taken', 1],
      ['taken', 2],
    ]);

  await set('lost');
  await ask(`update plinth.event_receiver set failing_since = now() - interval '6 days' where key = 'lost'`);
  system.answer = () => ({ status: 503 });
  await platform.hear('lost', event(1));
  await expect.poll(() => stopped('lost')).toMatchObject({ reason: 'failing' });
  expect(platform.told.filter(({ subject }) => subject === 'lost')).toHaveLength(1);
});

test('R7: only encrypted addresses, or those that the operator lists, and never one that leads inside', async () => {
  const refused = (address: string) => expect(set('bad', { address })).rejects.toMatchObject({ code: 'receivers.bad-address' });
  for (const address of [
    'http://example.com/',
    'ftp://example.com/',
    'https://a:b@example.com/',
    'nonsense',
    'javascript:alert(1)',
    'http://127.0.0.2/',
  ])
    await refused(address);
  // Its name may lead anywhere when it is asked: that is judged then.
  await set('inside', { address: 'https://169.254.169.254/latest' });
  expect(await platform.receivers.test(platform.context(), 'inside')).toMatchObject({
    isTaken: false,
    attempt: { status: null, code: 'outgoing.refused' },
  });
  await set('huge');
  system.answer = () => ({ status: 200, body: 'x'.repeat(300_000) });
  expect(await platform.receivers.test(platform.context(), 'huge')).toMatchObject({
    isTaken: false,
    attempt: { code: 'outgoing.too-large' },
  });
});

test('R8: only what a receiver wants is entered; what cannot be right is refused when it is set', async () => {
  await set('picky', { toldBy: 'shop', filter: 'event.data.amount >= 100' });
  await platform.hear('picky', event({ amount: 99 }));
  await platform.hear('picky', event({ amount: 100 }, { source: '/erp' }));
  await platform.hear('picky', event({ amount: 100 }));
  await expect.poll(() => stateOf('picky')).toEqual([['taken', 1]]);
  await expect(set('picky', { filter: 'event.data.amount >=' })).rejects.toMatchObject({ code: 'expression.invalid' });
  await expect(platform.receivers.store.set(platform.context(), 'new', {})).rejects.toMatchObject({ code: 'receivers.no-address' });
});

test('R9, R10: secrets lie sealed and are told to nobody; a tenant sees nothing of another, the platform no content', async () => {
  const planted = 'planted-7f3a91';
  const { receiver, secret } = await set('sealed', { address: `${system.address}/sealed?token=${planted}` });
  expect(receiver.address).toBe(`${system.address}/sealed?…`);
  await platform.hear('sealed', event('x'));
  await expect.poll(() => to('/sealed').map(({ path }) => path)).toEqual([`/sealed?token=${planted}`]);
  const dump = JSON.stringify([
    await ask('select * from plinth.event_receiver'),
    await ask('select * from plinth.event_delivery'),
    await ask('select * from plinth.webhook_secret'),
    await platform.receivers.store.list(platform.context()),
  ]);
  expect(dump).not.toContain(planted);
  expect(dump).not.toContain(String(secret).slice(6));

  const stranger = platform.context(1);
  await expect(platform.receivers.store.one(stranger, 'sealed')).rejects.toMatchObject({ code: 'receivers.no-receiver' });
  await expect(platform.receivers.store.remove(stranger, 'sealed')).rejects.toMatchObject({ code: 'receivers.no-receiver' });
  await expect(platform.receivers.test(stranger, 'sealed')).rejects.toMatchObject({ code: 'receivers.no-receiver' });
  expect(await stateOf('sealed', 1)).toEqual([]);
  const unprotected = await ask(
    `select relname from pg_class where relnamespace = 'plinth'::regnamespace and relkind = 'r' and relname ~ '^event_(receiver|delivery)' and not (relrowsecurity and relforcerowsecurity)`,
  );
  expect(unprotected).toEqual([]);
});

test('R11: what is old is forgotten, and a consumer that was set back sends again', async () => {
  await set('again');
  const [first, second] = [event(1), event(2)];
  await platform.hear('again', first);
  await expect.poll(() => stateOf('again')).toEqual([['taken', 1]]);
  await platform.hear('again', first);
  await expect.poll(() => to('/again').length).toBe(2);
  await expect.poll(() => stateOf('again')).toEqual([['taken', 1]]);
  await ask(`update plinth.event_delivery set at = now() - interval '8 days' where receiver = 'again'`);
  await platform.hear('again', second);
  await expect
    .poll(async () => (await platform.receivers.deliveries.search(platform.context(), 'again', { limit: 5 })).map(({ id }) => id))
    .toEqual([identityOf(second)]);
  await expect(platform.receivers.deliveries.one(platform.context(), 'again', identityOf(first))).rejects.toMatchObject({
    code: 'receivers.no-delivery',
  });
});
