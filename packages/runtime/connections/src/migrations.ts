/** The connections of environments; of the address only what may be told is readable. */
export const connectionMigrations = [
  {
    package: 'connections',
    number: 1,
    name: 'connections',
    sql: `
create table plinth.connection (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  key text collate "C" not null,
  sealed text not null,
  host text not null,
  database text not null,
  login text not null,
  set_at timestamptz(3) not null default now(),
  set_by text not null,
  primary key (tenant_id, environment_id, key)
);
alter table plinth.connection enable row level security;
alter table plinth.connection force row level security;
create policy tenant on plinth.connection
  using (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid));
revoke all on plinth.connection from public;
grant select, insert, update, delete on plinth.connection to plinth_runtime;
`,
  },
  {
    package: 'connections',
    number: 2,
    name: 'writable',
    sql: 'alter table plinth.connection add column writable boolean not null default false;',
  },
  {
    package: 'connections',
    number: 3,
    name: 'connectors',
    // A connector is JSON that is packed; what is told of one stands beside it, so that a list unpacks none.
    sql: `
alter table plinth.connection
  add column kind text collate "C" not null default 'database',
  add column about jsonb,
  add column connector bytea;
`,
  },
] as const;
