import type { Member } from '@plinth/api-contract';
import { isoTime, type Queryable, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { Change } from '../change/changes.ts';
import { emailKey } from '../email-key.ts';
import { tenancyErrors } from '../errors.ts';

const columns = `
  m.id, m.email, m.name, m.tenant_roles as "tenantRoles", m.status, m.platform_administrator as "platformAdministrator",
  array(select g.group_key from plinth.group_member g where g.tenant_id = m.tenant_id and g.member_id = m.id order by 1)::text[] as groups,
  ${isoTime('m.created_at')} as "createdAt", ${isoTime('m.last_sign_in_at')} as "lastSignInAt"`;

/** Members after a cursor, by e-mail. */
export const selectMembers = statement(`
select m.email_key, ${columns} from plinth.member m
where m.tenant_id = $1 and ($2::text is null or m.email_key > $2) and ($3::text is null or m.status = $3)
  and ($4::text is null or position(lower($4) in lower(m.name || ' ' || m.email)) > 0)
order by m.email_key limit $5::integer`);

export const selectMember = statement(`select ${columns} from plinth.member m where m.tenant_id = $1 and m.id = $2`);

/** Who makes applications. */
export const selectMakers = statement(`
select id::text as id, name from plinth.member
where tenant_id = $1 and status = 'active' and tenant_roles && '{maker,administrator}' order by lower(name), id limit 1000`);

const selectNames = statement(`select id::text as id, name from plinth.member where tenant_id = $1 and id = any($2::uuid[])`);
const memberId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What members are called, by id; ids of nobody, or of no member at all, are left out. */
export async function memberNames(
  context: RequestContext,
  queryable: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = ids.filter((id) => memberId.test(id));
  if (known.length === 0) return new Map();
  const { rows } = await queryable.query<{ id: string; name: string }>(context, selectNames, [context.tenant.id, known]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const selectHolders = statement(`
select m.id::text as id from plinth.member m where m.tenant_id = $1 and m.status = 'active' and (
  m.id::text = any($2::text[]) or m.email_key = any($3::text[])
  or exists (select from plinth.group_member g where g.tenant_id = m.tenant_id and g.member_id = m.id and g.group_key = any($4::text[]))
  or exists (select from plinth.role_assignment a
    where a.tenant_id = m.tenant_id and a.application_key = $5 and a.role_key = any($6::text[])
      and (a.environment_key is null or a.environment_key = $7)
      and (a.member_id = m.id or exists (select from plinth.group_member g
        where g.tenant_id = m.tenant_id and g.member_id = m.id and g.group_key = a.group_key)))
) order by m.id limit $8::integer`);

/** Whom one wants to find: members by id or e-mail address, those of groups, holders of roles of an application. */
export interface WantedMembers {
  readonly members: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
}

/** Ids of active members who are wanted, for the context's environment; roles that everybody holds are assigned to nobody. */
export async function memberHolders(
  context: RequestContext,
  queryable: Queryable,
  application: string,
  { members, groups, roles }: WantedMembers,
  most: number,
): Promise<readonly string[]> {
  const { rows } = await queryable.query<{ id: string }>(context, selectHolders, [
    ...[context.tenant.id, [...members], members.map(emailKey), [...groups]],
    ...[application, [...roles], context.environment?.key ?? '', most],
  ]);
  return rows.map(({ id }) => id);
}

/** Adds a member; no row where the e-mail is taken. */
export const insertMember = statement(`
insert into plinth.member (tenant_id, id, email, email_key, name, tenant_roles, status, platform_administrator, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz)
on conflict (tenant_id, email_key) do nothing returning id`);

export const updateMemberRow = statement(`
update plinth.member set name = coalesce($3, name), tenant_roles = coalesce($4::text[], tenant_roles), status = coalesce($5, status)
where tenant_id = $1 and id = $2`);

const lockMember = statement(
  `select status, platform_administrator as "platformAdministrator" from plinth.member where tenant_id = $1 and id = $2 for update`,
);

// Locked in one order, so that two who take each other's rights away wait for one another instead of both succeeding.
const lockAdministrators = statement(`
select id from plinth.member where tenant_id = $1 and status = 'active' and 'administrator' = any (tenant_roles) order by id for update`);

export type LockedMember = {
  readonly status: Member['status'];
  readonly platformAdministrator: boolean;
};

/** Holds a member still until the change is done. Throws `tenancy.not-found`. */
export async function holdMember(change: Change, context: RequestContext, memberId: string): Promise<LockedMember> {
  const [row] = await change.query<LockedMember>(lockMember, [context.tenant.id, memberId]);
  if (row === undefined) throw tenancyErrors.notFound();
  return row;
}

/** Throws `tenancy.last-administrator` where nobody but this member administers the tenant. */
export async function requireOtherAdministrator(change: Change, context: RequestContext, memberId: string): Promise<void> {
  const administrators = await change.query<{ id: string }>(lockAdministrators, [context.tenant.id]);
  if (administrators.every(({ id }) => id === memberId)) throw tenancyErrors.lastAdministrator();
}
