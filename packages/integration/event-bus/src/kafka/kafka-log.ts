import type { Consumer } from '@platformatic/kafka';
import type { Transaction } from '@plinth/database';
import { isJsonObject, type RequestContext } from '@plinth/foundation';
import { eventBusErrors } from '../errors.ts';
import { type CloudEvent, eventProblem, mostEventBytes } from '../event/cloud-event.ts';
import type { Start } from '../event-bus.ts';
import type { EventLog, LogBatch, LogReader, Position } from '../log/event-log.ts';
import type { OutboxLog } from '../postgres/outbox-log.ts';
import { type KafkaConnection, mentions, quietly, soon, unreachable } from './kafka-connection.ts';

const mostCounted = 10_000;
const waitMilliseconds = 500;
const partitionBytes = 1024 * 1024;

/** One topic for each environment. Events come into it from the outbox by the relay; where groups are is kept with their effects. */
export class KafkaLog implements EventLog<Transaction> {
  readonly waits = true;
  readonly #kafka: KafkaConnection;
  readonly #outbox: OutboxLog;

  constructor(kafka: KafkaConnection, outbox: OutboxLog) {
    this.#kafka = kafka;
    this.#outbox = outbox;
  }

  publish(context: RequestContext, events: readonly CloudEvent[], within?: Transaction): Promise<void> {
    return this.#outbox.publish(context, events, within);
  }

  async start(context: RequestContext, from: Start): Promise<ReadonlyMap<number, Position>> {
    const topic = topicOf(context, this.#kafka);
    await this.#kafka.ensureTopic(topic);
    const time = typeof from === 'string' ? null : 'time' in from ? from.time : await this.#timeAfter(context, from.after);
    return this.#kafka.asking(async (consumer) => {
      const offsets = async (timestamp: bigint) => (await consumer.listOffsets({ topics: [topic], timestamp })).get(topic) ?? [];
      if (from === 'start') return positionsOf(await offsets(-2n));
      const ends = await offsets(-1n);
      if (time === null) return positionsOf(ends);
      const found = await consumer.listOffsetsWithTimestamps({ topics: [topic], timestamp: BigInt(Date.parse(time)) });
      const places = found.get(topic);
      return positionsOf(
        ends.map((end, partition) => {
          const offset = places?.get(partition)?.offset ?? -1n;
          return offset < 0n ? end : offset;
        }),
      );
    });
  }

  /** Cursors are of the outbox; the same place in a topic is told by the time of the next event. */
  async #timeAfter(context: RequestContext, cursor: string): Promise<string | null> {
    const { items } = await this.#outbox.read(context, cursor, 1);
    return items[0]?.event.time ?? null;
  }

  reader(context: RequestContext, group: string): LogReader {
    return new TopicReader(this.#kafka, topicOf(context, this.#kafka), group);
  }

  async behind(context: RequestContext, positions: ReadonlyMap<number, Position>): Promise<number> {
    const first = positions.get(0);
    // The relay's own, which reads the outbox.
    if (isJsonObject(first) && 'last' in first) return this.#outbox.behind(context, positions);
    const ends = await this.start(context, 'end');
    let behind = 0n;
    for (const [partition, end] of ends) behind += offsetOf(end) - offsetOf(positions.get(partition) ?? end);
    return Number(behind > mostCounted ? mostCounted : behind);
  }

  read(context: RequestContext, after: string | null, limit: number) {
    return this.#outbox.read(context, after, limit);
  }

  async close(): Promise<void> {
    await this.#kafka.close();
  }
}

/** Reads partitions of a topic from wherever it is told to; Kafka knows nothing of who it is. */
class TopicReader implements LogReader {
  readonly #kafka: KafkaConnection;
  readonly #topic: string;
  readonly #group: string;
  #consumer: Consumer | null = null;
  #isClosed = false;

  constructor(kafka: KafkaConnection, topic: string, group: string) {
    this.#kafka = kafka;
    this.#topic = topic;
    this.#group = group;
  }

  async read(positions: ReadonlyMap<number, Position>, most: number): Promise<readonly LogBatch[]> {
    if (this.#isClosed) return [];
    this.#consumer ??= this.#kafka.reader();
    const consumer = this.#consumer;
    try {
      return await soon(this.#fetch(consumer, positions, most));
    } catch (error) {
      if (this.#consumer === consumer) this.#consumer = null;
      await quietly(consumer.close(true));
      if (this.#isClosed) return [];
      if (mentions(error, new Set(['OFFSET_OUT_OF_RANGE'])))
        throw eventBusErrors.positionGone({ group: this.#group, partition: [...positions.keys()].join(', ') }, { cause: error });
      throw unreachable(error);
    }
  }

  async #fetch(consumer: Consumer, positions: ReadonlyMap<number, Position>, most: number): Promise<LogBatch[]> {
    const topic = (await consumer.metadata({ topics: [this.#topic] })).topics.get(this.#topic);
    if (topic === undefined) throw eventBusErrors.unavailable();
    const leaders = Map.groupBy(positions.keys(), (partition) => topic.partitions[partition]?.leader ?? -1);
    const batches: LogBatch[] = [];
    for (const [node, partitions] of leaders) {
      const wanted = partitions.map((partition) => ({
        ...{ partition, currentLeaderEpoch: -1, lastFetchedEpoch: -1, partitionMaxBytes: partitionBytes },
        fetchOffset: offsetOf(positions.get(partition)),
      }));
      const { responses } = await consumer.fetch({
        ...{ node, maxWaitTime: Math.round(waitMilliseconds / leaders.size), minBytes: 1, maxBytes: 8 * partitionBytes },
        topics: [{ topicId: topic.id, partitions: wanted }],
      });
      for (const { partitionIndex: partition, records } of responses.flatMap((response) => response.partitions)) {
        const position = positions.get(partition);
        if (position !== undefined && records) batches.push(batchOf(partition, position, records, most));
      }
    }
    return batches;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#consumer !== null) await quietly(this.#consumer.close(true));
  }
}

type FetchedRecords = NonNullable<Awaited<ReturnType<Consumer['fetch']>>['responses'][number]['partitions'][number]['records']>;

const controlBatch = 0x20;

/** A fetched batch may begin before what was asked for, and holds what Kafka notes for itself. */
function batchOf(partition: number, position: Position, fetched: FetchedRecords, most: number): LogBatch {
  const from = offsetOf(position);
  const found: { readonly offset: bigint; readonly value: Buffer | null }[] = [];
  let end = from;
  for (const { firstOffset, lastOffsetDelta, attributes, records } of fetched) {
    if (found.length >= most) break;
    for (const { offsetDelta, value } of (attributes & controlBatch) === 0 ? records : []) {
      const offset = firstOffset + BigInt(offsetDelta);
      if (offset >= from && found.length < most) found.push({ offset, value });
    }
    const last = firstOffset + BigInt(lastOffsetDelta);
    if (last >= end) end = last + 1n;
  }
  const last = found.at(-1);
  if (found.length >= most && last !== undefined) end = last.offset + 1n;
  return {
    partition,
    entries: found.map(({ value }) => entryOf(value)),
    positionAfter(count) {
      const next = found[count];
      if (count === 0 && found.length > 0) return position;
      return { offset: String(next === undefined ? end : next.offset) };
    },
  };
}

function entryOf(value: Buffer | null) {
  const text = value?.toString('utf8') ?? '';
  try {
    const event = value !== null && value.byteLength > mostEventBytes ? null : (JSON.parse(text) as unknown);
    if (eventProblem(event) === null) return { event: event as CloudEvent, text: '' };
  } catch {
    // It is told as what it is: no event.
  }
  return { event: null, text };
}

function positionsOf(offsets: readonly bigint[]): ReadonlyMap<number, Position> {
  return new Map(offsets.map((offset, partition) => [partition, { offset: String(offset) }]));
}

function offsetOf(position: Position | undefined): bigint {
  const offset = isJsonObject(position) ? position.offset : undefined;
  return typeof offset === 'string' && /^\d{1,19}$/.test(offset) ? BigInt(offset) : 0n;
}

/** The topic of an environment: keys of tenants and environments are of letters, digits and hyphens. */
export function topicOf({ tenant, environment }: RequestContext, { options }: KafkaConnection): string {
  return `${options.prefix ?? 'plinth'}.${tenant.key}.${environment?.key ?? ''}`;
}
