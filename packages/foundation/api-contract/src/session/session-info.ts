import { type Static, Type } from 'typebox';
import { TenantRoleName } from '../members/member.ts';
import { TenantTheme } from '../tenants/tenant.ts';

/** Who is signed in, and where: what a screen needs to greet somebody and to show only what they may use. */
export const SessionInfo = Type.Object({
  tenant: Type.Object({
    key: Type.String(),
    name: Type.String(),
    /** What applications wear that have no theme of their own; absent where there is none. */
    theme: Type.Optional(TenantTheme),
  }),
  environments: Type.Array(Type.Object({ key: Type.String(), name: Type.String() })),
  /** Null for a visitor who is not signed in. */
  member: Type.Union([
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      email: Type.String(),
      tenantRoles: Type.Array(TenantRoleName),
      groups: Type.Array(Type.String()),
      platformAdministrator: Type.Boolean(),
    }),
    Type.Null(),
  ]),
  /** Roles in applications, those through groups included: `bank@production` to role keys. */
  applicationRoles: Type.Record(Type.String(), Type.Array(Type.String())),
  /** What an API token is narrowed to; null with a session. */
  scopes: Type.Union([Type.Array(Type.String()), Type.Null()]),
});
export type SessionInfo = Static<typeof SessionInfo>;

/** One sign-in of a member on one device. */
export const SessionEntry = Type.Object({
  id: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  lastUsedAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time' }),
  remoteAddress: Type.Union([Type.String(), Type.Null()]),
  /** Whether it is the one this request came with. */
  current: Type.Boolean(),
});
export type SessionEntry = Static<typeof SessionEntry>;
