import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { usualLimits } from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { beforeAll, expect, test } from 'vitest';
import { type Asking, testCalls } from '../testing-calls.ts';
import { forEver, hostileServer } from '../testing-hostile.ts';
import { type TestServer, testServer } from '../testing-server.ts';
import { type KafkaReader, KafkaWriter } from './kafka-fields.ts';
import { apis } from './requests.ts';
import { speakKafka } from './speak-kafka.ts';
import { type Answers, madeUpBroker, makeTopic, metadataAnswer } from './testing-kafka.ts';

let server: TestServer | null = null;
let ask: Asking | null = null;
const topic = `orders-${process.pid}`;

beforeAll(async () => {
  server = await testServer('kafka');
  if (server === null) return;
  await makeTopic(server.port, topic, 3);
  ask = await testCalls('kafka', `kafka://${server.host}:${server.port}`, null);
}, 150_000);

test('messages are sent, told where they lie, and those of one key lie in one partition in their order', async ({ skip }) => {
  if (ask === null) return skip();
  expect(await ask.test()).toMatchObject({ status: 200 });
  const first = await ask('produce', { topic, key: 'k-1', value: { number: 1, name: 'Größe' }, headers: { shop: 'Süd' } });
  const second = await ask('produce', { topic, key: 'k-1', value: 'as it is', form: 'text' });
  expect(first).toEqual({ topic, partition: expect.any(Number), offset: '0' });
  expect(second).toEqual({ ...first, offset: '1' });
  const others: readonly JsonObject[] = [
    { topic, value: 'AP8=', form: 'base64', partition: 2 },
    // It says that its key is gone.
    { topic, key: 'k-1' },
  ];
  for (const other of others) expect(await ask('produce', other)).toMatchObject({ offset: expect.stringMatching(/^\d+$/) });
  const { topics } = await ask('topics');
  expect(topics).toContainEqual({ name: topic, partitions: 3, replicas: 1 });
  expect((topics as JsonObject[]).map(({ name }) => name)).not.toContain('__consumer_offsets');
});

test('who has a login signs in over TLS, and what is refused says so and never the password', async ({ skip }) => {
  if (server === null) return skip();
  const { secure, ca = '', user = '', password = '' } = server.more;
  const address = `kafkas://127.0.0.1:${secure}`;
  const certificate = { kind: 'mutual-tls', authorities: readFileSync(ca, 'utf8') } as const;
  const login = { kind: 'basic', login: user, password } as const;
  const asked = await testCalls('kafka', address, { login, certificate });
  expect(await asked('produce', { topic, value: 1 })).toMatchObject({ topic });
  const codeOf = async (calls: Asking) => {
    const error = await calls('topics').catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 8 })).not.toMatch(/only-for-tests|not-the-password/);
    const { code, message } = error as Error & { code: string };
    return `${code} ${message}`;
  };
  const wrong = { ...login, password: 'not-the-password' };
  const once = { attempts: 1, milliseconds: 10_000 };
  expect(await codeOf(await testCalls('kafka', address, { login: wrong, certificate }, once))).toMatch(
    /^connectors.refused .*SASL_AUTHENTICATION_FAILED/,
  );
  // Nobody vouches for the broker; it does not speak TLS; it wants TLS; nobody signs in there.
  expect(await codeOf(await testCalls('kafka', address, { login }, once))).toMatch(/^outgoing.unreachable/);
  const plain = `127.0.0.1:${server.port}`;
  expect(await codeOf(await testCalls('kafka', `kafkas://${plain}`, { login, certificate }, once))).toMatch(/^outgoing/);
  expect(await codeOf(await testCalls('kafka', `kafka://127.0.0.1:${secure}`, { login }, once))).toMatch(/^(?:outgoing|connectors)\./);
  expect(await codeOf(await testCalls('kafka', `kafka://${plain}`, { login }, once))).toMatch(/^connectors.refused/);
}, 60_000);

test('what cannot be sent is told', async ({ skip }) => {
  if (ask === null || server === null) return skip();
  await expect(ask('produce', { topic: 'not-there', value: 1 })).rejects.toMatchObject({
    code: 'connectors.refused',
    message: expect.stringContaining('UNKNOWN_TOPIC_OR_PARTITION'),
  });
  await expect(ask('produce', { topic: 'no topic/at all', value: 1 })).rejects.toMatchObject({
    message: expect.stringContaining('INVALID_TOPIC'),
  });
  const unwritable: readonly JsonObject[] = [
    { value: 1, partition: 3 },
    { value: 'no base64!', form: 'base64' },
    { value: { a: 1 }, form: 'text' },
  ];
  for (const wrong of unwritable)
    await expect(ask('produce', { topic, ...wrong })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
  await expect(ask('produce', { topic, value: 'x'.repeat(2_000_000) })).rejects.toMatchObject({
    message: expect.stringContaining('MESSAGE_TOO_LARGE'),
  });
  // One that is away does no harm where another is there.
  const further = await testCalls('kafka', `kafka://127.0.0.1:1?brokers=127.0.0.1:${server.port}`, null);
  expect(await further('topics')).toHaveProperty('topics');
});

const metadata = apis.metadata.key;

test.each<[string, Parameters<typeof hostileServer>[0] | Answers, string]>([
  ['says nothing', () => {}, 'outgoing.timed-out'],
  ['is no broker', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'connectors.unreadable-answer'],
  ['promises a gigabyte', (socket) => socket.write(Buffer.from([0x40, 0, 0, 0, 1])), 'connectors.unreadable-answer'],
  ['promises less than nothing', (socket) => socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff])), 'connectors.unreadable-answer'],
  ['dies half-way', (socket) => socket.end(Buffer.from([0, 0, 0, 9, 0])), 'outgoing.broke-off'],
  ['answers something else', (socket) => socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 99])), 'connectors.unreadable-answer'],
  ['talks without end', (socket) => forEver(socket, Buffer.alloc(65_536, 1)), 'connectors.unreadable-answer'],
  ['is too old', { 18: () => new KafkaWriter().int16(0).int32(1).int16(3).int16(0).int16(1) }, 'connectors.refused'],
  ['counts more topics than it has', { [metadata]: () => new KafkaWriter().int32(0).int32(0x7fff_ffff) }, 'connectors.unreadable-answer'],
  [
    'has a text that is longer than all',
    { [metadata]: () => new KafkaWriter().int32(0).int32(1).int32(1).int16(9) },
    'connectors.unreadable-answer',
  ],
  ['tells of nothing', { [metadata]: () => metadataAnswer('127.0.0.1', 1, 'another') }, 'connectors.unreadable-answer'],
  ['is nowhere', { [metadata]: () => metadataAnswer('127.0.0.1', 99_999) }, 'connectors.unreadable-answer'],
  ['is told of at an internal address', { [metadata]: () => metadataAnswer('169.254.169.254', 80) }, 'outgoing.refused'],
  [
    'is told of at an internal address of another spelling',
    { [metadata]: () => metadataAnswer('::ffff:10.0.0.1', 9092) },
    'outgoing.refused',
  ],
])('a broker that %s is bounded and told', async (_, says, code) => {
  const made = await (typeof says === 'function' ? hostileServer(says) : madeUpBroker(says));
  const milliseconds = code === 'outgoing.timed-out' ? 300 : 10_000;
  const asked = await testCalls('kafka', `kafka://127.0.0.1:${made.port}`, null, { milliseconds, attempts: 1, bytes: 100_000 });
  await expect(asked('produce', { topic: 'orders', value: 1 })).rejects.toMatchObject({ code });
  made.close();
});

test('what a broker tells of others opens no address that the connection could not be set to, by number or by name', async () => {
  let knocked = 0;
  const canary = await hostileServer(() => knocked++);
  let told = metadataAnswer('127.0.0.1', canary.port);
  const made = await madeUpBroker({ [metadata]: () => told });
  const { hosts } = readReachableHosts(`127.0.0.1:${made.port}, broker.example.com:*`);
  // The name leads to where the canary is.
  const sockets = outgoingSockets(hosts, { resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) });
  const produce = () =>
    speakKafka(sockets)({
      ...{ action: 'produce', command: 'produce', input: { topic: 'orders', value: 1 }, secrets: {}, limits: usualLimits },
      ...{ address: new URL(`kafka://127.0.0.1:${made.port}`), signal: AbortSignal.timeout(10_000) },
    });
  await expect(produce()).rejects.toMatchObject({ code: 'outgoing.refused' });
  told = metadataAnswer('internal.example.com', canary.port);
  await expect(produce()).rejects.toMatchObject({ code: 'outgoing.refused' });
  expect(knocked).toBe(0);
  made.close();
  canary.close();
});

const handshake = apis.saslHandshake.key;
const offers = (mechanism: string) => (question: { text(): string | null }) => {
  const writer = new KafkaWriter().int16(question.text() === mechanism ? 0 : 33);
  return writer.list([mechanism], (name) => writer.text(name));
};

test.each<[string, Answers, (first: string) => string]>([
  ['wants to be shown the password in the clear', { [handshake]: offers('PLAIN') }, () => ''],
  ['wants another way', { [handshake]: offers('GSSAPI') }, () => ''],
  ['makes up a challenge', { [handshake]: offers('SCRAM-SHA-256') }, () => 'r=x,s=AA==,i=4096'],
  ['asks for rounds without end', { [handshake]: offers('SCRAM-SHA-512') }, (nonce) => `r=${nonce}x,s=AA==,i=1000000000`],
  ['asks for so few that the password is easily guessed', { [handshake]: offers('SCRAM-SHA-512') }, (nonce) => `r=${nonce}x,s=AA==,i=1`],
  ['does not prove to know the password', { [handshake]: offers('SCRAM-SHA-256') }, (nonce) => `r=${nonce}x,s=AA==,i=4096`],
])('a broker that %s is not signed in to, and hears no password', async (_, answers, challenge) => {
  const heard: string[] = [];
  const authenticate = (question: KafkaReader) => {
    const message = question.bytes().toString();
    heard.push(message);
    const nonce = /^n,,.*r=(.*)$/.exec(message)?.[1];
    const answer = nonce === undefined ? 'v=AA==' : challenge(nonce);
    return new KafkaWriter().int16(0).text(null).blob(Buffer.from(answer)).int64(0n);
  };
  const made = await madeUpBroker({
    ...answers,
    [apis.saslAuthenticate.key]: authenticate,
    [metadata]: () => metadataAnswer('127.0.0.1', 1),
  });
  const login = { kind: 'basic', login: 'shop', password: 'a-good-password' } as const;
  const asked = await testCalls('kafka', `kafka://127.0.0.1:${made.port}`, login, { attempts: 1 });
  const error = await asked('topics').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: expect.stringMatching(/^connectors\.(?:refused|unreadable-answer)$/) });
  expect(heard.join()).not.toContain('a-good-password');
  made.close();
});
