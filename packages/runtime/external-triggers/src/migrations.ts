import { isolated, type Migration } from '@plinth/database';

const platform = `(select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000')`;

/** What is heard, and who hears it now. The platform may list what is due. */
export const externalTriggerMigrations: readonly Migration[] = [
  {
    package: 'external-triggers',
    number: 1,
    name: 'external triggers',
    sql: `
create table plinth.external_trigger (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  key text collate "C" not null,
  connection text collate "C" not null,
  trigger text collate "C" not null,
  input json not null,
  event json not null,
  every_seconds integer not null,
  cursor json,
  paused boolean not null default false,
  claim uuid,
  claimed_until timestamptz(3),
  due_at timestamptz(3) not null default now(),
  failures integer not null default 0,
  error json,
  looked_at timestamptz(3),
  heard_at timestamptz(3),
  heard bigint not null default 0,
  unfit bigint not null default 0,
  primary key (tenant_id, environment_id, application, key)
) with (fillfactor = 50);
create index external_trigger_due on plinth.external_trigger (due_at) where not paused;
${isolated('plinth.external_trigger')}
create policy platform on plinth.external_trigger for select using (${platform});
`,
  },
];
