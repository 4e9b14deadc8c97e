import { type Static, Type } from 'typebox';
import { lineOfText } from '../line-of-text.ts';

/** The part of addresses that names a tenant: lower-case letters, digits and inner hyphens. */
export const TenantKey = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z]([a-z0-9-]*[a-z0-9])?$' });

export const TenantName = lineOfText(120);

/** A suspended tenant keeps its data and lets nobody in. */
export const TenantStatus = Type.Union([Type.Literal('active'), Type.Literal('suspended')]);

/** A tenant as the platform administrator sees it. */
export const Tenant = Type.Object({
  key: Type.String(),
  name: Type.String(),
  status: TenantStatus,
  createdAt: Type.String({ format: 'date-time' }),
});
export type Tenant = Static<typeof Tenant>;
