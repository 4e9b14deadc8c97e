import { isoTime, statement } from '@plinth/database';

const columns = `p.id, b.key as branch, p.position::int as position, case when p.samples then 'samples' else 'environment' end as records, p.environment_key as environment, ${isoTime('p.created_at')} as "createdAt",
  p.created_by as "createdBy", ${isoTime('p.expires_at')} as "expiresAt"`;
/** Links that lead somewhere: not ended, and to a branch and an application that are there. */
const leading = `from plinth.preview_link p
join plinth.branch b on b.tenant_id = p.tenant_id and b.id = p.branch_id and b.deleted_at is null
join plinth.application a on a.tenant_id = b.tenant_id and a.id = b.application_id and a.deleted_at is null
where p.tenant_id = $1 and p.expires_at > now()`;

export const selectPreviews = statement(`select ${columns} ${leading} and a.id = $2 and (b.private_to is null or b.private_to = $3)
order by p.created_at desc, p.id limit 200`);

export const countPreviews = statement(
  `select count(*)::int4 as count, count(*) filter (where p.samples)::int4 as samples ${leading} and a.id = $2`,
);

/** Environments of samples whose links have expired: they end before their links are forgotten, or nobody would find them again. */
export const selectExpiredSamples = statement(`select environment_id as id, environment_key as key from plinth.preview_link
where tenant_id = $1 and samples and expires_at <= now()`);

/** What expired is forgotten; of links with samples those whose environments have ended. */
export const forgetPreviews = statement(`delete from plinth.preview_link
where tenant_id = $1 and expires_at <= now() and (not samples or environment_id = any($2))`);

/** The active tenants of which links have expired, asked as the platform. */
export const selectExpired = statement(`select distinct p.tenant_id as id, t.key from plinth.preview_link p
join plinth.tenant t on t.tenant_id = p.tenant_id and t.status = 'active' where p.expires_at <= now()`);

export const insertPreview = statement(`with made as (
  insert into plinth.preview_link (tenant_id, id, branch_id, position, samples, environment_id, environment_key, digest, created_by, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(hours => $10)) returning *
) select ${columns} from made p join plinth.branch b on b.tenant_id = p.tenant_id and b.id = p.branch_id`);

/** From now on it leads nowhere, as if it had expired. */
export const endPreview = statement(`update plinth.preview_link p set expires_at = now() from plinth.branch b
where p.tenant_id = $1 and b.tenant_id = $1 and b.id = p.branch_id and b.application_id = $2 and p.id::text = $3
  and (b.private_to is null or b.private_to = $4) and p.expires_at > now() returning p.id`);

/** The environment of a draft with samples, by its key. */
export const findSampleEnvironment = statement(
  `select p.environment_id as id, p.environment_key as key ${leading} and p.samples and p.environment_key = $2`,
);

const sampled = `a.id as "applicationId", a.key, a.type, b.id as "branchId", coalesce(p.position, b.position)::int as wanted,
  p.sample_position::int as made`;

/** Which draft the tables of an environment of samples are of, and which they should be of. */
export const findSampled = statement(`select ${sampled} ${leading} and p.samples and p.environment_id = $2`);

/** The same, with nobody else making them until the end of the transaction. */
export const lockSampled = statement(`select ${sampled} ${leading} and p.samples and p.environment_id = $2 for update of p`);

export const keepSamplePosition = statement(
  `update plinth.preview_link set sample_position = $3 where tenant_id = $1 and samples and environment_id = $2`,
);

export const findPreview =
  statement(`select p.samples, b.id as "branchId", b.key as branch, b.position::int as end, p.position::int as position,
  p.environment_id as "environmentId", p.environment_key as environment, a.key as application, ${isoTime('p.expires_at')} as "expiresAt"
${leading} and p.digest = $2`);
