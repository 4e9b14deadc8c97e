import { isolate } from './isolated-table.ts';

/** A tenant's own row can also be found by its key, and all rows by the platform itself, which has the nil UUID. */
export const tenants = `
create table plinth.tenant (
  tenant_id uuid primary key,
  key text collate "C" not null unique,
  name text not null,
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null default now()
);
${isolate('plinth.tenant', 'select, insert, update')}
create policy by_key on plinth.tenant for select using (key = (select current_setting('plinth.tenant_key', true)));
create policy platform on plinth.tenant for select
  using ((select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000'));

create table plinth.environment (
  tenant_id uuid not null references plinth.tenant on delete cascade,
  id text collate "C" primary key check (id ~ '^[0-9a-z]{16}$'),
  key text collate "C" not null,
  name text not null,
  position integer not null,
  unique (tenant_id, key)
);
${isolate('plinth.environment', 'select, insert, update')}
`;
