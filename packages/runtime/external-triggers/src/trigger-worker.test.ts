import { outgoingErrors } from '@plinth/outgoing';
import { afterEach, expect, test } from 'vitest';
import { hearing, hearingMany, type TestTriggers, testTriggers } from './testing-triggers.ts';

/** On a machine that is busy with something else. */
const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 15_000 });

let triggers: TestTriggers;
afterEach(() => triggers?.close());

const numbersOf = async (tenant: number) => (await triggers.told(tenant)).map(({ data }) => (data as { number?: number }).number);
const numbers = () => numbersOf(0);
const state = async (tenant = 0) => (await triggers.store.list(triggers.context(tenant), 'books'))[0];

test('T1, T4: what is told is an event of the type, in order, by an id that stays the same', async () => {
  triggers = await testTriggers();
  const { system } = triggers;
  await triggers.declare(hearing());
  system.say({ number: 1 }, { number: 2 });
  const worker = triggers.worker();
  await soon(numbers).toEqual([1, 2]);
  const [first] = await triggers.told();
  expect(first).toMatchObject({
    specversion: '1.0',
    type: 'com.example.order',
    source: '/connections/tenant-0/test/shop',
    partitionkey: 'books.orders',
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  system.say({ number: 3 });
  await soon(numbers).toEqual([1, 2, 3]);
  expect(await state()).toMatchObject({
    heard: 3,
    unfit: 0,
    failures: 0,
    error: null,
    paused: false,
    heardAt: expect.stringMatching(/Z$/),
  });
  await worker.close();
  // Told once more from the beginning, as after a failure: the same events.
  await triggers.declare(hearing({ input: { again: true } }));
  triggers.worker();
  await soon(async () => (await triggers.told()).length).toBe(6);
  const ids = (await triggers.told()).map(({ id }) => id);
  expect(ids.slice(3)).toEqual(ids.slice(0, 3));
});

test('T2: of several servers one hears, and when it is gone another goes on', async () => {
  triggers = await testTriggers();
  const { system } = triggers;
  await triggers.declare(hearing({ trigger: 'stay' }));
  // A claim that no server is too slow for, however busy the machine is; that it ends is looked at below.
  const workers = [0, 1, 2].map(() => triggers.worker({ leaseMilliseconds: 30_000 }));
  for (let number = 0; number < 20; number++) {
    system.say({ number });
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (number === 10) await workers[0]?.close();
  }
  await soon(numbers).toEqual(Array.from({ length: 20 }, (_, number) => number));
  expect(system.together).toBe(0);
  await Promise.all(workers.map((worker) => worker.close()));
  expect(await state()).toMatchObject({ isHeard: false, heard: 20 });
});

test('T2, T3: a server that died is followed when its claim ends, and keeps nothing if it was only slow', async () => {
  triggers = await testTriggers();
  const { system, store, database, bus } = triggers;
  await triggers.declare(hearing());
  const context = triggers.context();
  const dead = await store.claim(context, 'books', 'orders', '00000000-0000-7000-8000-0000000000aa', 250);
  if (dead === null) throw new Error('It could not be claimed.');
  expect(await store.claim(context, 'books', 'orders', '00000000-0000-7000-8000-0000000000bb', 250)).toBeNull();
  system.say({ number: 1 });
  triggers.worker();
  expect(await numbers()).toEqual([]);
  await soon(numbers).toEqual([1]);
  const late = database.transaction(context, async (transaction) => {
    await bus.publish(context, [{ specversion: '1.0', id: 'late', source: '/x', type: 'com.example.order' }], transaction);
    await store.advance(context, transaction, dead, { cursor: 0, heard: 1, unfit: 0 });
  });
  await expect(late).rejects.toMatchObject({ code: 'triggers.claim-lost' });
  expect(await numbers()).toEqual([1]);
  await store.fail(context, dead, outgoingErrors.refused({ host: 'x' }), 1000);
  expect(await state()).toMatchObject({ failures: 0 });
});

test('T3: who loses its claim while it hears is ended', async () => {
  triggers = await testTriggers();
  await triggers.declare(hearing({ trigger: 'stay' }));
  const worker = triggers.worker({ leaseMilliseconds: 90 });
  await soon(() => triggers.system.listeners).toBe(1);
  await triggers.store.setPaused(triggers.context(), 'books', 'orders', true);
  await soon(() => triggers.system.listeners).toBe(0);
  await worker.close();
  expect(triggers.failures).toEqual([]);
});

test('T5: what is no event of its type is a dead letter with why, and is told when it fits by then', async () => {
  triggers = await testTriggers();
  const { system, bus } = triggers;
  const context = triggers.context();
  await triggers.declare(hearing());
  system.say({ number: 1 }, { other: 'x' }, { number: 2, text: 'y'.repeat(300_000) }, { number: 3, text: 'a\0b' });
  system.said.push({ id: null, subject: 'x', data: null, unread: { text: 'no\0 JSON', problem: 'it is no JSON' } });
  system.say({ number: 4 });
  triggers.worker();
  await soon(numbers).toEqual([1, 4]);
  const letters = await bus.deadLetters(context, { limit: 10 });
  expect(letters.map(({ group, code }) => `${group} ${code}`)).toEqual(Array(4).fill('books.trigger.orders triggers.unfit'));
  // Letters of one millisecond are in no order.
  for (const reason of [/no JSON/, /cannot be stored/, /256 KiB/, /number/])
    expect(letters.filter(({ message }) => reason.test(message)).length, String(reason)).toBe(1);
  expect(await state()).toMatchObject({ heard: 2, unfit: 4, failures: 0 });
  // Nothing has changed: they still do not fit. Then the schema is mended.
  const ids = letters.map(({ id }) => id);
  await bus.redrive(context, ids);
  await soon(async () => (await bus.deadLetters(context, { limit: 10 })).map(({ attempts, waiting }) => `${attempts} ${waiting}`)).toEqual(
    Array(4).fill('2 false'),
  );
  await triggers.declare(hearing({}, { type: 'object' }));
  await bus.redrive(context, ids);
  await soon(numbers).toEqual([1, 4, undefined]);
  expect((await bus.deadLetters(context, { limit: 10 })).length).toBe(3);
});

test('T6: a system that is away is tried again, later each time, and told without its secret; another is heard meanwhile', async () => {
  triggers = await testTriggers(2);
  const { system, failures } = triggers;
  await triggers.declare(hearing());
  system.fails = outgoingErrors.unreachable({ host: 'shop', reason: 'it said a-secret-password' });
  triggers.worker({ retryMilliseconds: 40 });
  await soon(async () => (await state())?.failures ?? 0).toBeGreaterThan(3);
  const { error = null, failures: times = 0, dueAt = '' } = (await state()) ?? {};
  expect(error).toMatchObject({ code: 'outgoing.unreachable', message: expect.stringContaining('•••') });
  expect(JSON.stringify([error, failures.map((each) => each.error.message)])).not.toContain('a-secret-password');
  // Half of the wait is sure, which is twice as long as the one before.
  expect(Date.parse(dueAt) - Date.parse(error?.at ?? '')).toBeGreaterThan((40 * 2 ** (times - 1)) / 2 - 20);
  system.fails = null;
  system.say({ number: 1 });
  await soon(numbers).toEqual([1]);
  expect(await state()).toMatchObject({ failures: 0, error: null });
});

test('T7: tenants hear their own, see their own, and pause nothing of others', async () => {
  triggers = await testTriggers(2);
  const { system, store } = triggers;
  await triggers.declare(hearing(), 0);
  system.say({ number: 1 });
  triggers.worker();
  await soon(() => numbersOf(0)).toEqual([1]);
  expect(await numbersOf(1)).toEqual([]);
  expect(await store.list(triggers.context(1), 'books')).toEqual([]);
  await expect(store.setPaused(triggers.context(1), 'books', 'orders', true)).rejects.toMatchObject({ code: 'triggers.not-found' });
  const stranger = { ...triggers.context(0), tenant: triggers.context(1).tenant };
  expect(await store.list(stranger, 'books')).toEqual([]);
});

test('T7: one tenant with many triggers leaves room for others', async () => {
  triggers = await testTriggers(2);
  await triggers.declare(hearingMany(9), 0);
  await triggers.declare(hearing({ trigger: 'stay' }), 1);
  const worker = triggers.worker({ mostOfTenant: 0 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(triggers.system.listeners).toBe(0);
  await worker.close();
  // Of what is due there are more of the one than it looks at.
  triggers.worker({ most: 2, mostOfTenant: 1 });
  const isHeard = async (tenant: number) => (await triggers.store.list(triggers.context(tenant), 'books')).some((each) => each.isHeard);
  await soon(async () => [await isHeard(0), await isHeard(1)]).toEqual([true, true]);
  await soon(() => triggers.system.listeners).toBe(2);
});

test('T8: what is paused, removed, of an application that does not run or a tenant that is not active is heard by nobody; resumed, it goes on where it was', async () => {
  triggers = await testTriggers();
  const { system, store } = triggers;
  await triggers.declare(hearing({ trigger: 'stay' }));
  const worker = triggers.worker();
  system.say({ number: 1 });
  await soon(numbers).toEqual([1]);
  await store.setPaused(triggers.context(), 'books', 'orders', true);
  await soon(() => system.listeners).toBe(0);
  system.say({ number: 2 });
  expect(await state()).toMatchObject({ paused: true, isHeard: false });
  await store.setPaused(triggers.context(), 'books', 'orders', false);
  worker.wake();
  await soon(numbers).toEqual([1, 2]);
  await triggers.setTenant('suspended');
  await soon(() => system.listeners).toBe(0);
  const looks = system.looks;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(system.looks).toBe(looks);
  await triggers.setTenant('active');
  await soon(() => system.listeners).toBe(1);
  triggers.setRunning(false);
  await soon(() => system.listeners).toBe(0);
  triggers.setRunning(true);
  await soon(() => system.listeners).toBe(1);
  const definition = hearing();
  await triggers.declare({ ...definition, records: definition.records.without('t1') });
  await soon(() => system.listeners).toBe(0);
  expect(await state()).toBeUndefined();
});

test('T9: what says something else begins anew, what is only told otherwise goes on', async () => {
  triggers = await testTriggers();
  const { system } = triggers;
  await triggers.declare(hearing());
  system.say({ number: 1 });
  triggers.worker();
  await soon(numbers).toEqual([1]);
  await triggers.declare(hearing({ everySeconds: 2 }));
  const looks = system.looks;
  await soon(() => system.looks).toBeGreaterThan(looks);
  expect(await numbers()).toEqual([1]);
  await triggers.declare(hearing({ input: { from: 'elsewhere' } }));
  await soon(numbers).toEqual([1, 1]);
});

test('T10: a connection that is set anew is heard as it is now', async () => {
  triggers = await testTriggers();
  const { system } = triggers;
  await triggers.declare(hearing({ trigger: 'stay' }));
  triggers.worker({ leaseMilliseconds: 90 });
  await soon(() => system.looks).toBe(1);
  triggers.change();
  await soon(() => system.looks).toBe(2);
  expect(triggers.failures).toEqual([]);
});

test('a trigger that there is not, or whose input is wrong, is told as it stands', async () => {
  triggers = await testTriggers();
  await triggers.declare(hearing({ trigger: 'askk' }));
  triggers.worker();
  await soon(async () => (await state())?.error?.message).toMatch(/tells nothing that is called askk/);
});
