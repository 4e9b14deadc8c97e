/** The platform tables of the record store: which physical name belongs to which definition record. */
export const recordStoreMigrations = [
  {
    package: 'record-store',
    number: 1,
    name: 'physical names and durations',
    sql: `
create table plinth.record_name (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  definition text collate "C" not null,
  record text collate "C" not null,
  name text collate "C" not null,
  primary key (tenant_id, environment_id, definition, record)
);
alter table plinth.record_name enable row level security;
alter table plinth.record_name force row level security;
create policy tenant on plinth.record_name
  using (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid));
revoke all on plinth.record_name from public;
grant select on plinth.record_name to plinth_runtime;

create function plinth.iso_duration(value interval) returns text
language sql immutable strict parallel safe set intervalstyle = 'iso_8601' set search_path = pg_catalog as $$ select value::text $$;
`,
  },
  {
    package: 'record-store',
    number: 2,
    name: 'demands and ids',
    sql: `
create function plinth.demand(met boolean, what text) returns void
language plpgsql volatile set search_path = pg_catalog as $$
begin
  if met is not true then raise exception using errcode = 'PLN01', message = 'demand not met', constraint = what; end if;
end $$;

create function plinth.uuid_of(value text) returns uuid language sql immutable parallel safe as $$
  select case when value ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then value::uuid end
$$;
`,
  },
] as const;
