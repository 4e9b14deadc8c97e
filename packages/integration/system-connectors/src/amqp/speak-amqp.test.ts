import { connect } from 'node:net';
import type { JsonObject } from '@plinth/foundation';
import { beforeAll, expect, test } from 'vitest';
import { type Asking, testCalls } from '../testing-calls.ts';
import { testHear } from '../testing-hear.ts';
import { forEver, hostileServer } from '../testing-hostile.ts';
import { testServer } from '../testing-server.ts';
import { AmqpSession } from './amqp-session.ts';
import { FieldWriter } from './fields.ts';
import { frame, methodFrame, methods } from './frames.ts';

/** On a machine that is busy with something else. */
const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 15_000 });

const login = { kind: 'basic', login: 'test', password: 'test-password' } as const;
let ask: Asking | null = null;
let place = '';

beforeAll(async () => {
  const server = await testServer('rabbitmq');
  if (server === null) return;
  place = `amqp://${server.host}:${server.port}`;
  ask = await testCalls('amqp', place, login);
}, 120_000);

const messagesOf = (answer: JsonObject) => answer.messages as readonly (JsonObject & { readonly message: string | null })[];

test('messages are sent, confirmed and taken once, whatever they are and however long', async ({ skip }) => {
  if (ask === null) return skip();
  const long = 'Größe '.repeat(100_000);
  expect(await ask.test()).toMatchObject({ status: 200 });
  const about = { messageId: 'm-1', correlationId: 'c-1', type: 'order', headers: { shop: 'Süd', kind: 'x' } };
  expect(await ask('publish', { routingKey: 'letters', message: long, contentType: 'text/plain', ...about })).toEqual({ taken: true });
  await ask('publish', { routingKey: 'letters', message: '' });
  const [first, second] = messagesOf(await ask('get', { queue: 'letters', count: 10 }));
  expect(first).toEqual({
    message: long,
    bytes: null,
    routingKey: 'letters',
    exchange: '',
    contentType: 'text/plain',
    redelivered: false,
    ...about,
  });
  expect(second?.message).toBe('');
  expect(messagesOf(await ask('get', { queue: 'letters' }))).toEqual([]);
});

test('what it refuses is told, and the password is not', async ({ skip }) => {
  if (ask === null) return skip();
  // No queue takes it, no queue of that name, a login that is wrong, a virtual host that is not there.
  await expect(ask('publish', { routingKey: 'nobody', message: 'x' })).rejects.toMatchObject({ message: expect.stringContaining('312') });
  await expect(ask('get', { queue: 'none' })).rejects.toMatchObject({
    code: 'connectors.refused',
    message: expect.stringContaining('404'),
  });
  const wrong = await testCalls('amqp', place, { ...login, password: 'wrong-password' });
  const error = (await wrong('get', { queue: 'letters' }).catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'connectors.refused', message: expect.stringContaining('403') });
  await expect(wrong.test()).rejects.toMatchObject({ code: 'connectors.refused' });
  expect(JSON.stringify(error)).not.toContain('wrong-password');
  const elsewhere = await testCalls('amqp', `${place}/elsewhere`, login);
  await expect(elsewhere('get', { queue: 'letters' })).rejects.toMatchObject({ code: 'connectors.refused' });
  await expect(ask('publish', { routingKey: 'ü'.repeat(200), message: 'x' })).rejects.toMatchObject({
    code: 'connectors.unwritable-input',
  });
});

test('what is larger than an answer may be goes back to its queue', async ({ skip }) => {
  if (ask === null) return skip();
  const narrow = await testCalls('amqp', place, login, { bytes: 1000 });
  await ask('publish', { routingKey: 'letters', message: 'x'.repeat(2000) });
  await expect(narrow('get', { queue: 'letters' })).rejects.toMatchObject({ code: 'outgoing.too-large' });
  await soon(async () =>
    messagesOf(await (ask as NonNullable<typeof ask>)('get', { queue: 'letters' })).map(({ redelivered }) => redelivered),
  ).toEqual([true]);
});

test('messages are heard as they come, those that are not kept again, and what is no JSON or too large with why', async ({ skip }) => {
  if (ask === null) return skip();
  const hear = await testHear('amqp', place, { login }, { bytes: 1000 });
  let fails = true;
  const first = hear('messages', { queue: 'orders' }, null, () => {
    if (fails) throw new Error('nothing can be kept');
  });
  await ask('publish', { routingKey: 'orders', message: '{"number": 1}', messageId: 'one' });
  expect(await first.ended).toMatchObject({ message: 'nothing can be kept' });
  fails = false;
  for (const message of ['no JSON', `"${'x'.repeat(5000)}"`, '{"number": 2}']) await ask('publish', { routingKey: 'orders', message });
  const second = hear('messages', { queue: 'orders' });
  await soon(() => second.heard.length).toBe(4);
  const [one, text, large, two] = second.heard;
  expect(one).toMatchObject({ data: { number: 1 }, subject: 'orders', id: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(text).toMatchObject({ data: null, unread: { text: 'no JSON', problem: 'it is no JSON' }, id: null });
  expect(large?.unread?.problem).toMatch(/5002 bytes/);
  expect(two?.data).toEqual({ number: 2 });
  second.stop();
  await second.ended;
  // What was kept was confirmed, up to the last one.
  expect(messagesOf(await ask('get', { queue: 'orders' })).length).toBeLessThanOrEqual(1);
});

test('whoever hears is told when the queue is gone', async ({ skip }) => {
  if (ask === null) return skip();
  const [host, port] = new URL(place).host.split(':');
  const socket = connect(Number(port), host);
  const session = await AmqpSession.open(socket, { host: place, ...login, virtualHost: '/', heartbeatSeconds: 0 });
  const queue = (method: number) => 50 * 0x1_0000 + method;
  session.say(queue(10), new FieldWriter().short(0).shortText('gone').octet(0).table({}));
  await session.expect(queue(11));
  const listening = (await testHear('amqp', place, { login }))('messages', { queue: 'gone' });
  await ask('publish', { routingKey: 'gone', message: '{"number": 1}' });
  await soon(() => listening.heard.length).toBe(1);
  session.say(queue(40), new FieldWriter().short(0).shortText('gone').octet(0));
  expect(await listening.ended).toMatchObject({ code: 'connectors.refused', message: expect.stringContaining('404') });
  await session.close().catch(() => {});
  socket.destroy();
});

const start = methodFrame(0, methods.start, new FieldWriter().octet(0).octet(9).table({}).longText('PLAIN').longText('en_US'));

test.each<[string, Parameters<typeof hostileServer>[0], string]>([
  ['says nothing', () => {}, 'outgoing.timed-out'],
  ['is no broker', (socket) => socket.write('SSH-2.0-OpenSSH\r\n'), 'connectors.unreadable-answer'],
  ['speaks another version', (socket) => socket.end('AMQP\x00\x01\x00\x00'), 'connectors.unreadable-answer'],
  ['dies half-way', (socket) => socket.end(start.subarray(0, 20)), 'outgoing.broke-off'],
  ['promises a frame of a gigabyte', (socket) => socket.write(Buffer.from([1, 0, 0, 0x40, 0, 0, 0])), 'connectors.unreadable-answer'],
  ['ends no frame', (socket) => socket.write(Buffer.from([1, 0, 0, 0, 0, 0, 1, 7, 7])), 'connectors.unreadable-answer'],
  ['sends tables within tables', (socket) => socket.write(nested()), 'outgoing.timed-out'],
  ['beats for ever', (socket) => forEver(socket, frame(8, 0, Buffer.alloc(0))), 'outgoing.timed-out'],
  [
    'sends elsewhere',
    (socket) => socket.write(methodFrame(0, 10 * 0x1_0000 + 42, new FieldWriter().shortText('169.254.169.254:80'))),
    'connectors.unreadable-answer',
  ],
])('a server that %s is bounded and told', async (_, say, code) => {
  const server = await hostileServer(say);
  const milliseconds = code === 'outgoing.timed-out' ? 300 : 10_000;
  const asked = await testCalls('amqp', `amqp://127.0.0.1:${server.port}`, login, { milliseconds, attempts: 1, bytes: 100_000 });
  await expect(asked('get', { queue: 'x' })).rejects.toMatchObject({ code });
  server.close();
});

test('whoever hears is not kept waiting for a broker that does not greet', async () => {
  const server = await hostileServer(() => {});
  const hear = await testHear('amqp', `amqp://127.0.0.1:${server.port}`, { login }, { milliseconds: 200 });
  expect(await hear('messages', { queue: 'x' }).ended).toMatchObject({ code: 'outgoing.timed-out' });
  server.close();
});

/** Properties of a server that are never read, for it is not asked about them. */
function nested(): Buffer {
  let table: Buffer = Buffer.alloc(0);
  for (let depth = 0; depth < 40; depth++) table = new FieldWriter().shortText('a').octet(0x46).longText(table).bytes;
  return methodFrame(0, methods.start, new FieldWriter().octet(0).octet(9).longText(table).longText('PLAIN').longText('en_US'));
}
