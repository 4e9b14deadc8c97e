/** Statements over `information_schema`; `$1` is a JSON list of databases. */
const there = (column: string) =>
  `${column} in (select convert(one.v using utf8mb4) collate utf8mb4_nopad_bin from json_table($1, '$[*]' columns (v varchar(64) path '$')) one)`;
const schema = (alias: string) => there(`convert(${alias} using utf8mb4) collate utf8mb4_nopad_bin`);

export const schemasText = `select schema_name as name from information_schema.schemata where ${schema('schema_name')}`;

/** Rights of the login and of its role, on this table, its database or everything. */
const may = (right: string) => `exists (select 1 from rights r where r.right_name = '${right}'
  and (r.db is null or t.table_schema like r.db) and (r.tab is null or t.table_name = r.tab))`;

export const tablesText = `
with who as (
  select concat('''', replace(substring_index(current_user(), '@', 1), '''', ''''''), '''@''', substring_index(current_user(), '@', -1), '''') as grantee
  union all select concat('''', current_role(), '''@''''') where current_role() is not null),
rights as (
  select privilege_type as right_name, null as db, null as tab from information_schema.user_privileges join who using (grantee)
  union all select privilege_type, table_schema, null from information_schema.schema_privileges join who using (grantee)
  union all select privilege_type, replace(table_schema, '_', '\\_'), table_name from information_schema.table_privileges join who using (grantee))
select t.table_schema as "schema", t.table_name as name, t.table_type as kind, nullif(t.table_comment, '') as comment, t.table_rows as row_count,
  ${may('SELECT')} as may_read, ${may('INSERT')} as may_create, ${may('UPDATE')} as may_update, ${may('DELETE')} as may_delete
from information_schema.tables t where ${schema('t.table_schema')} and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
order by t.table_schema, t.table_name`;

export const columnsText = `
select table_schema as "schema", table_name as "table", column_name as name, data_type as data_type, column_type as type,
  is_nullable = 'NO' as required, column_default as "default", extra, nullif(column_comment, '') as comment, generation_expression as expression
from information_schema.columns where ${schema('table_schema')} order by table_schema, table_name, ordinal_position`;

export const keysText = `
select k.table_schema as "schema", k.table_name as "table", k.constraint_name as name, c.constraint_type as kind, k.column_name as "column",
  k.referenced_table_schema as target_schema, k.referenced_table_name as target_table, k.referenced_column_name as target_column,
  r.delete_rule as on_delete
from information_schema.key_column_usage k
join information_schema.table_constraints c on c.constraint_schema = k.constraint_schema and c.table_name = k.table_name
  and c.constraint_name = k.constraint_name
left join information_schema.referential_constraints r on r.constraint_schema = k.constraint_schema and r.table_name = k.table_name
  and r.constraint_name = k.constraint_name and c.constraint_type = 'FOREIGN KEY'
where ${schema('k.table_schema')} order by k.table_schema, k.table_name, c.constraint_type, k.constraint_name, k.ordinal_position`;

export const checksText = `
select constraint_schema as "schema", table_name as "table", constraint_name as name, check_clause as "condition", level
from information_schema.check_constraints where ${schema('constraint_schema')} order by constraint_schema, table_name, constraint_name`;

export const indexesText = `
select table_schema as "schema", table_name as "table", index_name as name, non_unique = 0 as "unique", column_name as "column",
  index_type as kind, sub_part as part
from information_schema.statistics where ${schema('table_schema')} order by table_schema, table_name, index_name, seq_in_index`;

export const triggersText = `
select event_object_schema as "schema", event_object_table as "table", trigger_name as name from information_schema.triggers
where ${schema('event_object_schema')} order by event_object_schema, event_object_table, trigger_name`;

/** What has no columns. */
export const othersText = `
select lower(routine_type) as kind, routine_schema as "schema", routine_name as name from information_schema.routines where ${schema('routine_schema')}
union all
select 'event', event_schema, event_name from information_schema.events where ${schema('event_schema')}
union all
select 'sequence', table_schema, table_name from information_schema.tables where table_type = 'SEQUENCE' and ${schema('table_schema')}
order by 1, 2, 3`;
