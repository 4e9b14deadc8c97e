import { Type } from 'typebox';
import { SearchText } from '../line-of-text.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import { Email, Member, MemberId, MemberStatus, PersonName, TenantRoleName } from './member.ts';
import { OneTimeLink } from './one-time-link.ts';

const tenantRoles = Type.Array(TenantRoleName, { maxItems: 3, uniqueItems: true });

/** The members of the tenant, by e-mail. */
export const listMembers = operation({
  id: 'members.list',
  summary: 'The members of the tenant, by e-mail.',
  method: 'GET',
  path: '/api/{tenant}/members',
  input: Type.Object(
    { ...pageInput, search: Type.Optional(SearchText), status: Type.Optional(MemberStatus) },
    { additionalProperties: false },
  ),
  output: pageOf(Member),
  permission: 'administrator',
  scope: 'members:read',
  idempotency: 'safe',
  errors: [],
});

/** One member. */
export const readMember = operation({
  id: 'members.read',
  summary: 'One member.',
  method: 'GET',
  path: '/api/{tenant}/members/{member}',
  input: Type.Object({ member: MemberId }, { additionalProperties: false }),
  output: Member,
  permission: 'administrator',
  scope: 'members:read',
  idempotency: 'safe',
  errors: ['tenancy.not-found'],
});

/** Invites a person by a one-time link. */
export const inviteMember = operation({
  id: 'members.invite',
  summary: 'Adds a person and makes an invitation link, mailed or shown.',
  method: 'POST',
  path: '/api/{tenant}/members',
  input: Type.Object({ email: Email, name: PersonName, tenantRoles: Type.Optional(tenantRoles) }, { additionalProperties: false }),
  output: Type.Object({ member: Member, invitation: OneTimeLink }),
  status: 201,
  permission: 'administrator',
  scope: 'members:write',
  idempotency: 'none',
  errors: ['tenancy.email-taken'],
});

/** Changes a member's name, tenant roles or status; deactivating ends sessions and tokens at once. */
export const updateMember = operation({
  id: 'members.update',
  summary: 'Changes name, tenant roles or status; a deactivated member is signed out everywhere.',
  method: 'PATCH',
  path: '/api/{tenant}/members/{member}',
  input: Type.Object(
    {
      member: MemberId,
      name: Type.Optional(PersonName),
      tenantRoles: Type.Optional(tenantRoles),
      status: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('deactivated')])),
    },
    { additionalProperties: false },
  ),
  output: Member,
  permission: 'administrator',
  scope: 'members:write',
  idempotency: 'idempotent',
  errors: ['tenancy.not-found', 'tenancy.last-administrator', 'tenancy.not-accepted-yet'],
});

/** Makes a new link: an invitation for somebody who has not accepted yet, else a password reset. */
export const createMemberLink = operation({
  id: 'members.createLink',
  summary: 'Makes a new invitation or password reset link, mailed or shown; older links of the member stop working.',
  method: 'POST',
  path: '/api/{tenant}/members/{member}/link',
  input: Type.Object({ member: MemberId }, { additionalProperties: false }),
  output: OneTimeLink,
  status: 201,
  permission: 'administrator',
  scope: 'members:write',
  idempotency: 'none',
  errors: ['tenancy.not-found', 'tenancy.member-deactivated', 'tenancy.forbidden'],
});

/** Ends all sessions of a member. */
export const signOutMember = operation({
  id: 'members.signOut',
  summary: 'Ends every session of a member.',
  method: 'DELETE',
  path: '/api/{tenant}/members/{member}/sessions',
  input: Type.Object({ member: MemberId }, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  permission: 'administrator',
  scope: 'members:write',
  idempotency: 'idempotent',
  errors: ['tenancy.not-found'],
});
