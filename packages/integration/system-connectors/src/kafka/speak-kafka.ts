import { randomInt } from 'node:crypto';
import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import type { JsonValue } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { askedAgain } from './asked-again.ts';
import { type KafkaCluster, overKafka } from './kafka-cluster.ts';
import { NoKafka } from './kafka-fields.ts';
import { accept, codes, KafkaRefusal } from './kafka-refusal.ts';
import { partitionOfKey } from './partition-of-key.ts';
import { batchOf, type Message } from './record-batch.ts';
import { apis, produceRequest, readProduced, type TopicState } from './requests.ts';

/** Speaks to clusters of Kafka over sockets that lead only where they may; connections for each call. */
export function speakKafka(sockets: OutgoingSockets): SystemSpeaker {
  return async (request) => {
    const { action, command } = request;
    const work = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (work === undefined) throw connectorErrors.notCallable({ action, protocol: `Kafka (${command})` });
    return overKafka(sockets, request, (cluster) => work(cluster, request));
  };
}

const commands: Readonly<Record<string, (cluster: KafkaCluster, request: SystemRequest) => Promise<JsonValue>>> = {
  produce,
  topics,
  probe: async (cluster) => {
    await cluster.look([]);
    return null;
  },
};

async function topics(cluster: KafkaCluster): Promise<JsonValue> {
  const found = (await cluster.look(null)).filter(({ isInternal, error }) => !isInternal && error === 0);
  const told = found.map(({ name, partitions }) => ({ name, partitions: partitions.length, replicas: partitions[0]?.replicas ?? 0 }));
  return { topics: told.sort((one, other) => (one.name < other.name ? -1 : 1)) };
}

async function produce(cluster: KafkaCluster, { input, limits, signal }: SystemRequest): Promise<JsonValue> {
  const name = String(input.topic);
  const message = messageOf(input);
  const batch = batchOf(message, BigInt(Date.now()));
  return askedAgain(signal, async () => {
    const topic = await cluster.topic(name);
    const partition = partitionFor(topic, message, input.partition);
    const leader = leaderOf(topic, partition);
    const reader = await cluster.ask(leader, apis.produce, produceRequest(name, partition, batch, limits.milliseconds));
    const produced = readProduced(reader).find((each) => each.partition === partition);
    if (produced === undefined) throw new NoKafka('it does not say what became of the message');
    accept(produced.error);
    return { topic: name, partition, offset: String(produced.offset) };
  });
}

/** The broker that leads a partition. */
export function leaderOf({ partitions }: TopicState, partition: number): number {
  const found = partitions.find((each) => each.partition === partition);
  if (found === undefined) throw connectorErrors.unwritableInput({ parameter: 'partition', reason: `the topic has ${partitions.length}` });
  if (found.leader < 0) throw new KafkaRefusal(codes.leaderNotAvailable);
  return found.leader;
}

function partitionFor({ partitions }: TopicState, { key }: Message, chosen: JsonValue | undefined): number {
  if (typeof chosen === 'number') return chosen;
  return key === null ? randomInt(partitions.length) : partitionOfKey(key, partitions.length);
}

function messageOf({ key, value, form = 'json', headers = {} }: SystemRequest['input']): Message {
  return {
    key: key === undefined ? null : Buffer.from(String(key)),
    value: value === undefined ? null : bytesOf(value, String(form)),
    headers: Object.entries(headers as Readonly<Record<string, string>>).map(([name, content]) => [name, Buffer.from(content)]),
  };
}

function bytesOf(value: JsonValue, form: string): Buffer {
  if (form === 'json') return Buffer.from(JSON.stringify(value));
  if (typeof value !== 'string') throw connectorErrors.unwritableInput({ parameter: 'value', reason: `as ${form} it has to be a text` });
  if (form === 'text') return Buffer.from(value);
  const bytes = Buffer.from(value, 'base64');
  // What is no base64 is passed over by Node, which would send something else than is meant.
  if (bytes.toString('base64').replace(/=+$/, '') !== value.replace(/=+$/, ''))
    throw connectorErrors.unwritableInput({ parameter: 'value', reason: 'it is no base64' });
  return bytes;
}
