import { isolated, type Migration } from '@plinth/database';

const platform = `(select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000')`;

/** The tables of the event bus; the events themselves lie in the outbox of each environment. The platform may list who has one. */
export const eventBusMigrations: readonly Migration[] = [
  {
    package: 'event-bus',
    number: 1,
    name: 'groups, inbox and dead letters of events',
    sql: `
create table plinth.event_environment (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  since timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id)
);
${isolated('plinth.event_environment')}
create policy platform on plinth.event_environment for select using (${platform});

create table plinth.event_group (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  name text collate "C" not null,
  partition integer not null,
  position json not null,
  failing json,
  moved_at timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id, name, partition)
) with (fillfactor = 50);
${isolated('plinth.event_group')}

create table plinth.event_inbox (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  name text collate "C" not null,
  event uuid not null,
  at timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id, name, event)
);
create index event_inbox_at on plinth.event_inbox using brin (at);
${isolated('plinth.event_inbox')}

create table plinth.event_dead_letter (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  id uuid not null,
  name text collate "C" not null,
  event json not null,
  code text collate "C" not null,
  message text not null,
  attempts integer not null,
  at timestamptz(3) not null default now(),
  waiting boolean not null default false,
  primary key (tenant_id, environment_id, id)
);
create index event_dead_letter_waiting on plinth.event_dead_letter (tenant_id, environment_id, name) where waiting;
${isolated('plinth.event_dead_letter')}
`,
  },
  {
    package: 'event-bus',
    number: 2,
    name: 'groups that publications declare',
    sql: `
create table plinth.event_listener (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  name text collate "C" not null,
  types text[] not null,
  since timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id, name)
);
${isolated('plinth.event_listener')}
create policy platform on plinth.event_listener for select using (${platform});
`,
  },
  {
    package: 'event-bus',
    number: 3,
    name: 'dead letters that somebody gave up, with why',
    sql: 'alter table plinth.event_dead_letter add column discarded json;',
  },
  {
    package: 'event-bus',
    number: 4,
    name: 'for how long events of a type are kept',
    sql: `
create table plinth.event_retention (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  source text collate "C" not null,
  type text collate "C" not null,
  days integer not null check (days > 0),
  primary key (tenant_id, environment_id, application, source, type)
);
${isolated('plinth.event_retention')}
`,
  },
];
