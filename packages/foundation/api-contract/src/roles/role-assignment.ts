import { type Static, Type } from 'typebox';

/** Key of a definition, environment or role, as somebody gives it. */
export const NameKey = Type.String({ minLength: 1, maxLength: 120, pattern: '^[A-Za-z][A-Za-z0-9_-]*$' });

/** A role of an application, held by a member or by a group, in one environment or in all. */
export const RoleAssignment = Type.Object({
  id: Type.String(),
  applicationKey: Type.String(),
  roleKey: Type.String(),
  /** Null: in every environment. */
  environmentKey: Type.Union([Type.String(), Type.Null()]),
  member: Type.Union([Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() }), Type.Null()]),
  groupKey: Type.Union([Type.String(), Type.Null()]),
});
export type RoleAssignment = Static<typeof RoleAssignment>;
