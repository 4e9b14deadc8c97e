import { type Static, Type } from 'typebox';

/** What a token may do: `records:read`, a whole area `records:*`, or everything the member may: `*`. */
export const Scope = Type.String({ minLength: 1, maxLength: 60, pattern: '^(\\*|[a-z][a-z-]*:(\\*|[a-z][a-z-]*))$' });

/** A personal API token; the secret itself is kept nowhere. */
export const ApiToken = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** The first characters, to recognise it by. */
  prefix: Type.String(),
  scopes: Type.Array(Type.String()),
  member: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() }),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time' }),
  lastUsedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  revokedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
export type ApiToken = Static<typeof ApiToken>;
