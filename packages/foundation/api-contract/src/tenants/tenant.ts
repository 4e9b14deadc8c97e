import { type Static, Type } from 'typebox';
import { lineOfText } from '../line-of-text.ts';

/** The part of addresses that names a tenant: lower-case letters, digits and inner hyphens. */
export const TenantKey = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z]([a-z0-9-]*[a-z0-9])?$' });

export const TenantName = lineOfText(120);

/** A suspended tenant keeps its data and lets nobody in. */
export const TenantStatus = Type.Union([Type.Literal('active'), Type.Literal('suspended')]);

const Tokens = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }), Type.String({ maxLength: 200 }), { maxProperties: 100 });

/** What applications wear that have no theme of their own: design tokens by name, for light and dark. */
export const TenantTheme = Type.Object(
  { light: Tokens, dark: Tokens, density: Type.Optional(Type.Union([Type.Literal('roomy'), Type.Literal('compact')])) },
  { additionalProperties: false },
);
export type TenantTheme = Static<typeof TenantTheme>;

/** A tenant as the platform administrator sees it. */
export const Tenant = Type.Object({
  key: Type.String(),
  name: Type.String(),
  status: TenantStatus,
  createdAt: Type.String({ format: 'date-time' }),
});
export type Tenant = Static<typeof Tenant>;
