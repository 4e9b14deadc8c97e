import { isolate } from './isolated-table.ts';

/** Members, what proves who they are, and where they are signed in. Of secrets only hashes are stored. */
export const members = `
create table plinth.member (
  tenant_id uuid not null references plinth.tenant on delete cascade,
  id uuid not null,
  email text not null,
  email_key text collate "C" not null,
  name text not null,
  tenant_roles text[] not null default '{member}' check (tenant_roles <@ '{administrator,maker,member}'),
  status text not null check (status in ('invited', 'active', 'deactivated')),
  platform_administrator boolean not null default false,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, email_key)
);
${isolate('plinth.member', 'select, insert, update')}

create table plinth.credential (
  tenant_id uuid not null,
  member_id uuid not null,
  provider text not null,
  secret text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, member_id, provider),
  foreign key (tenant_id, member_id) references plinth.member on delete cascade
);
${isolate('plinth.credential', 'select, insert, update, delete')}

create table plinth.session (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  remote_address text,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, member_id) references plinth.member on delete cascade
);
create index on plinth.session (tenant_id, member_id);
${isolate('plinth.session', 'select, insert, update, delete')}

create table plinth.api_token (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  name text not null,
  prefix text not null,
  token_hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, member_id) references plinth.member on delete cascade
);
create index on plinth.api_token (tenant_id, member_id);
${isolate('plinth.api_token', 'select, insert, update')}

create table plinth.one_time_link (
  tenant_id uuid not null,
  token_hash bytea not null,
  purpose text not null check (purpose in ('set-up', 'invitation', 'password-reset')),
  member_id uuid,
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, member_id) references plinth.member on delete cascade,
  check ((member_id is null) = (purpose = 'set-up'))
);
create index on plinth.one_time_link (tenant_id, member_id);
${isolate('plinth.one_time_link', 'select, insert, delete')}

create table plinth.failed_attempt (
  tenant_id uuid not null,
  subject bytea not null,
  failures double precision not null,
  locked_until timestamptz not null,
  last_at timestamptz not null,
  primary key (tenant_id, subject)
);
create index on plinth.failed_attempt (tenant_id, last_at);
${isolate('plinth.failed_attempt', 'select, insert, update, delete')}
`;
