/** SQL of an environment with an outbox as the record store makes it, in a schema of its own, for what tries the bus without it. */
export function outboxOf(schema: string, environment: string): string {
  return `create schema ${schema};
grant usage on schema ${schema} to plinth_runtime;
create table ${schema}._outbox (position bigint generated always as identity primary key, id uuid not null default gen_random_uuid(),
  at timestamptz(3) not null default now(), event json not null);
${protectedTable(`${schema}._outbox`, environment)}`;
}

/** SQL that opens a table to transactions of one environment alone. */
export function protectedTable(table: string, environment: string): string {
  return `alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own on ${table} using ((select current_setting('plinth.environment', true) = '${environment}'));
grant select, insert, update, delete on ${table} to plinth_runtime;
`;
}
