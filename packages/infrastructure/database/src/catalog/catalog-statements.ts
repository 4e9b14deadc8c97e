/** Tables and what else has columns; of `$1`, schema names, or of all but PostgreSQL's own where it is null. */
export const tablesText = `
select c.oid::int8::text as id, n.nspname as schema, c.relname as name, c.relkind::text as relkind, c.relispartition as partition,
  obj_description(c.oid, 'pg_class') as comment, c.relrowsecurity as row_security,
  (select e.extname from pg_depend d join pg_extension e on e.oid = d.refobjid
   where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e' limit 1) as extension,
  coalesce((select json_agg(pn.nspname || '.' || p.relname order by i.inhseqno) from pg_inherits i
    join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid), '[]') as parents,
  has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as may_read,
  has_table_privilege(c.oid, 'insert') as may_create,
  has_table_privilege(c.oid, 'update') as may_update,
  has_table_privilege(c.oid, 'delete') as may_delete,
  coalesce((select json_agg(t.tgname order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal), '[]') as triggers
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
  and ($1::text[] is null or n.nspname = any($1))
order by n.nspname <> 'public', n.nspname collate "C", c.relname collate "C"`;

export const columnsText = `
select a.attrelid::int8::text as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.atttypid::int8::text as type_id,
  a.attnotnull as required, a.attidentity::text as identity, a.attgenerated::text as generated,
  pg_get_expr(d.adbin, d.adrelid) as "default", col_description(a.attrelid, a.attnum) as comment
from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = any($1::oid[]) and a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum`;

export const constraintsText = `
select k.conrelid::int8::text as "table", k.conname as name, k.contype::text as kind, pg_get_constraintdef(k.oid) as definition,
  pg_get_expr(k.conbin, k.conrelid) as condition, k.confdeltype::text as on_delete, fn.nspname as target_schema, f.relname as target_table,
  coalesce((select json_agg(a.attname order by u.place) from unnest(k.conkey) with ordinality u(number, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number), '[]') as columns,
  coalesce((select json_agg(a.attname order by u.place) from unnest(k.confkey) with ordinality u(number, place)
    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number), '[]') as target_columns
from pg_constraint k left join pg_class f on f.oid = k.confrelid left join pg_namespace fn on fn.oid = f.relnamespace
where k.conrelid = any($1::oid[]) and k.contype in ('p', 'u', 'f', 'c', 'x')
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
