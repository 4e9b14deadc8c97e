import { type Database, quoteIdentifier, statement, type Transaction } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import type { RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import type { LogEventBus } from './log-event-bus.ts';
import { eventBusMigrations } from './postgres/migrations.ts';
import type { ContractSubject } from './testing-contract.ts';

export const quickPace = { restMilliseconds: [10, 50], retryMilliseconds: 10, attempts: 3 } as const;

/** A database with outboxes as the record store makes them, and a table for effects. */
export interface TestOutboxes {
  readonly database: Database;
  readonly superuser: TestDatabase['superuser'];
  schemaOf(context: RequestContext): string;
  environment(): Promise<RequestContext>;
  note: ContractSubject<Transaction>['note'];
  noted: ContractSubject<Transaction>['noted'];
  close(): Promise<void>;
}

export async function testOutboxes(): Promise<TestOutboxes> {
  const { database, superuser, close } = await testDatabase({ migrations: eventBusMigrations });
  const effects = (context: RequestContext) => `${quoteIdentifier(schemaOf(context))}.effect`;
  let environments = 0;
  return {
    database,
    superuser,
    schemaOf,
    async environment() {
      const number = environments++;
      const context = testContext({
        tenant: {
          id: `00000000-0000-7000-8000-${String(number + 1).padStart(12, '0')}`,
          key: `tenant-${number}-${superuser.database?.slice(5)}`,
        },
        environment: { id: `e${number}`, key: 'test' },
      });
      const schema = quoteIdentifier(schemaOf(context));
      await database.asOwner(context, (transaction) =>
        transaction.script(`create schema ${schema}; grant usage on schema ${schema} to plinth_runtime;
create table ${schema}._outbox (position bigint generated always as identity primary key, id uuid not null default gen_random_uuid(),
  at timestamptz(3) not null default now(), event json not null);
create table ${schema}.effect (id bigint generated always as identity primary key, name text not null, text text not null);
grant select, insert, update, delete on all tables in schema ${schema} to plinth_runtime`),
      );
      return context;
    },
    async note(context, within, name, text) {
      await within.query(context, statement(`insert into ${effects(context)} (name, text) values ($1, $2)`), [name, text]);
    },
    async noted(context, name) {
      const read = statement(`select text from ${effects(context)} where name = $1 order by id`);
      return (await database.query<{ text: string }>(context, read, [name])).rows.map(({ text }) => text);
    },
    close,
  };
}

function schemaOf({ environment }: RequestContext): string {
  return `env_${environment?.id}`;
}

/** What the contract test needs of a driver over the outboxes. */
export function subjectOf(
  outboxes: TestOutboxes,
  buses: { readonly bus: LogEventBus<Transaction>; readonly other: LogEventBus<Transaction> },
  begin: (context: RequestContext) => Promise<unknown> = async () => {},
): ContractSubject<Transaction> {
  return {
    ...buses,
    note: outboxes.note,
    noted: outboxes.noted,
    async environment() {
      const context = await outboxes.environment();
      await begin(context);
      return context;
    },
  };
}
