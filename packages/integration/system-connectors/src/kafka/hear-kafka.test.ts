import type { Heard } from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';
import { beforeAll, expect, test } from 'vitest';
import { type Asking, testCalls } from '../testing-calls.ts';
import { type Listening, testHear } from '../testing-hear.ts';
import { hostileServer } from '../testing-hostile.ts';
import { type TestServer, testServer } from '../testing-server.ts';
import { KafkaWriter } from './kafka-fields.ts';
import { batchOf } from './record-batch.ts';
import { apis } from './requests.ts';
import { type Answers, forgetBefore, groupOffset, madeUpBroker, makeTopic, metadataAnswer, sendInTransaction } from './testing-kafka.ts';

/** On a machine that is busy with something else. */
const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 15_000 });

let server: TestServer | null = null;
let address = '';
let ask: Asking;
let topics = 0;

beforeAll(async () => {
  server = await testServer('kafka');
  if (server === null) return;
  address = `kafka://${server.host}:${server.port}`;
  ask = await testCalls('kafka', address, null);
}, 150_000);

/** A topic of its own with these messages in one partition, in their order. */
async function topicOf(messages: readonly JsonObject[], partitions = 1): Promise<string> {
  const topic = `heard-${process.pid}-${++topics}`;
  await makeTopic(server?.port ?? 0, topic, partitions);
  for (const message of messages) await ask('produce', { topic, ...message });
  return topic;
}

const stopped = async (listening: Listening) => {
  listening.stop();
  await listening.ended;
};
const ids = (heard: readonly Heard[]) => heard.map(({ id }) => id);

test('messages are heard from the beginning, in order, and what is no event of JSON or too large with why', async ({ skip }) => {
  if (server === null) return skip();
  const large = 'x'.repeat(300_000);
  const topic = await topicOf([
    { key: 'k', value: { number: 1 } },
    { value: 'no JSON', form: 'text' },
    { key: 'k' },
    { value: 'AP8=', form: 'base64' },
    { value: large },
    { value: { number: 2 } },
  ]);
  const hear = await testHear('kafka', address, {}, { bytes: 1000 });
  const listening = hear('messages', { topic, from: 'beginning' });
  await soon(() => listening.heard.length).toBe(6);
  const [one, text, gone, bytes, giant, two] = listening.heard;
  expect(one).toEqual({ id: expect.stringMatching(`^${topic}/0/0/\\d{13}$`), subject: 'k', data: { number: 1 } });
  expect(text).toMatchObject({ data: null, subject: topic, unread: { text: 'no JSON', problem: 'it is no JSON' } });
  expect(gone?.unread?.problem).toMatch(/key is gone/);
  expect(bytes?.unread?.problem).toMatch(/no UTF-8/);
  expect(giant?.unread?.problem).toMatch(/messages 4 to 4 of partition 0 lie together in 300\d\d\d bytes/);
  expect(two?.data).toEqual({ number: 2 });
  expect(listening.cursor).toEqual({ offsets: { 0: '6' } });
  // As they come, and from where it was.
  await stopped(listening);
  await ask('produce', { topic, value: { number: 3 } });
  const further = hear('messages', { topic, from: 'beginning' }, listening.cursor);
  await soon(() => further.heard.map(({ data }) => data)).toEqual([{ number: 3 }]);
  await ask('produce', { topic, value: { number: 4 } });
  await soon(() => further.heard.length).toBe(2);
  await stopped(further);
  const texts = hear('messages', { topic, from: 'beginning', form: 'text' });
  await soon(() => texts.heard[1]?.data).toEqual({ text: 'no JSON' });
  await stopped(texts);
});

test('what is not kept moves nothing, here or in Kafka, and is heard again by the same id', async ({ skip }) => {
  if (server === null) return skip();
  const { port } = server;
  const topic = await topicOf([{ value: { number: 1 } }, { value: { number: 2 } }]);
  const group = `${topic}-group`;
  const hear = await testHear('kafka', address, {});
  const input = { topic, group, from: 'beginning' };
  let takes = 0;
  // Where it begins is kept; the messages are not.
  const first = hear('messages', input, null, () => {
    if (++takes > 1) throw new Error('nothing can be kept');
  });
  expect(await first.ended).toMatchObject({ message: 'nothing can be kept' });
  expect([first.heard, first.cursor]).toEqual([[], { offsets: { 0: '0' } }]);
  expect(await groupOffset(port, group, topic)).toBe(0n);
  const second = hear('messages', input, first.cursor);
  await soon(() => second.heard.length).toBe(2);
  await soon(() => groupOffset(port, group, topic)).toBe(2n);
  await stopped(second);
  // A server that died after Kafka gave them and before they were kept.
  const third = hear('messages', input, first.cursor);
  await soon(() => third.heard.length).toBe(2);
  expect(ids(third.heard)).toEqual(ids(second.heard));
  await stopped(third);
  // Who begins anew begins where the group is.
  const fourth = hear('messages', input);
  await soon(() => fourth.cursor).toEqual({ offsets: { 0: '2' } });
  await ask('produce', { topic, value: { number: 3 } });
  await soon(() => fourth.heard.map(({ data }) => data)).toEqual([{ number: 3 }]);
  await stopped(fourth);
});

test('from now on means what comes from now on, in every partition, also while nobody hears', async ({ skip }) => {
  if (server === null) return skip();
  const topic = await topicOf([{ value: { number: 0 }, partition: 1 }], 3);
  const hear = await testHear('kafka', address, {});
  const first = hear('messages', { topic });
  await soon(() => first.cursor).toEqual({ offsets: { 0: '0', 1: '1', 2: '0' } });
  await stopped(first);
  for (const partition of [0, 1, 2]) await ask('produce', { topic, value: { partition }, partition });
  const second = hear('messages', { topic }, first.cursor);
  await soon(() => second.heard.map(({ data }) => data?.partition).sort()).toEqual([0, 1, 2]);
  await stopped(second);
  // A partition that nobody knew of is heard from its beginning.
  const third = hear('messages', { topic }, { offsets: { 0: '1', 1: '2' } });
  await soon(() => third.heard.map(({ data }) => data?.partition)).toEqual([2]);
  await stopped(third);
});

test('what a topic kept no longer is told as gone, and what there is goes on; so is a topic that was made anew', async ({ skip }) => {
  if (server === null) return skip();
  const topic = await topicOf([{ value: { number: 1 } }, { value: { number: 2 } }, { value: { number: 3 } }]);
  await forgetBefore(server.port, topic, 2n);
  const hear = await testHear('kafka', address, {});
  for (const [offset, problem] of [
    ['0', 'messages 0 to 1 of partition 0'],
    ['99', 'ends before 99'],
  ] as const) {
    const listening = hear('messages', { topic }, { offsets: { 0: offset } });
    await soon(() => listening.heard.length).toBe(2);
    expect(listening.heard[0]?.unread?.problem).toContain(problem);
    expect(listening.heard[1]?.data).toEqual({ number: 3 });
    expect(listening.cursor).toEqual({ offsets: { 0: '3' } });
    await stopped(listening);
  }
});

test('of transactions only what was committed is heard', async ({ skip }) => {
  if (server === null) return skip();
  const topic = await topicOf([]);
  for (const [value, commits] of [
    ['{"number": 1}', true],
    ['{"number": 2}', false],
    ['{"number": 3}', true],
  ] as const)
    await sendInTransaction(server.port, topic, value, commits);
  await ask('produce', { topic, value: { number: 4 } });
  const listening = (await testHear('kafka', address, {}))('messages', { topic, from: 'beginning' });
  await soon(() => listening.heard.map(({ data }) => data?.number)).toEqual([1, 3, 4]);
  await stopped(listening);
});

test('a topic that is not there, and a broker that does not greet, are told', async ({ skip }) => {
  const silent = await hostileServer(() => {});
  const asked = await testHear('kafka', `kafka://127.0.0.1:${silent.port}`, {}, { milliseconds: 200 });
  expect(await asked('messages', { topic: 'x' }).ended).toMatchObject({ code: 'outgoing.timed-out' });
  silent.close();
  if (server === null) return skip();
  const hear = await testHear('kafka', address, {});
  expect(await hear('messages', { topic: 'not-there' }).ended).toMatchObject({ code: 'connectors.refused' });
});

/** What a made-up broker says of the only partition: these bytes where records should be. */
const fetched = (records: Buffer, partition = 0) => {
  const writer = new KafkaWriter().int32(0).int16(0).int32(0).int32(1).text('orders').int32(1).int32(partition).int16(0);
  return () => writer.int64(9n).int64(9n).int64(0n).int32(-1).blob(records);
};
const good = batchOf({ key: null, value: Buffer.from('{"number": 1}'), headers: [] }, 0n);
const spoilt = Buffer.from(good);
spoilt.writeUInt8(0x7f, spoilt.byteLength - 3);
const before = Buffer.from(good);
before.writeBigInt64BE(-5n);
const longer = Buffer.from(good);
longer.writeInt32BE(0x7fff_ffff - 12, 8);
const shorter = Buffer.from(good);
shorter.writeInt32BE(-4, 8);
const old = Buffer.from(good);
old.writeInt8(1, 16);

const goesAway: Answers[number] = (_, socket) => {
  socket.destroy();
  return null;
};

test.each<[string, Answers[number], string]>([
  ['says nothing', () => null, 'outgoing.timed-out'],
  ['goes away', goesAway, 'outgoing.broke-off'],
  ['spoils messages', fetched(spoilt), 'connectors.unreadable-answer'],
  ['counts messages below nothing', fetched(before), 'connectors.unreadable-answer'],
  ['makes a batch shorter than its header', fetched(shorter), 'connectors.unreadable-answer'],
  ['has messages of an old form', fetched(old), 'connectors.unreadable-answer'],
  ['sends a part of a batch again and again', fetched(good.subarray(0, 65)), 'connectors.unreadable-answer'],
  ['sends again and again what was heard', fetched(good), 'connectors.unreadable-answer'],
  [
    'ends in the middle of its words',
    () => new KafkaWriter().int32(0).int16(0).int32(0).int32(5).text('orders').int32(5).int32(0),
    'connectors.unreadable-answer',
  ],
])('whoever hears from a broker that %s is told, and keeps nothing of it twice', async (_, answer, code) => {
  const offsets = () => {
    const writer = new KafkaWriter().int32(0).int32(1).text('orders').int32(1).int32(0).int16(0);
    return writer.int64(0n).int64(0n);
  };
  let port = 0;
  const made = await madeUpBroker({
    [apis.metadata.key]: () => metadataAnswer('127.0.0.1', port),
    [apis.listOffsets.key]: offsets,
    [apis.fetch.key]: answer,
  });
  ({ port } = made);
  const hear = await testHear('kafka', `kafka://127.0.0.1:${port}`, {}, { milliseconds: 500, bytes: 10_000 });
  const listening = hear('messages', { topic: 'orders' });
  expect(await listening.ended).toMatchObject({ code });
  expect(listening.heard.length).toBeLessThanOrEqual(1);
  made.close();
});

test('a batch that promises two gigabytes is told as too large by its beginning, and what it says is behind it goes on', async () => {
  let port = 0;
  let asked = 0;
  const offsets = () => new KafkaWriter().int32(0).int32(1).text('orders').int32(1).int32(0).int16(0).int64(0n).int64(0n);
  const made = await madeUpBroker({
    [apis.metadata.key]: () => metadataAnswer('127.0.0.1', port),
    [apis.listOffsets.key]: offsets,
    [apis.fetch.key]: () => (asked++ === 0 ? fetched(longer)() : null),
  });
  ({ port } = made);
  const hear = await testHear('kafka', `kafka://127.0.0.1:${port}`, {}, { milliseconds: 500, bytes: 10_000 });
  const listening = hear('messages', { topic: 'orders' });
  expect(await listening.ended).toMatchObject({ code: 'outgoing.timed-out' });
  expect(listening.heard).toMatchObject([
    { data: null, unread: { problem: expect.stringMatching(/^messages 0 to 0 .* 2147483647 bytes/) } },
  ]);
  expect(listening.cursor).toEqual({ offsets: { 0: '1' } });
  made.close();
});
