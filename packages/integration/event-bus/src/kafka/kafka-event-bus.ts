import type { Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { Turns } from '../consume/turns.ts';
import { type CloudEvent, keyOf } from '../event/cloud-event.ts';
import type { Foreseen, RunningSubscription, Start } from '../event-bus.ts';
import { LogEventBus } from '../log-event-bus.ts';
import { OutboxLog } from '../postgres/outbox-log.ts';
import type { PostgresEventBusOptions } from '../postgres/postgres-event-bus.ts';
import { PostgresGroupStore } from '../postgres/postgres-group-store.ts';
import { WakeUps } from '../postgres/wake-ups.ts';
import { KafkaConnection, type KafkaMessage, type KafkaOptions } from './kafka-connection.ts';
import { KafkaLog, topicOf } from './kafka-log.ts';

export interface KafkaEventBusOptions extends PostgresEventBusOptions {
  readonly kafka: KafkaOptions;
}

/** The group that reads the outbox for Kafka. */
export const relayGroup = 'plinth.kafka';

/** A relay has a connection to the database while it sends: a broker that is away must not take them all. */
const sendingAtOnce = 2;
/** Below what a broker takes at once unless it is told otherwise. */
const mostBytesAtOnce = 700_000;

/** Events over Apache Kafka: published in the outbox, brought from there into a topic, and consumed from the topic. */
export class KafkaEventBus extends LogEventBus<Transaction> {
  readonly #kafka: KafkaConnection;
  /** Consumes the outboxes. */
  readonly #relays: LogEventBus<Transaction>;
  readonly #turns = new Turns(sendingAtOnce);

  constructor({ database, schemaOf, kafka: settings, ...options }: KafkaEventBusOptions, others: WakeUps) {
    const kafka = new KafkaConnection(settings);
    const store = new PostgresGroupStore(database);
    const outbox = new OutboxLog({ database, schemaOf });
    super({ ...options, log: new KafkaLog(kafka, outbox), store, others });
    this.#kafka = kafka;
    this.#relays = new LogEventBus({ ...options, log: outbox, store });
  }

  /** Brings what is published in an environment into its topic, as long as it runs; of several servers one does. */
  relay(context: RequestContext): Promise<RunningSubscription> {
    return this.#relays.consume(context, {
      group: relayGroup,
      turn: (work) => this.#turns.take(work),
      // Whoever consumes knows by its inbox what it has seen.
      inbox: false,
      handle: async (within, events) => {
        const topic = topicOf(within, this.#kafka);
        await this.#kafka.ensureTopic(topic);
        for (const messages of portions(topic, events)) await this.#kafka.send(messages);
      },
    });
  }

  override wakeHere(environmentId: string): void {
    this.#relays.wakeHere(environmentId);
    super.wakeHere(environmentId);
  }

  override seek(context: RequestContext, group: string, to: Start): Promise<void> {
    return group === relayGroup ? this.#relays.seek(context, group, to) : super.seek(context, group, to);
  }

  override foresee(context: RequestContext, group: string, to: Start): Promise<Foreseen> {
    return group === relayGroup ? this.#relays.foresee(context, group, to) : super.foresee(context, group, to);
  }

  override async close(): Promise<void> {
    await this.#relays.close();
    await super.close();
  }
}

export async function kafkaEventBus(options: KafkaEventBusOptions): Promise<KafkaEventBus> {
  const others = new WakeUps(options.database);
  const bus = new KafkaEventBus(options, others);
  await others.listen((environmentId) => bus.wakeHere(environmentId));
  return bus;
}

/** Messages in portions that a broker takes; the next is sent when the one before is kept, so that keys stay in order. */
function* portions(topic: string, events: readonly CloudEvent[]): Generator<readonly KafkaMessage[]> {
  let portion: KafkaMessage[] = [];
  let bytes = 0;
  for (const event of events) {
    const key = Buffer.from(keyOf(event));
    const value = Buffer.from(JSON.stringify(event));
    const size = key.length + value.length + 100;
    if (portion.length > 0 && bytes + size > mostBytesAtOnce) {
      yield portion;
      portion = [];
      bytes = 0;
    }
    portion.push({ topic, key, value, timestamp: timestampOf(event) });
    bytes += size;
  }
  if (portion.length > 0) yield portion;
}

/** Topics are searched by the time of events; one in the future would be refused. */
function timestampOf({ time }: CloudEvent): bigint {
  const now = Date.now();
  return BigInt(time === undefined ? now : Math.max(0, Math.min(now, Date.parse(time))));
}
