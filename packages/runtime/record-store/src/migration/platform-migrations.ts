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
  {
    package: 'record-store',
    number: 3,
    name: 'numbers as in FEEL',
    // 34 digits and exponents to 6144 are those of decimal128. PostgreSQL's own round goes away from zero at a half, and its
    // quotients have some 20 digits; these round half-even, once, what is exact or known to be above or below a half.
    sql: `
create function plinth.feel_number(value numeric) returns numeric language plpgsql immutable strict parallel safe as $$
declare
  exact numeric;
  places integer;
  nearest numeric;
  shorter numeric;
begin
  if abs(value) < 100000000000000000 and scale(value) <= 17 then return value; end if;
  exact := trim_scale(value);
  places := least(scale(exact) - greatest(length(ltrim(replace(abs(exact)::text, '.', ''), '0')) - 34, 0), 6176);
  nearest := round(exact, places);
  shorter := trunc(exact, places);
  if nearest <> shorter and abs(nearest - exact) = abs(exact - shorter) and mod(shorter, 2 * (nearest - shorter)) = 0 then
    nearest := shorter;
  end if;
  return case when abs(nearest) < 1e6145 then nearest end;
end $$;

create function plinth.feel_quotient(dividend numeric, divisor numeric) returns numeric language plpgsql immutable strict parallel safe as $$
declare
  shift integer;
  scaled numeric;
  quotient numeric;
begin
  if divisor = 0 then return null; end if;
  shift := 38 + length(ltrim(replace(abs(divisor)::text, '.', ''), '0')) - scale(divisor)
    - length(ltrim(replace(abs(dividend)::text, '.', ''), '0')) + scale(dividend);
  scaled := dividend * ('1e' || shift)::numeric;
  quotient := div(scaled, divisor);
  -- One more digit says that something is left, so that what looks like a half is not taken for one.
  quotient := quotient * 10 + case when quotient * divisor = scaled then 0 else sign(dividend) * sign(divisor) end;
  return plinth.feel_number(quotient * ('1e' || (-1 - shift))::numeric);
end $$;
`,
  },
] as const;
