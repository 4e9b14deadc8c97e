import { isoTime, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { Change } from '../change/changes.ts';

const columns = `
  t.id, t.name, t.prefix, t.scopes, json_build_object('id', m.id, 'name', m.name, 'email', m.email) as member,
  ${isoTime('t.created_at')} as "createdAt", ${isoTime('t.expires_at')} as "expiresAt",
  ${isoTime('t.last_used_at')} as "lastUsedAt", ${isoTime('t.revoked_at')} as "revokedAt"`;

const from = 'from plinth.api_token t join plinth.member m on m.tenant_id = t.tenant_id and m.id = t.member_id';

/** Tokens of one member or, with null, of everybody; newest first, for ids are in the order of time. */
export const selectTokens = statement(`
select ${columns} ${from}
where t.tenant_id = $1 and ($2::uuid is null or t.member_id = $2::uuid) and ($3::uuid is null or t.id < $3::uuid)
order by t.id desc limit $4::integer`);

export const selectToken = statement(`select ${columns} ${from} where t.tenant_id = $1 and t.id = $2`);

export const countValidTokens = statement(`
select count(*)::integer as valid from plinth.api_token
where tenant_id = $1 and member_id = $2 and revoked_at is null and expires_at > $3::timestamptz`);

export const insertToken = statement(`
insert into plinth.api_token (tenant_id, id, member_id, name, prefix, token_hash, scopes, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz)`);

/** Revokes a token of one member or, with null, of anybody. */
export const revokeTokenRow = statement(`
update plinth.api_token set revoked_at = coalesce(revoked_at, $4::timestamptz)
where tenant_id = $1 and id = $2 and ($3::uuid is null or member_id = $3::uuid) returning member_id`);

const revokeAll = statement(
  `update plinth.api_token set revoked_at = $3::timestamptz where tenant_id = $1 and member_id = $2 and revoked_at is null`,
);

/** Revokes all tokens of a member. */
export async function revokeTokensOf(change: Change, context: RequestContext, memberId: string, now: string): Promise<void> {
  await change.query(revokeAll, [context.tenant.id, memberId, now]);
  change.affects(memberId);
}
