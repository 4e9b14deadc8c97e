import { isolated, type Migration } from '@plinth/database';

const platform = `(select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000')`;

/**
 * Receivers with what was sent to them. `event_delivery_work` holds no content of a tenant, only what is to be sent when: the platform may
 * list it to find who has something to send.
 */
export const receiverMigrations: readonly Migration[] = [
  {
    package: 'event-receivers',
    number: 1,
    name: 'receivers of events and their deliveries',
    sql: `
create table plinth.event_receiver (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  key text collate "C" not null,
  address text not null,
  shown text not null,
  told_by text collate "C",
  types text[] not null,
  filter text not null,
  failing_since timestamptz(3),
  taken_at timestamptz(3),
  stopped json,
  set_at timestamptz(3) not null default now(),
  set_by text collate "C" not null,
  primary key (tenant_id, environment_id, key)
);
${isolated('plinth.event_receiver')}

create table plinth.event_delivery (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  receiver text collate "C" not null,
  id uuid not null,
  event json not null,
  at timestamptz(3) not null default now(),
  state text collate "C" not null default 'waiting' check (state in ('waiting', 'taken', 'failed')),
  attempts integer not null default 0,
  tries jsonb not null default '[]',
  primary key (tenant_id, environment_id, receiver, id),
  foreign key (tenant_id, environment_id, receiver) references plinth.event_receiver (tenant_id, environment_id, key) on delete cascade
);
create index event_delivery_at on plinth.event_delivery (tenant_id, environment_id, receiver, at, id);
${isolated('plinth.event_delivery')}

create table plinth.event_delivery_work (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  receiver text collate "C" not null,
  id uuid not null,
  next_at timestamptz(3) not null,
  primary key (tenant_id, environment_id, receiver, id),
  foreign key (tenant_id, environment_id, receiver, id)
    references plinth.event_delivery (tenant_id, environment_id, receiver, id) on delete cascade
);
create index event_delivery_work_next on plinth.event_delivery_work (tenant_id, environment_id, receiver, next_at);
${isolated('plinth.event_delivery_work')}
create policy platform on plinth.event_delivery_work for select using (${platform});
`,
  },
];
