import { Admin, type BaseOptions, Consumer, compatibilityPartitioner, Producer } from '@platformatic/kafka';
import { eventBusErrors } from '../errors.ts';

/** Where Kafka is, and how it is used. */
export interface KafkaOptions {
  /** `host:port` of some of its brokers. */
  readonly brokers: readonly string[];
  /** What names of topics begin with; `plinth` where absent. */
  readonly prefix?: string;
  /** Partitions of a topic that is made; 6 where absent. More partitions later would change the order of keys. */
  readonly partitions?: number;
  /** Copies of a topic that is made; as many as the broker's setting says where absent. */
  readonly replicas?: number;
}

const patienceMilliseconds = 15_000;
const closingMilliseconds = 3000;
/** Errors of Kafka that an event is the reason of. */
const ofTheEvent: ReadonlySet<unknown> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']);

/** What one message is made of. */
export interface KafkaMessage {
  readonly topic: string;
  readonly key: Buffer;
  readonly value: Buffer;
  readonly timestamp: bigint;
}

/** The clients of Kafka that a server has. Whatever went wrong with one is not known, so that it is never used again. */
export class KafkaConnection {
  readonly options: KafkaOptions;
  readonly #base: BaseOptions;
  readonly #topics = new Map<string, Promise<void>>();
  #producer: Producer | null = null;

  constructor(options: KafkaOptions) {
    this.options = options;
    this.#base = {
      clientId: 'plinth',
      bootstrapBrokers: [...options.brokers],
      timeout: 8000,
      connectTimeout: 3000,
      requestTimeout: 10_000,
      retries: 1,
      retryDelay: 200,
    };
  }

  /** Sends messages to be kept by every replica, in their order. Throws `event-bus.unavailable`, or what is wrong with a message. */
  async send(messages: readonly KafkaMessage[]): Promise<void> {
    // One sequence for each partition: what is sent again by the client is kept once.
    this.#producer ??= new Producer({ ...this.#base, idempotent: true, acks: -1, partitioner: compatibilityPartitioner });
    const producer = this.#producer;
    try {
      await soon(producer.send({ messages: messages.map((message) => ({ ...message, headers: contentType })) }));
    } catch (error) {
      if (this.#producer === producer) this.#producer = null;
      await quietly(producer.close(true));
      // A topic may have been removed meanwhile.
      this.#topics.clear();
      if (isOfTheEvent(error)) throw error;
      throw eventBusErrors.unavailable({}, { cause: error });
    }
  }

  /** Makes a topic where it is not there. Throws `event-bus.unavailable`. */
  ensureTopic(topic: string): Promise<void> {
    const known = this.#topics.get(topic);
    if (known !== undefined) return known;
    const made = this.#createTopic(topic);
    this.#topics.set(topic, made);
    made.catch(() => this.#topics.delete(topic));
    return made;
  }

  async #createTopic(topic: string): Promise<void> {
    const { partitions = 6, replicas = -1 } = this.options;
    const admin = new Admin(this.#base);
    try {
      await soon(admin.createTopics({ topics: [topic], partitions, replicas }));
    } catch (error) {
      if (!mentions(error, new Set(['TOPIC_ALREADY_EXISTS']))) throw eventBusErrors.unavailable({}, { cause: error });
    } finally {
      await quietly(admin.close());
    }
  }

  /** A client that reads. */
  reader(): Consumer {
    return new Consumer({ ...this.#base, groupId: 'plinth' });
  }

  /** Does something with a client that reads, made for it alone. Throws `event-bus.unavailable`. */
  async asking<Result>(work: (consumer: Consumer) => Promise<Result>): Promise<Result> {
    const consumer = this.reader();
    try {
      return await soon(work(consumer));
    } catch (error) {
      throw eventBusErrors.unavailable({}, { cause: error });
    } finally {
      await quietly(consumer.close(true));
    }
  }

  async close(): Promise<void> {
    if (this.#producer !== null) await quietly(this.#producer.close(true));
  }
}

const contentType = new Map([[Buffer.from('content-type'), Buffer.from('application/cloudevents+json; charset=UTF-8')]]);

/** Gives up after a time: a client may wait for ever for a broker that was killed. */
export async function soon<Result>(work: Promise<Result>, milliseconds = patienceMilliseconds): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Kafka did not answer within ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets a client end; one that cannot is left to itself. */
export async function quietly(ending: Promise<unknown>): Promise<void> {
  await soon(ending, closingMilliseconds).catch(() => {});
}

/** Whether an error of the client, or one within it, has one of these names of Kafka's protocol. */
export function mentions(error: unknown, names: ReadonlySet<unknown>): boolean {
  if (!(error instanceof Error)) return false;
  const { apiId, errors, cause } = error as Error & { readonly apiId?: unknown; readonly errors?: readonly unknown[] };
  return names.has(apiId) || (errors ?? []).some((each) => mentions(each, names)) || mentions(cause, names);
}

function isOfTheEvent(error: unknown): boolean {
  return mentions(error, ofTheEvent);
}
