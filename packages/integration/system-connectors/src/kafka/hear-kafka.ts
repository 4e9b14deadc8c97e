import { type Heard, type HearRequest, jsonOrProblem, type SystemListener } from '@plinth/connectors';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { committedOf } from './committed-messages.ts';
import { type KafkaCluster, overKafka } from './kafka-cluster.ts';
import { NoKafka } from './kafka-fields.ts';
import { accept, codes, KafkaRefusal } from './kafka-refusal.ts';
import { type KeptMessage, readBatches } from './record-batch.ts';
import {
  apis,
  type Fetched,
  fetchRequest,
  listOffsetsRequest,
  offsetCommitRequest,
  offsetFetchRequest,
  readCommitted,
  readFetched,
  readGroupOffsets,
  readOffsets,
  type TopicState,
} from './requests.ts';
import { leaderOf } from './speak-kafka.ts';

/** How long a broker waits for messages before it says that there are none. */
const waitMilliseconds = 500;
/** After which it is looked whether the topic has more partitions, or others lead them. */
const lookMilliseconds = 30_000;
/** Messages that are asked for at once; a batch that is larger comes alone. */
const usualBytes = 1_000_000;
/** What an answer has beside the messages. */
const overhead = 65_536;
const times = { end: -1n, beginning: -2n } as const;

/** From which offset on a partition is heard. */
type Places = Map<number, bigint>;

/** Hears the messages of a topic as they come; from where is kept with what was heard, and only then told to Kafka. */
export function hearKafka(sockets: OutgoingSockets): SystemListener {
  return (request) => overKafka(sockets, { ...request, action: request.trigger }, (cluster) => new TopicHearing(cluster, request).hear());
}

class TopicHearing {
  readonly #cluster: KafkaCluster;
  readonly #request: HearRequest;
  readonly #name: string;
  readonly #group: string | null;
  readonly #places: Places;
  #topic: TopicState = { error: 0, name: '', isInternal: false, partitions: [] };
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(cluster: KafkaCluster, request: HearRequest) {
    this.#cluster = cluster;
    this.#request = request;
    this.#name = String(request.input.topic);
    this.#group = request.input.group === undefined ? null : String(request.input.group);
    this.#places = placesOf(request.cursor);
  }

  async hear(): Promise<never> {
    for (;;) {
      if (performance.now() - this.#lookedAt > lookMilliseconds) await this.#look();
      const leaders = Map.groupBy(this.#places.keys(), (partition) => leaderOf(this.#topic, partition));
      const fetched = await Promise.all([...leaders].map(([node, partitions]) => this.#fetch(node, partitions)));
      for (const partition of fetched.flat()) await this.#keep(partition);
    }
  }

  /** Finds the partitions and who leads them; those that are new are heard from their beginning. */
  async #look(): Promise<void> {
    const isFirst = this.#places.size === 0;
    this.#topic = await this.#cluster.topic(this.#name);
    this.#lookedAt = performance.now();
    const partitions = this.#topic.partitions.map(({ partition }) => partition);
    // A topic that was made anew may have fewer.
    for (const partition of this.#places.keys()) if (!partitions.includes(partition)) this.#places.delete(partition);
    const lacking = partitions.filter((partition) => !this.#places.has(partition));
    if (lacking.length === 0) return;
    const group = isFirst ? await this.#groupPlaces(lacking) : new Map<number, bigint>();
    const time = isFirst && this.#request.input.from !== 'beginning' ? times.end : times.beginning;
    const offsets = await this.#offsets(
      lacking.filter((partition) => !group.has(partition)),
      time,
    );
    for (const [partition, offset] of [...group, ...offsets]) this.#places.set(partition, offset);
    // Kept at once: what comes from now on is not missed where this server dies before the first message.
    await this.#take([]);
  }

  async #groupPlaces(partitions: readonly number[]): Promise<Places> {
    if (this.#group === null) return new Map();
    const request = offsetFetchRequest(this.#group, this.#name, partitions);
    const places = await this.#cluster.askCoordinator(this.#group, apis.offsetFetch, request, (reader) => {
      const found = readGroupOffsets(reader);
      accept(found.error);
      for (const place of found.places) accept(place.error);
      return found.places;
    });
    return new Map(places.filter(({ offset }) => offset >= 0n).map(({ partition, offset }) => [partition, offset]));
  }

  async #offsets(partitions: readonly number[], time: bigint): Promise<Places> {
    const found: Places = new Map();
    for (const [node, own] of Map.groupBy(partitions, (partition) => leaderOf(this.#topic, partition))) {
      const offsets = readOffsets(await this.#cluster.ask(node, apis.listOffsets, listOffsetsRequest(this.#name, own, time)));
      for (const { partition, error, offset } of offsets) {
        accept(error);
        found.set(partition, offset);
      }
    }
    const missing = partitions.find((partition) => !found.has(partition));
    if (missing !== undefined) throw new NoKafka(`it does not say where partition ${missing} begins and ends`);
    return found;
  }

  async #fetch(node: number, partitions: readonly number[]): Promise<readonly Fetched[]> {
    const { bytes } = this.#request.limits;
    const places = partitions.map((partition) => ({ partition, offset: this.#places.get(partition) ?? 0n }));
    const request = fetchRequest({ topic: this.#name, places, waitMilliseconds, bytes: Math.min(bytes, usualBytes) });
    const reader = await this.#cluster.ask(node, apis.fetch, request, { most: bytes + overhead, cut: true, waitMilliseconds });
    const { error, partitions: fetched } = readFetched(reader);
    accept(error);
    return fetched.filter(({ partition }) => partitions.includes(partition));
  }

  async #keep(fetched: Fetched): Promise<void> {
    const { partition, error, records } = fetched;
    const place = this.#places.get(partition) ?? 0n;
    if (error === codes.offsetOutOfRange) return this.#begin(partition, place);
    accept(error);
    if (records.byteLength === 0) return;
    const batches = readBatches(records, this.#request.limits.bytes);
    const heard: Heard[] = [];
    let next = place;
    for (const { batch, messages } of committedOf(batches, fetched.aborted)) {
      if (batch.last < place) continue;
      if (messages === null) heard.push(tooLarge(this.#name, partition, batch));
      else
        for (const message of messages)
          if (message.offset >= place) heard.push(heardOf(this.#name, partition, message, this.#request.input));
      next = batch.last + 1n;
    }
    // Whoever sends the same for ever is not asked for ever.
    if (next === place) throw new NoKafka(`it answers without any message from offset ${place} of partition ${partition} on`);
    this.#places.set(partition, next);
    await this.#take(heard);
  }

  /** What was to come next is not there any more, or not yet: the topic kept it no longer, or is another one by now. That is told, and it goes on. */
  async #begin(partition: number, place: bigint): Promise<void> {
    const offset = (await this.#offsets([partition], times.beginning)).get(partition) ?? 0n;
    if (offset === place) throw new KafkaRefusal(codes.offsetOutOfRange);
    const what =
      offset > place
        ? `messages ${place} to ${offset - 1n} of partition ${partition} of ${this.#name} are gone: it keeps them no longer`
        : `partition ${partition} of ${this.#name} ends before ${place}: it was made anew, and is heard from its beginning`;
    this.#places.set(partition, offset);
    const id = `${this.#name}/${partition}/${place}/gone/${offset}`;
    await this.#take([{ id, subject: this.#name, data: null, unread: { text: what, problem: what } }]);
  }

  async #take(heard: readonly Heard[]): Promise<void> {
    await this.#request.take(heard, {
      offsets: Object.fromEntries([...this.#places].map(([partition, offset]) => [partition, String(offset)])),
    });
    if (this.#group === null) return;
    const request = offsetCommitRequest(this.#group, this.#name, this.#places);
    await this.#cluster.askCoordinator(this.#group, apis.offsetCommit, request, (reader) => {
      for (const { error } of readCommitted(reader)) accept(error);
    });
  }
}

function placesOf(cursor: JsonValue): Places {
  const offsets = isJsonObject(cursor) && isJsonObject(cursor.offsets) ? cursor.offsets : {};
  return new Map(Object.entries(offsets).map(([partition, offset]) => [Number(partition), BigInt(String(offset))]));
}

/** A message by its place, with its time: in a topic of the same name that was made anew the place may be another's. */
function heardOf(topic: string, partition: number, { offset, timestamp, key, value }: KeptMessage, input: HearRequest['input']): Heard {
  const about = { id: `${topic}/${partition}/${offset}/${timestamp}`, subject: subjectOf(key) ?? topic };
  if (value === null) return { ...about, data: null, unread: { text: '', problem: 'it has no value: it says that its key is gone' } };
  return { ...about, ...jsonOrProblem(value, input.form === 'text' ? 'text' : 'json') };
}

function subjectOf(key: Buffer | null): string | null {
  const text = key?.toString('utf8') ?? '';
  return text === '' ? null : text;
}

function tooLarge(topic: string, partition: number, { first, last, size }: { first: bigint; last: bigint; size: number }): Heard {
  const problem = `messages ${first} to ${last} of partition ${partition} lie together in ${size} bytes, which are or become more than may be heard`;
  return { id: `${topic}/${partition}/${first}-${last}/${size}`, subject: topic, data: null, unread: { text: problem, problem } };
}
