import { Type } from 'typebox';
import { GroupKey } from '../groups/group.ts';
import { MemberId } from '../members/member.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import { NameKey, RoleAssignment } from './role-assignment.ts';

/** Who holds which role in which application. */
export const listRoleAssignments = operation({
  id: 'roles.list',
  summary: 'Who holds which role in which application.',
  method: 'GET',
  path: '/api/{tenant}/role-assignments',
  input: Type.Object(
    { ...pageInput, applicationKey: Type.Optional(NameKey), memberId: Type.Optional(MemberId), groupKey: Type.Optional(GroupKey) },
    { additionalProperties: false },
  ),
  output: pageOf(RoleAssignment),
  permission: 'administrator',
  scope: 'roles:read',
  idempotency: 'safe',
  errors: [],
});

/** Gives a role to a member or a group: exactly one of `memberId` and `groupKey`. */
export const assignRole = operation({
  id: 'roles.assign',
  summary: 'Gives a role of an application to a member or a group, in one environment or in all.',
  method: 'POST',
  path: '/api/{tenant}/role-assignments',
  input: Type.Object(
    {
      applicationKey: NameKey,
      roleKey: NameKey,
      environmentKey: Type.Optional(NameKey),
      memberId: Type.Optional(MemberId),
      groupKey: Type.Optional(GroupKey),
    },
    { additionalProperties: false },
  ),
  output: RoleAssignment,
  status: 201,
  permission: 'administrator',
  scope: 'roles:write',
  idempotency: 'idempotent',
  errors: ['tenancy.not-found', 'tenancy.role-holder-unclear'],
});

/** Takes a role back. */
export const unassignRole = operation({
  id: 'roles.unassign',
  summary: 'Takes a role back.',
  method: 'DELETE',
  path: '/api/{tenant}/role-assignments/{assignment}',
  input: Type.Object({ assignment: MemberId }, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  permission: 'administrator',
  scope: 'roles:write',
  idempotency: 'idempotent',
  errors: ['tenancy.not-found'],
});
