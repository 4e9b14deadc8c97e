import { isolate } from './isolated-table.ts';

/** Groups of members, and which roles of applications members and groups hold. Keys of applications and roles belong to others, so nothing refers to their tables. */
export const roles = `
create table plinth."group" (
  tenant_id uuid not null references plinth.tenant on delete cascade,
  key text collate "C" not null,
  name text not null,
  primary key (tenant_id, key)
);
${isolate('plinth."group"', 'select, insert, update, delete')}

create table plinth.group_member (
  tenant_id uuid not null,
  group_key text collate "C" not null,
  member_id uuid not null,
  primary key (tenant_id, group_key, member_id),
  foreign key (tenant_id, group_key) references plinth."group" on delete cascade,
  foreign key (tenant_id, member_id) references plinth.member on delete cascade
);
create index on plinth.group_member (tenant_id, member_id);
${isolate('plinth.group_member', 'select, insert, delete')}

create table plinth.role_assignment (
  tenant_id uuid not null,
  id uuid not null,
  application_key text collate "C" not null,
  role_key text collate "C" not null,
  environment_key text collate "C",
  member_id uuid,
  group_key text collate "C",
  primary key (tenant_id, id),
  foreign key (tenant_id, environment_key) references plinth.environment (tenant_id, key) on delete cascade,
  foreign key (tenant_id, member_id) references plinth.member on delete cascade,
  foreign key (tenant_id, group_key) references plinth."group" on delete cascade,
  unique nulls not distinct (tenant_id, application_key, role_key, environment_key, member_id, group_key),
  check (num_nonnulls(member_id, group_key) = 1)
);
create index on plinth.role_assignment (tenant_id, member_id);
create index on plinth.role_assignment (tenant_id, group_key);
${isolate('plinth.role_assignment', 'select, insert, delete')}
`;
