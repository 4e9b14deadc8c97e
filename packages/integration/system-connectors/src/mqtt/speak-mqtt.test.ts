import { createServer, type Socket } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { type Asking, testCalls } from '../testing-calls.ts';
import { testHear } from '../testing-hear.ts';
import { hostileServer } from '../testing-hostile.ts';
import { testServer } from '../testing-server.ts';

/** On a machine that is busy with something else. */
const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 15_000 });

const login = { kind: 'basic', login: 'test', password: 'test-password' } as const;
let ask: Asking | null = null;
let place = '';

beforeAll(async () => {
  const server = await testServer('mosquitto');
  if (server === null) return;
  place = `mqtt://${server.host}:${server.port}`;
  ask = await testCalls('mqtt', place, login);
});

test('messages are sent, kept for a receiver and taken once', async ({ skip }) => {
  if (ask === null) return skip();
  const asked = ask;
  const from = { topic: 'shop/+/orders', receiver: 'books', waitMilliseconds: 0 };
  expect(await ask('receive', from)).toEqual({ messages: [] });
  expect(await ask('publish', { topic: 'shop/1/orders', message: 'Größe 7' })).toEqual({ taken: true });
  for (let number = 0; number < 20; number++) await ask('publish', { topic: 'shop/2/orders', message: `${number} ${'x'.repeat(300)}` });
  await ask('publish', { topic: 'shop/2/prices', message: 'not for you' });
  const taken: { topic: string; message: string }[] = [];
  await soon(async () => {
    const { messages } = (await asked('receive', { ...from, count: 8, waitMilliseconds: 200 })) as { messages: typeof taken };
    taken.push(...messages);
    return taken.length;
  }).toBe(21);
  expect(taken[0]).toEqual({ topic: 'shop/1/orders', message: 'Größe 7' });
  expect(taken.slice(1).map(({ message }) => message.split(' ')[0])).toEqual(Array.from({ length: 20 }, (_, number) => String(number)));
  expect(await ask('receive', { ...from, waitMilliseconds: 100 })).toEqual({ messages: [] });
});

test('messages are heard as they come, those that were not kept again, and what cannot be read or is too large with why', async ({
  skip,
}) => {
  if (ask === null) return skip();
  const hear = await testHear('mqtt', place, { login }, { bytes: 1000 });
  const from = { topic: 'heard/#', receiver: 'hears' };
  // Who has never listened is told nothing of before.
  await ask('receive', { ...from, waitMilliseconds: 0 });
  await ask('publish', { topic: 'heard/a', message: '{"number": 1}' });
  const first = hear('messages', from, null, () => {
    throw new Error('nothing can be kept');
  });
  expect(await first.ended).toMatchObject({ message: 'nothing can be kept' });
  for (const message of ['no JSON', 'x'.repeat(3000), '{"number": 2}']) await ask('publish', { topic: 'heard/b', message });
  const second = hear('messages', from);
  await soon(() => second.heard.at(-1)?.data).toEqual({ number: 2 });
  const told = second.heard.map(({ data, unread, subject }) => data ?? `${subject}: ${unread?.problem}`);
  expect(told).toEqual([{ number: 1 }, 'heard/b: it is no JSON', expect.stringMatching(/^heard\/b: it has 3000 bytes/), { number: 2 }]);
  second.stop();
  await second.ended;
});

test('whoever hears is not kept waiting for a broker that does not greet', async () => {
  const server = await hostileServer(() => {});
  const hear = await testHear('mqtt', `mqtt://127.0.0.1:${server.port}`, { login }, { milliseconds: 200 });
  expect(await hear('messages', { topic: 'a', receiver: 'b' }).ended).toMatchObject({ code: 'outgoing.timed-out' });
  server.close();
});

test('what it refuses is told, and the password is not', async ({ skip }) => {
  if (ask === null) return skip();
  const wrong = await testCalls('mqtt', place, { ...login, password: 'wrong-password' });
  const error = (await wrong('publish', { topic: 'a', message: 'b' }).catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'connectors.refused' });
  await expect(wrong.test()).rejects.toMatchObject({ code: 'connectors.refused' });
  expect(await ask.test()).toMatchObject({ status: 200 });
  expect(JSON.stringify(error)).not.toContain('wrong-password');
  await expect(ask('publish', { topic: 'a/#', message: 'b' })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
});

test.each<[string, (socket: Socket) => void, string]>([
  ['says nothing', () => {}, 'outgoing.timed-out'],
  ['is no broker', (socket) => socket.write('SSH-2.0-OpenSSH\r\n'), 'connectors.unreadable-answer'],
  ['dies half-way', (socket) => socket.once('data', () => socket.end(Buffer.from([0x20, 2, 0]))), 'outgoing.broke-off'],
  [
    'promises too much',
    (socket) => socket.write(Buffer.concat([Buffer.from([0x20, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(200_000)])),
    'outgoing.too-large',
  ],
  ['has lengths without end', (socket) => socket.write(Buffer.alloc(10, 0xff)), 'connectors.unreadable-answer'],
])('a server that %s is bounded and told', async (_, say, code) => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    say(socket);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as { port: number };
  const milliseconds = code === 'outgoing.timed-out' ? 300 : 10_000;
  const asked = await testCalls('mqtt', `mqtt://127.0.0.1:${port}`, login, { milliseconds, attempts: 1, bytes: 100_000 });
  await expect(asked('publish', { topic: 'a', message: 'b' })).rejects.toMatchObject({ code });
  server.close();
});
