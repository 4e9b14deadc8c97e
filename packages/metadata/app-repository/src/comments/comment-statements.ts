import { isoTime, statement } from '@plinth/database';

const columns = `c.id::text as id, c.thread_id::text as thread, c.record_id as record,
  json_build_object('id', c.author, 'name', c.author_name) as author, c.text, c.mentions,
  ${isoTime('c.created_at')} as "createdAt", ${isoTime('c.edited_at')} as "editedAt",
  case when c.resolved_at is null then null else json_build_object(
    'by', json_build_object('id', c.resolved_by, 'name', c.resolved_by_name), 'at', ${isoTime('c.resolved_at')}) end as resolved`;

/** Open threads of a branch, or the latest resolved ones, with their answers. */
export const selectComments = statement(`
with thread as (
  select t.id, t.created_at from plinth.comment t
  where t.tenant_id = $1 and t.branch_id = $2 and t.thread_id is null and (t.resolved_at is not null) = $3
  order by case when $3 then t.resolved_at end desc limit case when $3 then 200 end
)
select ${columns} from thread join plinth.comment c on c.tenant_id = $1 and (c.id = thread.id or c.thread_id = thread.id)
order by thread.created_at, thread.id, c.thread_id is not null, c.created_at, c.id`);

export const selectComment = statement(`
select ${columns} from plinth.comment c where c.tenant_id = $1 and c.branch_id = $2 and c.id = $3`);

export const countOpenComments = statement(`
select count(*)::int as count from plinth.comment c join plinth.comment t on t.tenant_id = c.tenant_id and t.id = coalesce(c.thread_id, c.id)
where c.tenant_id = $1 and c.branch_id = $2 and t.resolved_at is null`);

export const insertComment = statement(`
insert into plinth.comment (tenant_id, branch_id, id, thread_id, record_id, author, author_name, text, mentions, unread)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text[], array_remove($9::text[], $6)) on conflict (tenant_id, id) do nothing returning id`);

export const rewordComment = statement(`
update plinth.comment set text = $4, edited_at = now() where tenant_id = $1 and branch_id = $2 and id = $3 and text <> $4`);

/** Who resolved it first has; opening it again forgets that. */
export const resolveThread = statement(`
update plinth.comment set resolved_at = case when $4 then now() end, resolved_by = case when $4 then $5 end,
  resolved_by_name = case when $4 then $6 end
where tenant_id = $1 and branch_id = $2 and id = $3 and thread_id is null and (resolved_at is not null) <> $4`);

/** What names a member who has not said that it was read. */
export const selectMentions = statement(`
select json_build_object('key', a.key, 'label', coalesce(nullif(a.label, ''), a.key)) as application, b.key as branch, ${columns}
from plinth.comment c
join plinth.branch b on b.tenant_id = c.tenant_id and b.id = c.branch_id
join plinth.application a on a.tenant_id = b.tenant_id and a.id = b.application_id
where c.tenant_id = $1 and c.unread @> array[$2::text] order by c.created_at desc, c.id limit 100`);

export const markRead = statement(`
update plinth.comment set unread = array_remove(unread, $2) where tenant_id = $1 and id = any($3::uuid[]) and unread @> array[$2::text]`);
