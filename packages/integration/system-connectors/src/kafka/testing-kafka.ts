import { setTimeout as wait } from 'node:timers/promises';
import { openOutgoingStream, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { type HostileServer, hostileServer } from '../testing-hostile.ts';
import { BrokerSession } from './broker-session.ts';
import { crc32c } from './crc32c.ts';
import { KafkaReader, KafkaWriter } from './kafka-fields.ts';
import { accept } from './kafka-refusal.ts';
import { batchOf } from './record-batch.ts';
import {
  type Api,
  apis,
  metadataRequest,
  offsetFetchRequest,
  ofTopic,
  readGroupOffsets,
  readMetadata,
  readPartitions,
  readProduced,
} from './requests.ts';

const createTopics: Api = { key: 19, version: 2, name: 'CreateTopics' };
const deleteRecords: Api = { key: 21, version: 0, name: 'DeleteRecords' };
const findTransactionCoordinator: Api = { key: 10, version: 1, name: 'FindCoordinator' };
const initProducerId: Api = { key: 22, version: 0, name: 'InitProducerId' };
const addPartitions: Api = { key: 24, version: 0, name: 'AddPartitionsToTxn' };
const endTransaction: Api = { key: 26, version: 0, name: 'EndTxn' };
const patience = 10_000;
const sockets = outgoingSockets(readReachableHosts('127.0.0.1').hosts);

/** Asks a broker of this test run what only tests ask. */
async function asking<Result>(port: number, work: (session: BrokerSession) => Promise<Result>): Promise<Result> {
  const { signal } = new AbortController();
  const socket = await openOutgoingStream(sockets, { host: '127.0.0.1', port, tls: null }, signal);
  const session = await BrokerSession.open(socket, { host: 'test', isEncrypted: false, login: null, milliseconds: patience });
  try {
    return await work(session);
  } finally {
    session.end();
  }
}

/** Makes a topic. */
export function makeTopic(port: number, topic: string, partitions: number): Promise<void> {
  return asking(port, async (session) => {
    const body = new KafkaWriter();
    body.list([topic], (name) => body.text(name).int32(partitions).int16(1).int32(0).int32(0));
    const reader = await session.ask(createTopics, body.int32(patience).int8(0));
    reader.int32();
    reader.list(() => [reader.text(), accept(reader.int16()), reader.text()]);
    // It is there a moment before every broker knows of it.
    for (;;) {
      const { topics } = readMetadata(await session.ask(apis.metadata, metadataRequest([topic])));
      if (topics[0]?.error === 0 && topics[0].partitions.length === partitions) return;
      await wait(20);
    }
  });
}

/** Has the first partition of a topic forget what lies before an offset. */
export function forgetBefore(port: number, topic: string, offset: bigint): Promise<void> {
  return asking(port, async (session) => {
    const body = new KafkaWriter();
    ofTopic(body, topic, [0], (partition) => body.int32(partition).int64(offset)).int32(patience);
    await session.ask(deleteRecords, body);
  });
}

/** Sends a message to the first partition of a topic in a transaction, which is committed or aborted. */
export function sendInTransaction(port: number, topic: string, value: string, commits: boolean): Promise<void> {
  const name = `${topic}-${value}`;
  return asking(port, async (session) => {
    const producer = await untilReady(async () => {
      // Whoever asks who coordinates has the broker make the place for its notes.
      await session.ask(findTransactionCoordinator, new KafkaWriter().text(name).int8(1));
      const reader = await session.ask(initProducerId, new KafkaWriter().text(name).int32(60_000));
      reader.int32();
      accept(reader.int16());
      return reader.raw(10);
    });
    await untilReady(async () => {
      const body = new KafkaWriter().text(name).raw(producer);
      const reader = await session.ask(
        addPartitions,
        ofTopic(body, topic, [0], (partition) => body.int32(partition)),
      );
      reader.int32();
      for (const error of readPartitions(reader, () => reader.int16())) accept(error);
    });
    const batch = batchOf({ key: null, value: Buffer.from(value), headers: [] }, BigInt(Date.now()));
    batch.writeInt16BE(0x10, 21);
    producer.copy(batch, 43);
    batch.writeInt32BE(0, 53);
    batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
    const body = new KafkaWriter().text(name).int16(-1).int32(patience);
    const reader = await session.ask(
      apis.produce,
      ofTopic(body, topic, [0], (partition) => body.int32(partition).blob(batch)),
    );
    for (const { error } of readProduced(reader)) accept(error);
    const ended = await session.ask(
      endTransaction,
      new KafkaWriter()
        .text(name)
        .raw(producer)
        .int8(commits ? 1 : 0),
    );
    ended.int32();
    accept(ended.int16());
  });
}

/** The first transaction of a broker waits for its notes of them to be there. */
async function untilReady<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt > 100) throw error;
      await wait(50);
    }
  }
}

type Socket = Parameters<Parameters<typeof hostileServer>[0]>[0];

/** What a broker that a test makes up answers to a question, by the key of its kind; null where it says nothing. */
export type Answers = Readonly<Record<number, (question: KafkaReader, socket: Socket) => KafkaWriter | Buffer | null>>;

/** A broker that speaks every version, and says of the rest what a test says. */
export function madeUpBroker(answers: Answers): Promise<HostileServer> {
  const all: Answers = { [apis.apiVersions.key]: everyVersion, ...answers };
  return hostileServer((socket) => {
    let came: Buffer = Buffer.alloc(0);
    socket.on('data', (part: Buffer) => {
      came = Buffer.concat([came, part]);
      while (came.byteLength >= 4 && came.byteLength >= 4 + came.readInt32BE()) {
        const question = new KafkaReader(came.subarray(4, 4 + came.readInt32BE()));
        came = came.subarray(4 + came.readInt32BE());
        const key = question.int16();
        question.int16();
        const correlation = question.int32();
        question.text();
        const answer = all[key]?.(question, socket) ?? null;
        if (Buffer.isBuffer(answer)) socket.write(answer);
        else if (answer !== null) socket.write(new KafkaWriter().blob(new KafkaWriter().int32(correlation).raw(answer.bytes).bytes).bytes);
      }
    });
  });
}

function everyVersion(): KafkaWriter {
  const keys = Array.from({ length: 40 }, (_, key) => key);
  const writer = new KafkaWriter().int16(0);
  return writer.list(keys, (key) => writer.int16(key).int16(0).int16(20));
}

/** What a broker says of where it and a topic with one partition are. */
export function metadataAnswer(host: string, port: number, topic = 'orders'): KafkaWriter {
  const writer = new KafkaWriter().int32(0);
  writer
    .list([1], (node) => writer.int32(node).text(host).int32(port).text(null))
    .text('cluster')
    .int32(1);
  return writer.list([topic], (name) =>
    writer
      .int16(0)
      .text(name)
      .int8(0)
      .list([0], (partition) => writer.int16(0).int32(partition).int32(1).int32(0).int32(0)),
  );
}

/** Where a group is in the first partition of a topic, as Kafka knows it. */
export function groupOffset(port: number, group: string, topic: string): Promise<bigint | undefined> {
  return asking(port, async (session) => {
    const { places } = readGroupOffsets(await session.ask(apis.offsetFetch, offsetFetchRequest(group, topic, [0])));
    return places[0]?.offset;
  });
}
