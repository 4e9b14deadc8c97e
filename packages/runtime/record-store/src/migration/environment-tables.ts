import { quoteIdentifier } from '@plinth/database';
import { isolateTable, qualifiedName } from './isolated-table.ts';

/** The tables that every environment has beside its entities; their names start with an underscore, those of entities never do. */
export const environmentTables = {
  /** Changes as CloudEvents (v1.0.2) in the order in which they were committed to the table; read by the event bus. */
  _outbox: `(
    position bigint generated always as identity primary key,
    id uuid not null default gen_random_uuid(),
    at timestamptz(3) not null default now(),
    event json not null)`,
  _file: `(
    id uuid primary key,
    definition text collate "C" not null,
    entity text collate "C" not null,
    field text collate "C" not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    object_key text not null,
    sha256 text not null,
    created_at timestamptz(3) not null default now(),
    created_by text not null)`,
  _idempotency: `(
    actor text collate "C" not null,
    key text collate "C" not null,
    digest text not null,
    answer text,
    etag text,
    at timestamptz(3) not null default now(),
    primary key (actor, key))`,
  _long_operation: `(
    id uuid primary key,
    application text collate "C" not null,
    kind text not null,
    status text not null check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    input jsonb not null,
    state jsonb,
    progress jsonb not null,
    result jsonb,
    problem jsonb,
    cancel_asked boolean not null default false,
    lease_until timestamptz(3),
    created_at timestamptz(3) not null default now(),
    created_by text not null,
    updated_at timestamptz(3) not null default now())`,
} as const;

const indexes: Readonly<Record<string, readonly string[]>> = {
  _idempotency: ['(at)'],
  _long_operation: ['(created_by, created_at)', `(lease_until) where status in ('waiting', 'running')`],
};

/** Makes the schema of an environment. */
export function createSchemaSql(schema: string): string {
  const name = quoteIdentifier(schema);
  return `create schema if not exists ${name};\ngrant usage on schema ${name} to plinth_runtime`;
}

/** Makes one of the {@link environmentTables}. */
export function createEnvironmentTableSql(schema: string, table: keyof typeof environmentTables, environmentId: string): string {
  const qualified = qualifiedName(schema, table);
  return [
    `create table ${qualified} ${environmentTables[table]}`,
    ...(indexes[table] ?? []).map((columns) => `create index on ${qualified} ${columns}`),
    isolateTable(qualified, environmentId),
  ].join(';\n');
}
