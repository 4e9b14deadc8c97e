/** What environments say of settings: as JSON, or sealed where it is a secret. */
export const settingsMigrations = [
  {
    package: 'settings',
    number: 1,
    name: 'settings',
    sql: `
create table plinth.setting (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  key text collate "C" not null,
  value jsonb,
  sealed text,
  set_at timestamptz(3) not null default now(),
  set_by text not null,
  primary key (tenant_id, environment_id, application, key),
  check (num_nonnulls(value, sealed) = 1)
);
alter table plinth.setting enable row level security;
alter table plinth.setting force row level security;
create policy tenant on plinth.setting
  using (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid));
revoke all on plinth.setting from public;
grant select, insert, update, delete on plinth.setting to plinth_runtime;
`,
  },
] as const;
