import { type Static, Type } from 'typebox';
import { lineOfText } from '../line-of-text.ts';

/** An e-mail address (RFC 5321 length); compared without regard to case. */
export const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^[^\\s@<>"\\u0000-\\u001f\\u007f]+@[^\\s@<>"\\u0000-\\u001f\\u007f]+$',
});

export const PersonName = lineOfText(120);

/** Rights in the tenant itself. */
export const TenantRoleName = Type.Union([Type.Literal('administrator'), Type.Literal('maker'), Type.Literal('member')]);

export const MemberStatus = Type.Union([Type.Literal('invited'), Type.Literal('active'), Type.Literal('deactivated')]);

/** Path property: a member's id. */
export const MemberId = Type.String({ minLength: 36, maxLength: 36, pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });

/** A person in the tenant. */
export const Member = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  tenantRoles: Type.Array(TenantRoleName),
  status: MemberStatus,
  platformAdministrator: Type.Boolean(),
  groups: Type.Array(Type.String()),
  createdAt: Type.String({ format: 'date-time' }),
  lastSignInAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
export type Member = Static<typeof Member>;
