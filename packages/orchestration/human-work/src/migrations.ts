import { isolated, type Migration } from '@plinth/database';

/** The platform finds out who has something to send; it sees ids, nothing that somebody wrote. */
const seenByPlatform = (table: string) => `
create policy platform on ${table} for select
  using ((select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000'));
`;

const ofInstance = `foreign key (tenant_id, environment_id, instance_id) references plinth.process_instance on delete cascade`;

/** What is kept about tasks goes with their instance. Bytes of attachments stand elsewhere, so their rows stay until those are removed. */
export const humanWorkMigrations: readonly Migration[] = [
  {
    package: 'human-work',
    number: 1,
    name: 'comments, attachments and history of tasks, substitutions',
    sql: `
create table plinth.substitution (
  tenant_id uuid not null,
  id uuid not null,
  member_id text collate "C" not null,
  substitute_id text collate "C" not null,
  starts timestamptz(3) not null,
  ends timestamptz(3) not null check (ends > starts),
  primary key (tenant_id, id)
);
create index substitution_substitute on plinth.substitution (tenant_id, substitute_id, ends);
create index substitution_member on plinth.substitution (tenant_id, member_id, ends);
${isolated('plinth.substitution')}

create table plinth.task_comment (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  instance_id uuid not null,
  visit integer not null,
  id uuid not null,
  author text collate "C" not null,
  text text not null,
  at timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id, instance_id, visit, id),
  ${ofInstance}
);
${isolated('plinth.task_comment')}
revoke update on plinth.task_comment from plinth_runtime;

create table plinth.task_attachment (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  instance_id uuid not null,
  visit integer not null,
  id uuid not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  by text collate "C" not null,
  at timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id, instance_id, visit, id)
);
${isolated('plinth.task_attachment')}
revoke update on plinth.task_attachment from plinth_runtime;

create table plinth.task_event (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  instance_id uuid not null,
  visit integer not null,
  id uuid not null,
  event text collate "C" not null,
  by text collate "C" not null,
  on_behalf_of text collate "C",
  recipient text collate "C",
  at timestamptz(3) not null default now(),
  primary key (tenant_id, environment_id, instance_id, visit, id),
  ${ofInstance}
);
${isolated('plinth.task_event')}
revoke update on plinth.task_event from plinth_runtime;
`,
  },
  {
    package: 'human-work',
    number: 2,
    name: 'notices about tasks, and mails',
    sql: `
create table plinth.notice_preference (
  tenant_id uuid not null,
  member_id text collate "C" not null,
  tasks_by_mail boolean not null,
  primary key (tenant_id, member_id)
);
${isolated('plinth.notice_preference')}

create table plinth.task_notice (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  id uuid not null,
  instance_id uuid not null,
  visit integer not null,
  primary key (tenant_id, environment_id, application, id)
);
${isolated('plinth.task_notice')}
${seenByPlatform('plinth.task_notice')}

create table plinth.task_mail (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  id uuid not null,
  application text collate "C" not null,
  member_id text collate "C" not null,
  tasks text[] not null,
  due timestamptz not null default now(),
  attempts integer not null default 0,
  primary key (tenant_id, environment_id, id)
);
create index task_mail_due on plinth.task_mail (tenant_id, environment_id, due);
${isolated('plinth.task_mail')}
${seenByPlatform('plinth.task_mail')}
`,
  },
  {
    package: 'human-work',
    number: 3,
    name: 'notifications of members',
    sql: `
create table plinth.notification (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  member text collate "C" not null,
  id uuid not null,
  event text collate "C" not null check (event in ('assigned', 'mentioned', 'overdue', 'completed')),
  instance_id uuid not null,
  visit integer,
  name text not null,
  by text collate "C",
  at timestamptz(3) not null default now(),
  read_at timestamptz(3),
  primary key (tenant_id, environment_id, id),
  ${ofInstance}
);
create index notification_member on plinth.notification (tenant_id, environment_id, application, member, at);
create index notification_instance on plinth.notification (tenant_id, environment_id, instance_id);
create unique index notification_overdue on plinth.notification (tenant_id, environment_id, instance_id, visit, member, at)
  where event = 'overdue';
${isolated('plinth.notification')}
`,
  },
];
