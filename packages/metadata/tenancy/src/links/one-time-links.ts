import { isoTime, statement } from '@plinth/database';
import type { Clock, TenantReference } from '@plinth/foundation';
import type { Change } from '../change/changes.ts';
import { digestOfToken, newToken } from '../secret-token.ts';
import { toTimestamp } from '../timestamp.ts';

export type LinkPurpose = 'invitation' | 'password-reset';

const hour = 3_600_000;
const lifetimes: Record<LinkPurpose, number> = { invitation: 7 * 24 * hour, 'password-reset': 2 * hour };

const insertLink = statement(`
insert into plinth.one_time_link (tenant_id, token_hash, purpose, member_id, expires_at) values ($1, $2, $3, $4, $5::timestamptz)`);
const deleteOfMember = statement(`delete from plinth.one_time_link where tenant_id = $1 and member_id = $2`);

/** Reads a valid link without using it up. */
export const findLink = statement(`
select l.purpose, l.member_id, m.name, m.email, ${isoTime('l.expires_at')} as expires_at
from plinth.one_time_link l join plinth.member m on m.tenant_id = l.tenant_id and m.id = l.member_id
where l.tenant_id = $1 and l.token_hash = $2 and l.expires_at > $3::timestamptz and m.status <> 'deactivated'`);

// Whoever deletes it has it: of two at once the second finds nothing.
const takeLink = statement(`
delete from plinth.one_time_link where tenant_id = $1 and token_hash = $2 and expires_at > $3::timestamptz returning purpose, member_id`);

export type LinkRow = {
  readonly purpose: LinkPurpose;
  readonly member_id: string;
  readonly name: string;
  readonly email: string;
  readonly expires_at: string;
};

/** A link at its birth; only its digest is stored. */
export interface NewLink {
  readonly purpose: LinkPurpose;
  /** Below the platform's address. */
  readonly path: string;
  readonly expiresAt: string;
}

/** Makes a link for a member; those made before stop working. */
export async function issueLink(
  change: Change,
  tenant: TenantReference,
  clock: Clock,
  purpose: LinkPurpose,
  memberId: string,
): Promise<NewLink> {
  const token = newToken('link', tenant.key);
  const expiresAt = toTimestamp(clock.now() + lifetimes[purpose]);
  await change.query(deleteOfMember, [tenant.id, memberId]);
  await change.query(insertLink, [tenant.id, digestOfToken(token), purpose, memberId, expiresAt]);
  return { purpose, path: `/invitation/${token}`, expiresAt };
}

/** Uses a link up; false where somebody did already. */
export async function useUpLink(change: Change, tenant: TenantReference, clock: Clock, token: string): Promise<boolean> {
  const taken = await change.query(takeLink, [tenant.id, digestOfToken(token), toTimestamp(clock.now())]);
  return taken.length > 0;
}

/** Makes the links of a member stop working. */
export async function dropLinks(change: Change, tenant: TenantReference, memberId: string): Promise<void> {
  await change.query(deleteOfMember, [tenant.id, memberId]);
}
