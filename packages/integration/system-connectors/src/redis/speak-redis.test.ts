import { connect, createServer, type Server, type Socket } from 'node:net';
import type { JsonObject } from '@plinth/foundation';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { type Asking, testCalls } from '../testing-calls.ts';
import { testHear } from '../testing-hear.ts';
import { testServer } from '../testing-server.ts';

const login = { kind: 'basic', login: 'test', password: 'test-password' } as const;
let ask: Asking | null = null;
let place = '';

beforeAll(async () => {
  const server = await testServer('redis');
  if (server === null) return;
  place = `redis://${server.host}:${server.port}/3`;
  ask = await testCalls('redis', place, login);
});

test('keys, hashes, lists, streams and messages', async ({ skip }) => {
  if (ask === null) return skip();
  expect(await ask.test()).toMatchObject({ status: 200 });
  expect(await ask('ping')).toEqual({ answered: true });
  expect(await ask('set', { key: 'cart:1', value: 'Größe \r\n$3\r\nfoo', expireSeconds: 60 })).toEqual({ written: true });
  expect(await ask('set', { key: 'cart:1', value: 'x', onlyIf: 'absent' })).toEqual({ written: false });
  expect(await ask('get', { key: 'cart:1' })).toEqual({ value: 'Größe \r\n$3\r\nfoo' });
  expect(await ask('get', { key: 'none' })).toEqual({ value: null });
  expect(await ask('increment', { key: 'n', by: 41 })).toEqual({ value: 41 });
  expect(await ask('increment', { key: 'n' })).toEqual({ value: 42 });
  expect(await ask('hashSet', { key: 'h', fields: { a: '1', ü: '2' } })).toEqual({ added: 2 });
  expect(await ask('hashGet', { key: 'h' })).toEqual({ fields: { a: '1', ü: '2' } });
  expect(await ask('hashGet', { key: 'h', fields: ['a', 'b'] })).toEqual({ fields: { a: '1', b: null } });
  expect(await ask('listPush', { key: 'l', values: ['1', '2', '3'] })).toEqual({ length: 3 });
  expect(await ask('listRange', { key: 'l', from: -2, count: 5 })).toEqual({ values: ['2', '3'] });
  expect(await ask('listPop', { key: 'l' })).toEqual({ value: '1' });
  const first = await ask('streamAdd', { key: 's', fields: { event: 'made' } });
  await ask('streamAdd', { key: 's', fields: { event: 'sold' }, mostEntries: 10 });
  expect(await ask('streamRead', { key: 's', after: String(first.id) })).toMatchObject({ entries: [{ fields: { event: 'sold' } }] });
  expect(await ask('publish', { channel: 'c', message: 'hello' })).toEqual({ receivers: 0 });
  expect(await ask('scan', { pattern: 'cart:*', count: 1000 })).toEqual({ keys: ['cart:1'], cursor: '0' });
  expect(await ask('delete', { keys: ['cart:1', 'n', 'h', 'l', 's'] })).toEqual({ deleted: 5 });
});

test('entries of a stream are heard once, from where it was, or from the beginning', async ({ skip }) => {
  if (ask === null) return skip();
  const hear = await testHear('redis', place, { login });
  const look = async (cursor: Parameters<typeof hear>[2], more: JsonObject = {}) => {
    const listening = hear('entries', { key: 'heard', ...more }, cursor);
    expect(await listening.ended).toBeUndefined();
    return { cursor: listening.cursor, told: listening.heard.map(({ data }) => (data as unknown as { fields: { n: string } }).fields.n) };
  };
  for (let n = 0; n < 450; n++) await ask('streamAdd', { key: 'heard', fields: { n: String(n) } });
  const first = await look(null);
  expect(first.told).toEqual([]);
  await ask('streamAdd', { key: 'heard', fields: { n: 'new' } });
  const second = await look(first.cursor);
  expect(second.told).toEqual(['new']);
  expect((await look(second.cursor)).told).toEqual([]);
  expect((await look(null, { existing: true })).told.length).toBe(451);
  for (let n = 0; n < 30; n++) await ask('streamAdd', { key: 'heard', fields: { n: 'x'.repeat(900) } });
  const narrow = (await testHear('redis', place, { login }, { bytes: 2000 }))('entries', { key: 'heard' }, second.cursor);
  expect(await narrow.ended).toBeUndefined();
  expect(narrow.heard.length).toBe(30);
  expect((await look(null, { key: 'none' })).cursor).toBe('0');
  await ask('delete', { keys: ['heard'] });
});

test('an entry that is no text stops none of those that follow', async ({ skip }) => {
  if (ask === null) return skip();
  const { hostname, port } = new URL(place);
  const raw = connect(Number(port), hostname);
  raw.write('AUTH test test-password\r\nSELECT 3\r\n*5\r\n$4\r\nXADD\r\n$5\r\nbytes\r\n$1\r\n*\r\n$1\r\nf\r\n$2\r\n');
  raw.write(Buffer.from([0xc3, 0x28, 13, 10]));
  let answered = '';
  for await (const part of raw) {
    answered += part;
    if (/-\d+\r\n$/.test(answered)) break;
  }
  await ask('streamAdd', { key: 'bytes', fields: { f: 'text' } });
  await expect(ask('streamRead', { key: 'bytes' })).rejects.toMatchObject({ code: 'connectors.unreadable-answer' });
  const hear = await testHear('redis', place, { login });
  const listening = hear('entries', { key: 'bytes', existing: true });
  expect(await listening.ended).toBeUndefined();
  expect(listening.heard).toMatchObject([
    { data: null, unread: { problem: 'it has bytes that are no UTF-8' } },
    { data: { fields: { f: 'text' } } },
  ]);
  await ask('delete', { keys: ['bytes'] });
});

test('what it refuses is told, and the password is not', async ({ skip }) => {
  if (ask === null) return skip();
  await ask('set', { key: 'text', value: 'x' });
  await expect(ask('increment', { key: 'text' })).rejects.toMatchObject({
    code: 'connectors.refused',
    details: { answer: expect.stringContaining('not an integer') },
  });
  await ask('delete', { keys: ['text'] });
  const wrong = await testCalls('redis', place, { ...login, password: 'wrong-password' });
  const error = (await wrong('ping').catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'connectors.refused', message: expect.stringContaining('WRONGPASS') });
  expect(JSON.stringify(error)).not.toContain('wrong-password');
  await expect(ask('get', { key: 5 })).rejects.toMatchObject({ code: 'connectors.wrong-input' });
});

let hostile: Server | null = null;
afterEach(() => {
  hostile?.close();
  hostile = null;
});
const answering = async (say: (socket: Socket) => void, milliseconds = 10_000, scheme = 'redis') => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    say(socket);
  });
  hostile = server;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as { port: number };
  return testCalls('redis', `${scheme}://127.0.0.1:${port}`, null, { milliseconds, attempts: 2, bytes: 100_000 });
};

test.each<[string, (socket: Socket) => void, string]>([
  ['hangs', () => {}, 'outgoing.timed-out'],
  ['is no Redis', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'connectors.unreadable-answer'],
  ['dies half-way', (socket) => socket.once('data', () => socket.end('$100\r\nabc')), 'outgoing.broke-off'],
  ['sends no text', (socket) => socket.write(Buffer.from([0x24, 0x32, 13, 10, 0xc3, 0x28, 13, 10])), 'connectors.unreadable-answer'],
  ['promises too much', (socket) => socket.write('*999999999\r\n'), 'outgoing.timed-out'],
  ['nests without end', (socket) => socket.write(`${'*1\r\n'.repeat(2000)}:1\r\n`), 'connectors.unreadable-answer'],
])('a server that %s is bounded and told', async (_, say, code) => {
  // Only who says nothing is waited for to the end.
  const asked = await answering(say, code === 'outgoing.timed-out' ? 300 : 10_000);
  await expect(asked('get', { key: 'x' })).rejects.toMatchObject({ code });
});

test('a server that streams for ever is ended at the limit', async () => {
  const asked = await answering((socket) => {
    socket.write('$90000000\r\n');
    const more = () => {
      while (!socket.destroyed && socket.write('x'.repeat(10_000)));
      if (!socket.destroyed) socket.once('drain', more);
    };
    more();
  });
  await expect(asked('get', { key: 'x' })).rejects.toMatchObject({ code: 'outgoing.too-large' });
});

test('what answers in clear where it should be encrypted is not spoken to', async () => {
  const asked = await answering((socket) => socket.write('+PONG\r\n'), 10_000, 'rediss');
  await expect(asked('ping')).rejects.toMatchObject({ code: 'outgoing.unreachable' });
});
