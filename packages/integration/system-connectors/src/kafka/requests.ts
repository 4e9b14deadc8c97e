import { type KafkaReader, KafkaWriter } from './kafka-fields.ts';

/**
 * A question of the protocol in one version: those before "flexible" ones, which Kafka 2.1 to 4 understand.
 * See the Kafka protocol guide, "The Messages".
 */
export interface Api {
  readonly key: number;
  readonly version: number;
  readonly name: string;
}

export const apis = {
  produce: { key: 0, version: 7, name: 'Produce' },
  fetch: { key: 1, version: 10, name: 'Fetch' },
  listOffsets: { key: 2, version: 2, name: 'ListOffsets' },
  metadata: { key: 3, version: 4, name: 'Metadata' },
  offsetCommit: { key: 8, version: 5, name: 'OffsetCommit' },
  offsetFetch: { key: 9, version: 2, name: 'OffsetFetch' },
  findCoordinator: { key: 10, version: 0, name: 'FindCoordinator' },
  saslHandshake: { key: 17, version: 1, name: 'SaslHandshake' },
  apiVersions: { key: 18, version: 0, name: 'ApiVersions' },
  saslAuthenticate: { key: 36, version: 1, name: 'SaslAuthenticate' },
} as const satisfies Readonly<Record<string, Api>>;

export interface Broker {
  readonly host: string;
  readonly port: number;
}

export interface TopicState {
  readonly error: number;
  readonly name: string;
  readonly isInternal: boolean;
  readonly partitions: readonly {
    readonly error: number;
    readonly partition: number;
    readonly leader: number;
    readonly replicas: number;
  }[];
}

export interface ClusterState {
  readonly brokers: ReadonlyMap<number, Broker>;
  readonly topics: readonly TopicState[];
}

/** Of these topics or, where it is null, of all; a topic that is not there is not made. */
export function metadataRequest(topics: readonly string[] | null): KafkaWriter {
  const writer = new KafkaWriter();
  if (topics === null) writer.int32(-1);
  else writer.list(topics, (name) => writer.text(name));
  return writer.int8(0);
}

export function readMetadata(reader: KafkaReader): ClusterState {
  reader.int32();
  const brokers = reader.list(() => {
    const node = reader.int32();
    const broker = brokerOf(reader);
    reader.text();
    return [node, broker] as const;
  });
  reader.text();
  reader.int32();
  const topics = reader.list(() => ({
    error: reader.int16(),
    name: reader.text() ?? '',
    isInternal: reader.int8() !== 0,
    partitions: reader.list(() => {
      const [error, partition, leader] = [reader.int16(), reader.int32(), reader.int32()];
      const replicas = reader.list(() => reader.int32()).length;
      reader.list(() => reader.int32());
      return { error, partition, leader, replicas };
    }),
  }));
  return { brokers: new Map(brokers), topics };
}

export function brokerOf(reader: KafkaReader): Broker {
  return { host: reader.text() ?? '', port: reader.int32() };
}

/** What a topic's partitions are asked for, each by what is written of it. */
export function ofTopic<Place>(
  writer: KafkaWriter,
  topic: string,
  places: readonly Place[],
  write: (place: Place) => unknown,
): KafkaWriter {
  return writer.list([topic], (name) => writer.text(name).list(places, write));
}

/** What was said of each partition of the only topic that was asked for. */
export function readPartitions<Value>(reader: KafkaReader, read: (partition: number) => Value): readonly Value[] {
  const topics = reader.list(() => {
    reader.text();
    return reader.list(() => read(reader.int32()));
  });
  return topics.flat();
}

/** Puts one batch into a partition, to be kept by all replicas. */
export function produceRequest(topic: string, partition: number, batch: Buffer, milliseconds: number): KafkaWriter {
  const writer = new KafkaWriter().text(null).int16(-1).int32(milliseconds);
  return ofTopic(writer, topic, [partition], (place) => writer.int32(place).blob(batch));
}

/** The error, and the offset of the first message. */
export function readProduced(reader: KafkaReader) {
  return readPartitions(reader, (partition) => {
    const produced = { partition, error: reader.int16(), offset: reader.int64() };
    reader.raw(16);
    return produced;
  });
}

/** Offsets at a time: -1 is the end, -2 the beginning; only what was committed counts. */
export function listOffsetsRequest(topic: string, partitions: readonly number[], time: bigint): KafkaWriter {
  const writer = new KafkaWriter().int32(-1).int8(1);
  return ofTopic(writer, topic, partitions, (partition) => writer.int32(partition).int64(time));
}

export function readOffsets(reader: KafkaReader) {
  reader.int32();
  return readPartitions(reader, (partition) => {
    const error = reader.int16();
    reader.int64();
    return { partition, error, offset: reader.int64() };
  });
}

export interface FetchAsked {
  readonly topic: string;
  readonly places: readonly { readonly partition: number; readonly offset: bigint }[];
  readonly waitMilliseconds: number;
  readonly bytes: number;
}

/** Messages from offsets on, as soon as there are some, only those of transactions that were committed; outside of any session. */
export function fetchRequest({ topic, places, waitMilliseconds, bytes }: FetchAsked): KafkaWriter {
  const writer = new KafkaWriter().int32(-1).int32(waitMilliseconds).int32(1).int32(bytes).int8(1).int32(0).int32(-1);
  ofTopic(writer, topic, places, ({ partition, offset }) => writer.int32(partition).int32(-1).int64(offset).int64(-1n).int32(bytes));
  return writer.int32(0);
}

export interface Fetched {
  readonly partition: number;
  readonly error: number;
  /** Transactions that were aborted: whose messages from which offset on are none. */
  readonly aborted: readonly { readonly producer: bigint; readonly first: bigint }[];
  readonly records: Buffer;
}

/** What was fetched; the last of it may be cut off, and what is behind that comes with the next answer. */
export function readFetched(reader: KafkaReader): { readonly error: number; readonly partitions: readonly Fetched[] } {
  reader.int32();
  const error = reader.int16();
  reader.int32();
  const partitions: Fetched[] = [];
  for (let topics = reader.int32(); topics > 0 && reader.left > 0; topics--) {
    reader.text();
    for (let count = reader.int32(); count > 0 && reader.left > 0; count--) {
      const [partition, code] = [reader.int32(), reader.int16()];
      reader.raw(24);
      const aborted = reader.list(() => ({ producer: reader.int64(), first: reader.int64() }));
      partitions.push({ partition, error: code, aborted, records: reader.beginning(reader.int32()) });
    }
  }
  return { error, partitions };
}

export function offsetFetchRequest(group: string, topic: string, partitions: readonly number[]): KafkaWriter {
  const writer = new KafkaWriter().text(group);
  return ofTopic(writer, topic, partitions, (partition) => writer.int32(partition));
}

/** Where a group is; -1 where it never was. */
export function readGroupOffsets(reader: KafkaReader) {
  const places = readPartitions(reader, (partition) => {
    const offset = reader.int64();
    reader.text();
    return { partition, offset, error: reader.int16() };
  });
  return { places, error: reader.int16() };
}

/** Commits for a group that nobody is a member of. */
export function offsetCommitRequest(group: string, topic: string, places: ReadonlyMap<number, bigint>): KafkaWriter {
  const writer = new KafkaWriter().text(group).int32(-1).text('');
  return ofTopic(writer, topic, [...places], ([partition, offset]) => writer.int32(partition).int64(offset).text(null));
}

export function readCommitted(reader: KafkaReader) {
  reader.int32();
  return readPartitions(reader, (partition) => ({ partition, error: reader.int16() }));
}
