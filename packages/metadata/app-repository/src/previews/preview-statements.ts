import { isoTime, statement } from '@plinth/database';

const columns = `p.id, b.key as branch, p.position::int as position, p.environment_key as environment, ${isoTime('p.created_at')} as "createdAt",
  p.created_by as "createdBy", ${isoTime('p.expires_at')} as "expiresAt"`;
/** Links that lead somewhere: not ended, and to a branch and an application that are there. */
const leading = `from plinth.preview_link p
join plinth.branch b on b.tenant_id = p.tenant_id and b.id = p.branch_id and b.deleted_at is null
join plinth.application a on a.tenant_id = b.tenant_id and a.id = b.application_id and a.deleted_at is null
where p.tenant_id = $1 and p.expires_at > now()`;

export const selectPreviews = statement(`select ${columns} ${leading} and a.id = $2 and (b.private_to is null or b.private_to = $3)
order by p.created_at desc, p.id limit 200`);

export const countPreviews = statement(`select count(*)::int4 as count ${leading} and a.id = $2`);

/** What expired is forgotten on the way. */
export const forgetPreviews = statement(`delete from plinth.preview_link where tenant_id = $1 and expires_at <= now()`);

export const insertPreview = statement(`with made as (
  insert into plinth.preview_link (tenant_id, id, branch_id, position, environment_id, environment_key, digest, created_by, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(hours => $9)) returning *
) select ${columns} from made p join plinth.branch b on b.tenant_id = p.tenant_id and b.id = p.branch_id`);

export const deletePreview = statement(`delete from plinth.preview_link p using plinth.branch b
where p.tenant_id = $1 and b.tenant_id = $1 and b.id = p.branch_id and b.application_id = $2 and p.id::text = $3
  and (b.private_to is null or b.private_to = $4)`);

export const findPreview = statement(`select b.id as "branchId", b.key as branch, b.position::int as end, p.position::int as position,
  p.environment_id as "environmentId", p.environment_key as environment, a.key as application, ${isoTime('p.expires_at')} as "expiresAt"
${leading} and p.digest = $2`);
