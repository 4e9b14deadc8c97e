import { connectDatabase, type Database, type Migration, statement } from '@plinth/database';
import { eventBusMigrations, type KafkaEventBus, kafkaEventBus } from '@plinth/event-bus';
import { outboxOf, protectedTable } from '@plinth/event-bus/testing';
import { type RequestContext, systemActor, traceId } from '@plinth/foundation';

/** What all parts of the play share. */
export interface Stage {
  /** Address of PostgreSQL. */
  readonly url: string;
  /** `host:port` of Kafka. */
  readonly broker: string;
}

export const group = 'chaos';
const schema = 'env_chaos';
const tenantId = '00000000-0000-7000-8000-000000000001';

/** The outbox of one environment, as the record store makes it; what was changed, and what followed from it. */
const migrations: readonly Migration[] = [
  ...eventBusMigrations,
  {
    package: 'chaos',
    number: 1,
    name: 'changes and effects',
    sql: `
${outboxOf(schema, 'chaos')}
create table ${schema}.account (key integer primary key, number integer not null);
${protectedTable(`${schema}.account`, 'chaos')}
create table ${schema}.effect (id bigint generated always as identity primary key, key integer not null, number integer not null);
${protectedTable(`${schema}.effect`, 'chaos')}
`,
  },
];

export const takeNumber = statement(`insert into ${schema}.account (key, number) values ($1, 1)
on conflict (key) do update set number = account.number + 1 returning number`);
export const insertEffect = statement(`insert into ${schema}.effect (key, number) values ($1, $2)`);

export function context(): RequestContext {
  return {
    tenant: { id: tenantId, key: 'main' },
    environment: { id: 'chaos', key: 'chaos' },
    ...{ actor: systemActor, trace: traceId(), locale: 'en', signal: new AbortController().signal },
  };
}

/** The topic that the events of this environment come to. */
export const topic = 'plinth.main.chaos';

export async function openStage(
  { url, broker }: Stage,
  around: (database: Database) => Database = (database) => database,
): Promise<{ readonly database: Database; readonly bus: KafkaEventBus }> {
  const database = around(await connectDatabase({ connectionString: url }, { migrations }));
  const bus = await kafkaEventBus({
    database,
    schemaOf: () => schema,
    kafka: { brokers: [broker], partitions: 4, replicas: 1 },
    onFailure: ({ code, cause }) => console.error(code, cause instanceof Error ? cause.message.slice(0, 200) : ''),
    pace: { batch: 50, restMilliseconds: [20, 1000] },
  });
  return { database, bus };
}
