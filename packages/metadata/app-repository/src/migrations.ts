import type { Migration } from '@plinth/database';

const current = `(select nullif(current_setting('plinth.tenant', true), '')::uuid)`;

/** Binds a table's rows to the tenant of the transaction, also for the table's owner, and lets the runtime do what is listed. */
function isolate(table: string, rights: string): string {
  return `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy tenant on ${table} using (tenant_id = ${current}) with check (tenant_id = ${current});
revoke all on ${table} from public;
grant ${rights} on ${table} to plinth_runtime;
`;
}

/**
 * Definitions. `json` and not `jsonb`: the order in which people wrote properties is theirs. What is immutable (actions,
 * snapshots, versions, releases) the runtime may add and read, never change.
 */
const definitions = `
create table plinth.application (
  tenant_id uuid not null,
  id uuid not null,
  key text collate "C" not null,
  type text not null check (type in ('application', 'module')),
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, key)
);
${isolate('plinth.application', 'select, insert')}

create table plinth.branch (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  key text collate "C" not null,
  position bigint not null,
  forked_from text,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, application_id, key),
  foreign key (tenant_id, application_id) references plinth.application on delete cascade
);
${isolate('plinth.branch', 'select, insert, update')}

create table plinth.definition_action (
  tenant_id uuid not null,
  branch_id uuid not null,
  position bigint not null,
  action_id text collate "C" not null,
  actor text not null,
  recorded_at timestamptz not null default now(),
  action json not null,
  primary key (tenant_id, branch_id, position),
  unique (tenant_id, branch_id, action_id),
  foreign key (tenant_id, branch_id) references plinth.branch on delete cascade
);
${isolate('plinth.definition_action', 'select, insert')}

create table plinth.definition_snapshot (
  tenant_id uuid not null,
  branch_id uuid not null,
  position bigint not null,
  snapshot json not null,
  primary key (tenant_id, branch_id, position),
  foreign key (tenant_id, branch_id) references plinth.branch on delete cascade
);
${isolate('plinth.definition_snapshot', 'select, insert')}

create table plinth.version (
  tenant_id uuid not null,
  application_id uuid not null,
  version text collate "C" not null,
  number bigint generated always as identity,
  signature text not null,
  snapshot json not null,
  component_lock json not null,
  module_lock json not null,
  branch_id uuid not null,
  position bigint not null,
  notes text not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (tenant_id, application_id, version),
  foreign key (tenant_id, application_id) references plinth.application on delete cascade
);
${isolate('plinth.version', 'select, insert')}

create table plinth.release (
  tenant_id uuid not null,
  application_id uuid not null,
  environment_id text not null,
  number bigint generated always as identity,
  environment_key text not null,
  version text collate "C" not null,
  steps json not null,
  released_at timestamptz not null default now(),
  released_by text not null,
  primary key (tenant_id, application_id, environment_id, number),
  foreign key (tenant_id, application_id, version) references plinth.version on delete cascade
);
create index on plinth.release (tenant_id, environment_id, application_id, number desc);
${isolate('plinth.release', 'select, insert')}
`;

/** Remarks about records: of a branch, but no part of its definition, so that they end neither in versions nor in files. */
const comments = `
create table plinth.comment (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  thread_id uuid,
  record_id text collate "C" not null,
  author text not null,
  author_name text not null,
  text text not null,
  mentions text[] not null,
  unread text[] not null,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  resolved_by_name text,
  primary key (tenant_id, id),
  foreign key (tenant_id, branch_id) references plinth.branch on delete cascade,
  foreign key (tenant_id, thread_id) references plinth.comment on delete cascade,
  check (thread_id is null or resolved_at is null)
);
create index on plinth.comment (tenant_id, branch_id, created_at);
create index on plinth.comment (tenant_id, thread_id);
create index on plinth.comment using gin (unread);
${isolate('plinth.comment', 'select, insert')}
grant update (text, edited_at, unread, resolved_at, resolved_by, resolved_by_name) on plinth.comment to plinth_runtime;
`;

/** The tables of definitions, in the order they are made. */
export const repositoryMigrations: readonly Migration[] = [
  { package: 'app-repository', number: 1, name: 'applications, branches, action logs, versions and releases', sql: definitions },
  {
    package: 'app-repository',
    number: 2,
    name: 'labels of applications',
    sql: `
alter table plinth.application add column label text not null default '';
grant update (label) on plinth.application to plinth_runtime;
`,
  },
  { package: 'app-repository', number: 3, name: 'comments', sql: comments },
  {
    package: 'app-repository',
    number: 4,
    name: 'private and deleted branches, and what branches have of one another',
    sql: `
alter table plinth.branch add column private_to text, add column deleted_at timestamptz;
alter table plinth.branch drop constraint branch_tenant_id_application_id_key_key;
create unique index branch_key on plinth.branch (tenant_id, application_id, key) where deleted_at is null;

create table plinth.branch_link (
  tenant_id uuid not null,
  branch_id uuid not null,
  position bigint not null,
  from_branch_id uuid not null,
  from_position bigint not null,
  primary key (tenant_id, branch_id, position, from_branch_id, from_position),
  foreign key (tenant_id, branch_id) references plinth.branch on delete cascade,
  foreign key (tenant_id, from_branch_id) references plinth.branch on delete cascade
);
${isolate('plinth.branch_link', 'select, insert')}`,
  },
  {
    package: 'app-repository',
    number: 5,
    name: 'icons, deletion and usage of applications',
    sql: `
alter table plinth.application add column icon text not null default '', add column deleted_at timestamptz;
grant update (icon, deleted_at) on plinth.application to plinth_runtime;

create table plinth.application_usage (
  tenant_id uuid not null,
  application_id uuid not null,
  day date not null,
  people bit(8192) not null,
  primary key (tenant_id, application_id, day),
  foreign key (tenant_id, application_id) references plinth.application on delete cascade
);
${isolate('plinth.application_usage', 'select, insert, update, delete')}`,
  },
  {
    package: 'app-repository',
    number: 6,
    name: 'links to drafts',
    sql: `
create table plinth.preview_link (
  tenant_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  position bigint,
  environment_id text collate "C" not null,
  environment_key text collate "C" not null,
  digest bytea not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, digest),
  foreign key (tenant_id, branch_id) references plinth.branch on delete cascade
);
${isolate('plinth.preview_link', 'select, insert, delete')}`,
  },
  {
    package: 'app-repository',
    number: 7,
    name: 'links to drafts with sample data',
    sql: `
alter table plinth.preview_link add column samples boolean not null default false, add column sample_position bigint;
grant update (sample_position, expires_at) on plinth.preview_link to plinth_runtime;
create policy platform on plinth.preview_link for select
  using ((select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000') and expires_at <= now());`,
  },
  {
    package: 'app-repository',
    number: 8,
    name: 'owners of applications',
    sql: `
alter table plinth.application add column owner text;
comment on column plinth.application.owner is 'to whom it was handed over; null: who made it';
grant update (owner) on plinth.application to plinth_runtime;`,
  },
  {
    package: 'app-repository',
    number: 9,
    name: 'who deleted applications, and which are removed for good',
    sql: `
alter table plinth.application add column deleted_by text, add column removed_at timestamptz;
comment on column plinth.application.removed_at is 'from when on what is kept of it is taken away; null: nobody has asked for that';
grant update (deleted_by, removed_at) on plinth.application to plinth_runtime;
create index application_removed on plinth.application (removed_at) where removed_at is not null;
create policy platform on plinth.application for select
  using ((select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000') and removed_at is not null);`,
  },
];
