import { Admin, type BaseOptions, Consumer, compatibilityPartitioner, Producer } from '@platformatic/kafka';
import type { PlinthError } from '@plinth/foundation';
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
  /** Encrypts, and has the brokers prove who they are; what is given is in PEM. */
  readonly tls?: { readonly ca?: string; readonly certificate?: string; readonly key?: string };
  /** How this server signs in. */
  readonly login?: { readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'; readonly user: string; readonly password: string };
}

const patienceMilliseconds = 15_000;
const closingMilliseconds = 3000;
/** Errors of Kafka that the login is the reason of. */
const ofTheLogin: ReadonlySet<unknown> = new Set(['SASL_AUTHENTICATION_FAILED', 'UNSUPPORTED_SASL_MECHANISM', 'ILLEGAL_SASL_STATE']);
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
      ...secured(options),
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
      throw unreachable(error);
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
      if (!mentions(error, new Set(['TOPIC_ALREADY_EXISTS']))) throw unreachable(error);
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
      throw unreachable(error);
    } finally {
      await quietly(consumer.close(true));
    }
  }

  async close(): Promise<void> {
    if (this.#producer !== null) await quietly(this.#producer.close(true));
  }
}

function secured({ tls, login }: KafkaOptions): Pick<BaseOptions, 'tls' | 'sasl'> {
  return {
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ...(tls.ca === undefined ? {} : { ca: tls.ca }),
            ...(tls.certificate === undefined ? {} : { cert: tls.certificate }),
            ...(tls.key === undefined ? {} : { key: tls.key }),
          },
        }),
    ...(login === undefined ? {} : { sasl: { mechanism: login.mechanism, username: login.user, password: login.password } }),
  };
}

/** What a client failed with, without what it knows of how it signs in. */
export function unreachable(error: unknown): PlinthError {
  const cause = new Error(textsOf(error).join(': ').slice(0, 500));
  return isOfTheLogin(error) ? eventBusErrors.signInRefused({}, { cause }) : eventBusErrors.unavailable({}, { cause });
}

function isOfTheLogin(error: unknown): boolean {
  return mentions(error, ofTheLogin) || textsOf(error).some((text) => /SASL authentication failed|Authentication failed/i.test(text));
}

/** The messages of an error and of those within it. */
function textsOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const { errors, cause, message } = error as Error & { readonly errors?: readonly unknown[] };
  return [message, ...(errors ?? []).slice(0, 5).flatMap((each) => textsOf(each, depth + 1)), ...textsOf(cause, depth + 1)];
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
