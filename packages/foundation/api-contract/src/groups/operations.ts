import { Type } from 'typebox';
import { MemberId } from '../members/member.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import { Group, GroupKey, GroupName } from './group.ts';

const changes = { permission: 'administrator', scope: 'groups:write' } as const;

/** The groups of the tenant, by key. Makers name them in definitions; who is in them is told to administrators alone. */
export const listGroups = operation({
  id: 'groups.list',
  summary: 'The groups of the tenant, by key: for makers, who name them in definitions.',
  method: 'GET',
  path: '/api/{tenant}/groups',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(Group),
  permission: 'maker',
  scope: 'groups:read',
  idempotency: 'safe',
  errors: [],
});

/** Creates an empty group. */
export const createGroup = operation({
  ...changes,
  id: 'groups.create',
  summary: 'Creates an empty group.',
  method: 'POST',
  path: '/api/{tenant}/groups',
  input: Type.Object({ key: GroupKey, name: GroupName }, { additionalProperties: false }),
  output: Group,
  status: 201,
  idempotency: 'none',
  errors: ['tenancy.group-key-taken'],
});

/** Renames a group. */
export const updateGroup = operation({
  ...changes,
  id: 'groups.update',
  summary: 'Renames a group.',
  method: 'PATCH',
  path: '/api/{tenant}/groups/{group}',
  input: Type.Object({ group: GroupKey, name: GroupName }, { additionalProperties: false }),
  output: Group,
  idempotency: 'idempotent',
  errors: ['tenancy.not-found'],
});

/** Deletes a group and the roles given to it. */
export const deleteGroup = operation({
  ...changes,
  id: 'groups.delete',
  summary: 'Deletes a group and the roles given to it; its members stay.',
  method: 'DELETE',
  path: '/api/{tenant}/groups/{group}',
  input: Type.Object({ group: GroupKey }, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  idempotency: 'idempotent',
  errors: ['tenancy.not-found'],
});

/** The members of a group, by e-mail. */
export const listGroupMembers = operation({
  id: 'groups.listMembers',
  summary: 'The members of a group, by e-mail.',
  method: 'GET',
  path: '/api/{tenant}/groups/{group}/members',
  input: Type.Object({ group: GroupKey, ...pageInput }, { additionalProperties: false }),
  output: pageOf(Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() })),
  permission: 'administrator',
  scope: 'groups:read',
  idempotency: 'safe',
  errors: ['tenancy.not-found'],
});

/** Puts a member into a group. */
export const addGroupMember = operation({
  ...changes,
  id: 'groups.addMember',
  summary: 'Puts a member into a group.',
  method: 'PUT',
  path: '/api/{tenant}/groups/{group}/members/{member}',
  input: Type.Object({ group: GroupKey, member: MemberId }, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  idempotency: 'idempotent',
  errors: ['tenancy.not-found'],
});

/** Takes a member out of a group. */
export const removeGroupMember = operation({
  ...changes,
  id: 'groups.removeMember',
  summary: 'Takes a member out of a group.',
  method: 'DELETE',
  path: '/api/{tenant}/groups/{group}/members/{member}',
  input: Type.Object({ group: GroupKey, member: MemberId }, { additionalProperties: false }),
  output: Type.Null(),
  status: 204,
  idempotency: 'idempotent',
  errors: ['tenancy.not-found'],
});
