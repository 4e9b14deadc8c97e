import { isolated, type Migration } from '@plinth/database';

/** The tables of processes. `process_work` holds no content of a tenant, only what is to be done when: the platform may list it to find who has work. */
export const processStoreMigrations: readonly Migration[] = [
  {
    package: 'process-store',
    number: 1,
    name: 'instances, tasks and work of processes',
    sql: `
create table plinth.process_instance (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  id uuid not null,
  application text collate "C" not null,
  version text collate "C" not null,
  process text collate "C" not null,
  status text collate "C" not null check (status in ('new', 'active', 'completed', 'terminated', 'cancelled')),
  revision integer not null,
  incidents integer not null default 0,
  state json not null,
  key text collate "C",
  started_by text collate "C" not null,
  started_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (tenant_id, environment_id, id)
);
create index process_instance_ended on plinth.process_instance (tenant_id, environment_id, ended_at) where ended_at is not null;
create index process_instance_stopped on plinth.process_instance (tenant_id, environment_id, application, id) where incidents > 0;
create index process_instance_key on plinth.process_instance (tenant_id, environment_id, application, key) where key is not null;
${isolated('plinth.process_instance')}

create table plinth.process_history (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  instance_id uuid not null,
  number integer not null,
  at timestamptz(3) not null,
  by text collate "C" not null,
  stimulus json not null,
  events json not null,
  primary key (tenant_id, environment_id, instance_id, number)
);
${isolated('plinth.process_history')}
revoke update on plinth.process_history from plinth_runtime;

create table plinth.process_wait (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  name text collate "C" not null,
  key text collate "C",
  instance_id uuid not null,
  visit integer not null,
  kind text collate "C" not null check (kind in ('message', 'signal'))
);
create index process_wait_name on plinth.process_wait (tenant_id, environment_id, application, name, key, instance_id);
create index process_wait_instance on plinth.process_wait (tenant_id, environment_id, instance_id);
${isolated('plinth.process_wait')}

create table plinth.process_task (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  instance_id uuid not null,
  visit integer not null,
  application text collate "C" not null,
  process text collate "C" not null,
  element text collate "C" not null,
  name text not null,
  topic text collate "C",
  round integer,
  assignee text collate "C",
  owner text collate "C",
  candidates text[] not null default '{}',
  priority smallint not null default 0,
  due timestamptz(3),
  follow_up timestamptz(3),
  stopped boolean not null default false,
  retries integer not null default 0,
  available_at timestamptz(3) not null default now(),
  holder text collate "C",
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id, instance_id, visit)
);
create index process_task_topic on plinth.process_task (tenant_id, environment_id, application, topic, available_at) where topic is not null;
create index process_task_assignee on plinth.process_task (tenant_id, environment_id, assignee) where assignee is not null;
${isolated('plinth.process_task')}

create table plinth.process_message (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  id uuid not null,
  application text collate "C" not null,
  kind text collate "C" not null check (kind in ('message', 'signal')),
  name text collate "C" not null,
  key text collate "C",
  content json not null,
  sender uuid,
  kept boolean not null default false,
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, environment_id, id)
);
create index process_message_kept on plinth.process_message (tenant_id, environment_id, application, name) where kept;
create index process_message_expires on plinth.process_message (tenant_id, environment_id, expires_at);
${isolated('plinth.process_message')}

create table plinth.process_schedule (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  id uuid not null,
  application text collate "C" not null,
  process text collate "C" not null,
  content json not null,
  primary key (tenant_id, environment_id, id)
);
create index on plinth.process_schedule (tenant_id, environment_id, application);
${isolated('plinth.process_schedule')}

create table plinth.process_work (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  id uuid not null,
  kind text collate "C" not null,
  instance_id uuid,
  message_id uuid,
  due timestamptz not null,
  attempts integer not null default 0,
  problem text collate "C",
  primary key (tenant_id, environment_id, id)
);
create index process_work_due on plinth.process_work (tenant_id, environment_id, due);
${isolated('plinth.process_work')}
create policy platform on plinth.process_work for select
  using ((select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000'));
`,
  },
  {
    package: 'process-store',
    number: 2,
    name: 'chains of processes, priorities, and who started what',
    sql: `
alter table plinth.process_instance add column chain smallint not null default 0;
alter table plinth.process_instance add column chained_at timestamptz(3);
create index process_instance_starter on plinth.process_instance (tenant_id, environment_id, started_by, id);
alter table plinth.process_work add column rank smallint not null default 0;
drop index plinth.process_work_due;
create index process_work_due on plinth.process_work (tenant_id, environment_id, rank, due);
drop index plinth.process_task_topic;
create index process_task_topic on plinth.process_task (tenant_id, environment_id, application, topic, priority desc, available_at)
  where topic is not null and not stopped;
create index process_task_held on plinth.process_task (tenant_id, environment_id, application, topic, available_at)
  where holder is not null;
`,
  },
  {
    package: 'process-store',
    number: 3,
    name: 'who may claim which task, to be found by who asks',
    // An array cannot be searched by an index under row-level security: its operators might tell of rows of others.
    sql: `
create table plinth.process_candidate (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  candidate text collate "C" not null,
  instance_id uuid not null,
  visit integer not null,
  primary key (tenant_id, environment_id, instance_id, visit, candidate)
);
create index process_candidate_task on plinth.process_candidate (tenant_id, environment_id, application, candidate, instance_id, visit);
alter table plinth.process_task no force row level security;
insert into plinth.process_candidate (tenant_id, environment_id, application, candidate, instance_id, visit)
select distinct t.tenant_id, t.environment_id, t.application, c, t.instance_id, t.visit
from plinth.process_task t cross join lateral unnest(t.candidates) c where t.topic is null and c not like 'except:%';
alter table plinth.process_task force row level security;
${isolated('plinth.process_candidate')}
`,
  },
  {
    package: 'process-store',
    number: 4,
    name: 'keys lead to rows whatever is known of the tables',
    // As long as PostgreSQL knows nothing of a table, an index that begins like the key seems as good as the key, and is gone through
    // from end to end for one row. An environment is of one tenant, so that an index needs no tenant; of two that seem the same, the
    // newer one is taken.
    sql: `
alter table plinth.process_work drop constraint process_work_pkey, add primary key (tenant_id, environment_id, id);
drop index plinth.process_message_expires;
create index process_message_expires on plinth.process_message (expires_at);
drop index plinth.process_instance_starter;
create index process_instance_starter on plinth.process_instance (environment_id, started_by, id);
`,
  },
];
