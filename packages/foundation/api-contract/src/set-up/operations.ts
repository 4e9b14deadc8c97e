import { Type } from 'typebox';
import { Email, PersonName } from '../members/member.ts';
import { operation } from '../operation.ts';
import { NewPassword } from '../session/password.ts';
import { SessionInfo } from '../session/session-info.ts';
import { TenantKey, TenantName } from '../tenants/tenant.ts';

/** Whether the platform still waits for its first tenant. */
export const readSetUp = operation({
  id: 'setUp.read',
  summary: 'Whether the platform has no tenant yet and waits to be set up.',
  method: 'GET',
  path: '/api/set-up',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ needed: Type.Boolean() }),
  permission: 'anyone',
  scope: 'set-up:read',
  idempotency: 'safe',
  errors: [],
});

/** Creates the first tenant and its administrator, who also administers the platform. */
export const completeSetUp = operation({
  id: 'setUp.complete',
  summary: 'Uses the set-up token up: creates the first tenant, its environments and its administrator, and signs in.',
  method: 'POST',
  path: '/api/set-up',
  input: Type.Object(
    {
      token: Type.String({ minLength: 1, maxLength: 200 }),
      tenantKey: TenantKey,
      tenantName: TenantName,
      name: PersonName,
      email: Email,
      password: NewPassword,
    },
    { additionalProperties: false },
  ),
  output: SessionInfo,
  status: 201,
  permission: 'anyone',
  scope: 'set-up:write',
  idempotency: 'none',
  errors: ['tenancy.set-up-not-possible', 'tenancy.password-too-weak'],
});
