import { type Database, statement, type Transaction } from '@plinth/database';
import { systemActor, type TenantReference, traceId } from '@plinth/foundation';
import type { EventBus } from '../event-bus.ts';
import { LogEventBus, type LogEventBusOptions } from '../log-event-bus.ts';
import { OutboxLog, type OutboxOptions } from './outbox-log.ts';
import { PostgresGroupStore } from './postgres-group-store.ts';

export interface PostgresEventBusOptions extends OutboxOptions, Pick<LogEventBusOptions<Transaction>, 'onFailure' | 'pace'> {}

const channel = 'plinth_events';
const notify = statement(`select pg_notify('${channel}', e) from unnest($1::text[]) as e`);
const coalescedMilliseconds = 20;

/** Events over PostgreSQL alone: the outbox of each environment is the log. */
export async function postgresEventBus({ database, schemaOf, ...options }: PostgresEventBusOptions): Promise<LogEventBus<Transaction>> {
  const log = new OutboxLog({ database, schemaOf });
  return heard(database, (tellOthers) => new LogEventBus({ ...options, log, store: new PostgresGroupStore(database), tellOthers }));
}

/** A bus that wakes those of other servers, and is woken by them. Who is not woken finds everything by looking now and then. */
export async function heard(
  database: Database,
  make: (tellOthers: (environmentId: string) => void) => LogEventBus<Transaction>,
): Promise<LogEventBus<Transaction>> {
  const told = new Set<string>();
  const tell = async () => {
    const environments = [...told];
    told.clear();
    await database.query(nobody(), notify, [environments]).catch(() => {});
  };
  const bus = make((environmentId) => {
    // Many changes within a moment are told once: each notification costs every other transaction a little.
    if (told.size === 0) setTimeout(tell, coalescedMilliseconds).unref();
    told.add(environmentId);
  });
  const stopListening = await database.listen(channel, (environmentId) => bus.wakeHere(environmentId));
  const close = bus.close.bind(bus);
  bus.close = async () => {
    await stopListening();
    await close();
  };
  return bus;
}

function nobody() {
  const tenant: TenantReference = { id: '00000000-0000-0000-0000-000000000000', key: '' };
  return { tenant, environment: null, actor: systemActor, trace: traceId(), locale: 'en', signal: new AbortController().signal };
}

/** Any driver over PostgreSQL's transactions. */
export type PlatformEventBus = EventBus<Transaction>;
