import type { Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { Turns } from '../consume/turns.ts';
import { type CloudEvent, keyOf } from '../event/cloud-event.ts';
import type { RunningSubscription, Start } from '../event-bus.ts';
import { LogEventBus } from '../log-event-bus.ts';
import { OutboxLog } from '../postgres/outbox-log.ts';
import { heard, type PostgresEventBusOptions } from '../postgres/postgres-event-bus.ts';
import { PostgresGroupStore } from '../postgres/postgres-group-store.ts';
import { KafkaConnection, type KafkaMessage, type KafkaOptions } from './kafka-connection.ts';
import { KafkaLog, topicOf } from './kafka-log.ts';

export interface KafkaEventBusOptions extends PostgresEventBusOptions {
  readonly kafka: KafkaOptions;
}

/** Events over Apache Kafka: published in the outbox, brought from there into a topic, and consumed from the topic. */
export interface KafkaEventBus extends LogEventBus<Transaction> {
  /** Brings what is published in an environment into its topic, as long as it runs; of several servers one does. */
  relay(context: RequestContext): Promise<RunningSubscription>;
}

/** The group that reads the outbox for Kafka. */
export const relayGroup = 'plinth.kafka';

/** A relay has a connection to the database while it sends: a broker that is away must not take them all. */
const sendingAtOnce = 2;
/** Below what a broker takes at once unless it is told otherwise. */
const mostBytesAtOnce = 700_000;

export async function kafkaEventBus({ database, schemaOf, kafka: settings, ...options }: KafkaEventBusOptions): Promise<KafkaEventBus> {
  const kafka = new KafkaConnection(settings);
  const turns = new Turns(sendingAtOnce);
  const store = new PostgresGroupStore(database);
  const outbox = new OutboxLog({ database, schemaOf });
  const relays = new LogEventBus({ ...options, log: outbox, store });
  const bus = await heard(database, (tellOthers) => new LogEventBus({ ...options, log: new KafkaLog(kafka, outbox), store, tellOthers }));
  const over = { wakeHere: bus.wakeHere.bind(bus), seek: bus.seek.bind(bus), close: bus.close.bind(bus) };
  return Object.assign(bus, {
    relay: (context: RequestContext) =>
      relays.consume(context, {
        group: relayGroup,
        turn: (work) => turns.take(work),
        // Whoever consumes knows by its inbox what it has seen.
        inbox: false,
        async handle(within, events) {
          const topic = topicOf(within, kafka);
          await kafka.ensureTopic(topic);
          for (const messages of portions(topic, events)) await kafka.send(messages);
        },
      }),
    wakeHere(environmentId: string) {
      relays.wakeHere(environmentId);
      over.wakeHere(environmentId);
    },
    seek: (context: RequestContext, group: string, to: Start) =>
      group === relayGroup ? relays.seek(context, group, to) : over.seek(context, group, to),
    async close() {
      await relays.close();
      await over.close();
    },
  });
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
