import type { Transaction } from '@plinth/database';
import type { EventBus } from '../event-bus.ts';
import { LogEventBus, type LogEventBusOptions } from '../log-event-bus.ts';
import { OutboxLog, type OutboxOptions } from './outbox-log.ts';
import { PostgresGroupStore } from './postgres-group-store.ts';
import { WakeUps } from './wake-ups.ts';

export interface PostgresEventBusOptions extends OutboxOptions, Pick<LogEventBusOptions<Transaction>, 'onFailure' | 'pace'> {}

/** Events over PostgreSQL alone: the outbox of each environment is the log. */
export async function postgresEventBus({ database, schemaOf, ...options }: PostgresEventBusOptions): Promise<LogEventBus<Transaction>> {
  const others = new WakeUps(database);
  const bus = new LogEventBus({ ...options, log: new OutboxLog({ database, schemaOf }), store: new PostgresGroupStore(database), others });
  await others.listen((environmentId) => bus.wakeHere(environmentId));
  return bus;
}

/** Any driver over PostgreSQL's transactions. */
export type PlatformEventBus = EventBus<Transaction>;
