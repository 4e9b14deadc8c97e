import type { Migration } from '@plinth/database';

/** The table of long operations. The runtime works on them; the owner only makes the table. */
export const longOperationMigrations: readonly Migration[] = [
  {
    package: 'long-operations',
    number: 1,
    name: 'long operations',
    sql: `
create table plinth.long_operation (
  tenant_id uuid not null,
  id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  operation text collate "C" not null,
  status text collate "C" not null default 'running' check (status in ('running', 'succeeded', 'failed', 'cancelled')),
  input json not null,
  checkpoint json,
  done bigint not null default 0,
  total bigint,
  unit text not null,
  result json,
  problem json,
  cancelling boolean not null default false,
  holder text collate "C" not null,
  lease_until timestamptz not null,
  created_at timestamptz not null default now(),
  created_by text collate "C" not null,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create index on plinth.long_operation (tenant_id, environment_id, application, created_by, created_at desc);
create index on plinth.long_operation (tenant_id, environment_id, ended_at) where ended_at is not null;
alter table plinth.long_operation enable row level security;
alter table plinth.long_operation force row level security;
create policy tenant on plinth.long_operation
  using (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid));
revoke all on plinth.long_operation from public;
grant select, insert, update, delete on plinth.long_operation to plinth_runtime;
`,
  },
  {
    package: 'long-operations',
    number: 2,
    name: 'what a long operation is at',
    sql: 'alter table plinth.long_operation add column step text;',
  },
];
