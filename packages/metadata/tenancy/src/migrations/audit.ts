import { isolate } from './isolated-table.ts';

/**
 * The audit: the runtime may add and read, nobody changes. PostgreSQL gives each entry its position and a digest over the
 * entry and the digest before it; the head is the owner's, so the runtime can neither forge nor cut off the end.
 */
export const audit = `
create table plinth.audit (
  tenant_id uuid not null,
  position bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  operation text not null,
  target text,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  detail jsonb not null default '{}',
  trace text not null,
  remote_address text,
  previous bytea not null,
  digest bytea not null,
  primary key (tenant_id, position)
);
create index on plinth.audit (tenant_id, actor_id, position);
create index on plinth.audit (tenant_id, operation, position);
${isolate('plinth.audit', 'select, insert')}

create table plinth.audit_head (
  tenant_id uuid primary key,
  position bigint not null,
  digest bytea not null
);
${isolate('plinth.audit_head', 'select')}

create function plinth.audit_digest(entry plinth.audit) returns bytea
language sql stable set search_path = pg_catalog as $$
  select sha256(entry.previous || convert_to(jsonb_build_array(
    entry.tenant_id, entry.position, (extract(epoch from entry.at) * 1000000)::bigint,
    entry.actor_kind, entry.actor_id, entry.actor_name, entry.operation, entry.target, entry.outcome,
    entry.detail, entry.trace, entry.remote_address)::text, 'UTF8'))
$$;

create function plinth.audit_chain() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into plinth.audit_head as head (tenant_id, position, digest) values (new.tenant_id, 1, '')
    on conflict (tenant_id) do update set position = head.position + 1
    returning head.position, head.digest into new.position, new.previous;
  new.at := clock_timestamp();
  new.digest := plinth.audit_digest(new);
  update plinth.audit_head set digest = new.digest where tenant_id = new.tenant_id;
  return new;
end
$$;
revoke all on function plinth.audit_chain() from public;
create trigger chain before insert on plinth.audit for each row execute function plinth.audit_chain();
`;
