import type { Migration } from '@plinth/database';

const tenant = `tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid)`;

const isolated = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy tenant on ${table} using (${tenant}) with check (${tenant});
revoke all on ${table} from public;
grant select, insert, update, delete on ${table} to plinth_runtime;
`;

/** Secrets of webhooks, sealed, and the ids of those that were taken of late. */
export const webhookMigrations: readonly Migration[] = [
  {
    package: 'signed-webhooks',
    number: 1,
    name: 'secrets and deliveries of webhooks',
    sql: `
create table plinth.webhook_secret (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  name text collate "C" not null,
  sealed text not null,
  set_at timestamptz(3) not null default now(),
  set_by text collate "C" not null,
  previous text,
  previous_until timestamptz(3),
  primary key (tenant_id, environment_id, name)
);
${isolated('plinth.webhook_secret')}

create table plinth.webhook_delivery (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  name text collate "C" not null,
  id text collate "C" not null,
  at timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id, name, id)
);
create index webhook_delivery_at on plinth.webhook_delivery (tenant_id, environment_id, at);
${isolated('plinth.webhook_delivery')}
`,
  },
  {
    package: 'signed-webhooks',
    number: 2,
    name: 'how many webhooks come in a time',
    sql: `
-- What may come yet, and when that was said; null before the first.
alter table plinth.webhook_secret add column allowance double precision, add column allowed_at timestamptz(3);
`,
  },
];
