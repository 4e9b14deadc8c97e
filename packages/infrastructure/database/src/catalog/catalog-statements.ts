/** Tables and what else has columns; of `$1`, schema names, or of all but PostgreSQL's own where it is null. */
export const tablesText = `
select c.oid::int8::text as id, n.nspname as schema, c.relname as name, c.relkind::text as relkind, c.relispartition as partition,
  obj_description(c.oid, 'pg_class') as comment, c.relrowsecurity as row_security,
  (select e.extname from pg_depend d join pg_extension e on e.oid = d.refobjid
   where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e' limit 1) as extension,
  coalesce((select json_agg(pn.nspname || '.' || p.relname order by i.inhseqno) from pg_inherits i
    join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid), '[]') as parents,
  c.relhassubclass as has_parts,
  (select coalesce(sum(case when l.reltuples >= 0 then l.reltuples else pg_relation_size(l.oid) / 200 end), 0) 
    from (select c.oid union select relid::oid from pg_partition_tree(c.oid)) part(id) join pg_class l on l.oid = part.id
    where l.relkind in ('r', 'm')) > 100000 as is_large,
  has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select') as may_read,
  has_any_column_privilege(c.oid, 'insert') as may_create,
  has_any_column_privilege(c.oid, 'update') as may_update,
  has_table_privilege(c.oid, 'delete') as may_delete,
  coalesce((select json_agg(t.tgname order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal), '[]') as triggers
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
  and ($1::text[] is null or n.nspname = any($1))
order by n.nspname <> 'public', n.nspname collate "C", c.relname collate "C"`;

/**
 * Of views that show the rows of one table as they are: the columns that are its primary key there, in its order. Where PostgreSQL would
 * change rows through a view, each of its rows is one row of that table; from which column a column comes is kept in the rule of the view.
 */
export const viewKeysText = `
with views as (
  select v.oid, r.ev_action::text as tree from pg_class v join pg_rewrite r on r.ev_class = v.oid and r.rulename = '_RETURN'
  where v.oid = any($1::oid[]) and v.relkind = 'v' and pg_relation_is_updatable(v.oid, false) & 4 = 4
    and not exists (select from pg_rewrite other where other.ev_class = v.oid and other.rulename <> '_RETURN')
), entries as (
  select v.oid as view, m[1]::int2 as number, m[2]::oid as origin, m[3]::int2 as origin_number,
    count(*) over (partition by v.oid, m[1]) as times
  from views v, regexp_matches(v.tree, ':resno (\\d+) :resname (?:\\\\.|\\S)+ :ressortgroupref \\d+ :resorigtbl (\\d+) :resorigcol (-?\\d+) ', 'g') m
), keys as (
  select e.view, k.conrelid, cardinality(k.conkey) as width,
    json_agg(a.attname order by array_position(k.conkey, e.origin_number)) as columns, count(*) as found
  from entries e join pg_constraint k on k.contype = 'p' and k.conrelid = e.origin and e.origin_number = any(k.conkey)
    join pg_class t on t.oid = k.conrelid and (t.relkind = 'p' or t.relkind = 'r' and not t.relhassubclass)
    join pg_attribute a on a.attrelid = e.view and a.attnum = e.number
  where e.times = 1
  group by e.view, k.conrelid, k.conkey
)
select view::int8::text as "table", conrelid::int8::text as origin, columns from keys where found = width`;

export const columnsText = `
select a.attrelid::int8::text as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.atttypid::int8::text as type_id,
  has_column_privilege(a.attrelid, a.attnum, 'select') as may_read,
  has_column_privilege(a.attrelid, a.attnum, 'insert') or has_column_privilege(a.attrelid, a.attnum, 'update') as may_write,
  a.attnotnull as required, a.attidentity::text as identity, a.attgenerated::text as generated,
  pg_get_expr(d.adbin, d.adrelid) as "default", col_description(a.attrelid, a.attnum) as comment
from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = any($1::oid[]) and a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum`;

/** A foreign key to a table with partitions has one more to each of them, which nobody wrote. */
export const constraintsText = `
select k.conrelid::int8::text as "table", k.conname as name, k.contype::text as kind, pg_get_constraintdef(k.oid) as definition,
  pg_get_expr(k.conbin, k.conrelid) as condition, k.confdeltype::text as on_delete, fn.nspname as target_schema, f.relname as target_table,
  coalesce((select json_agg(a.attname order by u.place) from unnest(k.conkey) with ordinality u(number, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number), '[]') as columns,
  coalesce((select json_agg(a.attname order by u.place) from unnest(k.confkey) with ordinality u(number, place)
    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number), '[]') as target_columns
from pg_constraint k left join pg_class f on f.oid = k.confrelid left join pg_namespace fn on fn.oid = f.relnamespace
where k.conrelid = any($1::oid[]) and k.contype in ('p', 'u', 'f', 'c', 'x')
  and not exists (select from pg_constraint whole where whole.oid = k.conparentid and whole.conrelid = k.conrelid)
order by k.conrelid, k.contype, k.conname collate "C"`;

export const indexesText = `
select x.indrelid::int8::text as "table", i.relname as name, x.indisunique as "unique", pg_get_indexdef(x.indexrelid) as definition,
  m.amname = 'btree' and x.indpred is null and x.indexprs is null and not x.indnullsnotdistinct and x.indnkeyatts = x.indnatts
    and x.indisvalid and not exists (select from unnest(x.indclass) o(id) join pg_opclass p on p.oid = o.id where not p.opcdefault) as plain,
  coalesce((select json_agg(a.attname order by u.place) from unnest(x.indkey::int2[]) with ordinality u(number, place)
    join pg_attribute a on a.attrelid = x.indrelid and a.attnum = u.number where u.place <= x.indnkeyatts), '[]') as columns
from pg_index x join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
where x.indrelid = any($1::oid[]) and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
order by x.indrelid, i.relname collate "C"`;

/** The types of columns, and what arrays hold and domains are made of. */
export const typesText = `
with recursive used(id) as (
  select a.atttypid from pg_attribute a where a.attrelid = any($1::oid[]) and a.attnum > 0 and not a.attisdropped
  union
  select case when t.typtype = 'd' then t.typbasetype else t.typelem end
  from pg_type t join used on used.id = t.oid where t.typtype = 'd' or t.typelem <> 0
)
select t.oid::int8::text as id, n.nspname as schema, t.typname as name, t.typtype::text as kind,
  case when t.typcategory = 'A' then t.typelem::int8::text end as element_id,
  t.typbasetype::int8::text as base_id, format_type(t.typbasetype, t.typtypmod) as base, t.typnotnull as required, t.typdefault as "default",
  coalesce((select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), '[]') as labels,
  coalesce((select json_agg(json_build_object('name', k.conname, 'condition', pg_get_expr(k.conbin, 0)) order by k.conname collate "C")
    from pg_constraint k where k.contypid = t.oid and k.contype = 'c'), '[]') as checks
from pg_type t join used on used.id = t.oid join pg_namespace n on n.oid = t.typnamespace
order by t.oid`;

/**
 * What has no columns: of `$1`, schema names, or of everything but PostgreSQL's own where it is null; `$2` has the types that are known
 * by columns. Members of extensions are told by their extension, functions
 * that make ranges by the type, sequences that number a column by the column.
 */
export const othersText = `
with present as (
  select n.oid, n.nspname from pg_namespace n
  where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and ($1::text[] is null or n.nspname = any($1))
), things as (
  select 'pg_class'::regclass::oid as class, c.oid as id, 'sequence' as kind, c.relnamespace as namespace, c.relname::text as name
  from pg_class c where c.relkind = 'S' and not exists (select from pg_depend d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i'))
  union all
  select 'pg_proc'::regclass, p.oid, case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' when 'w' then 'window function' else 'function' end,
    p.pronamespace, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' from pg_proc p
  union all
  select 'pg_type'::regclass, t.oid, case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else 'composite type' end,
    t.typnamespace, t.typname::text
  from pg_type t left join pg_class c on c.oid = t.typrelid
  where (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c')) and t.oid <> all($2::oid[])
  union all
  select 'pg_rewrite'::regclass, r.oid, 'rule', c.relnamespace, r.rulename || ' on ' || c.relname
  from pg_rewrite r join pg_class c on c.oid = r.ev_class where r.rulename <> '_RETURN'
  union all
  select 'pg_policy'::regclass, p.oid, 'policy', c.relnamespace, p.polname || ' on ' || c.relname from pg_policy p join pg_class c on c.oid = p.polrelid
  union all
  select 'pg_statistic_ext'::regclass, s.oid, 'statistics', s.stxnamespace, s.stxname::text from pg_statistic_ext s
  union all
  select 'pg_operator'::regclass, o.oid, 'operator', o.oprnamespace,
    o.oprname || '(' || coalesce(format_type(nullif(o.oprleft, 0), null), 'none') || ', ' || format_type(o.oprright, null) || ')' from pg_operator o
  union all
  select 'pg_collation'::regclass, c.oid, 'collation', c.collnamespace, c.collname::text from pg_collation c
  union all
  select 'pg_ts_config'::regclass, c.oid, 'text search configuration', c.cfgnamespace, c.cfgname::text from pg_ts_config c
  union all
  select 'pg_ts_dict'::regclass, d.oid, 'text search dictionary', d.dictnamespace, d.dictname::text from pg_ts_dict d
)
select t.kind, p.nspname::text as schema, t.name
from things t join present p on p.oid = t.namespace
where not exists (select from pg_depend d where d.classid = t.class and d.objid = t.id
  and (d.deptype = 'e' or (d.deptype = 'i' and t.class = 'pg_proc'::regclass)))
union all
select 'extension', '', e.extname::text from pg_extension e where $1::text[] is null and e.extname <> 'plpgsql'
union all
select 'event trigger', '', e.evtname::text from pg_event_trigger e where $1::text[] is null
union all
select 'foreign server', '', s.srvname::text from pg_foreign_server s where $1::text[] is null
union all
select 'publication', '', p.pubname::text from pg_publication p where $1::text[] is null
order by 1, 2, 3`;
