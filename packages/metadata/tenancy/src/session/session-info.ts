import { SessionGranted, type SessionInfo } from '@plinth/api-contract';
import type { Actor, RequestContext } from '@plinth/foundation';
import { tenancyErrors } from '../errors.ts';
import type { KnownTenant } from '../identity/identity-source.ts';
import { digestOfToken } from '../secret-token.ts';
import type { TenancyServices } from '../tenancy-services.ts';
import type { NewSession } from './session-store.ts';

/** Who is signed in and where, as the API says it. */
export async function describeSession({ identities }: TenancyServices, context: RequestContext): Promise<SessionInfo> {
  const tenant = await identities.tenant(context.tenant.key);
  if (tenant === null) throw tenancyErrors.notFound();
  return describe(tenant, context.actor);
}

/** The answer to whoever has just signed in. */
export async function grant({ identities }: TenancyServices, tenantKey: string, session: NewSession): Promise<SessionGranted<SessionInfo>> {
  const tenant = await identities.tenant(tenantKey);
  const known = tenant === null ? null : await identities.proof(tenant, 'session', digestOfToken(session.token));
  // Between signing in and this question the tenant was suspended or the member deactivated.
  if (tenant === null || known === null) throw tenancyErrors.signInRefused();
  return new SessionGranted(tenantKey, session.token, session.expires, describe(tenant, known.actor));
}

function describe(tenant: KnownTenant, actor: Actor): SessionInfo {
  return {
    tenant: { key: tenant.reference.key, name: tenant.name, ...(tenant.theme === undefined ? {} : { theme: tenant.theme }) },
    environments: [...tenant.environments.values()].map(({ key, name }) => ({ key, name })),
    member:
      actor.kind === 'member'
        ? {
            id: actor.id,
            name: actor.name,
            email: actor.email ?? '',
            tenantRoles: [...actor.tenantRoles],
            groups: [...actor.groups],
            platformAdministrator: actor.platformAdministrator,
          }
        : null,
    applicationRoles: Object.fromEntries(Object.entries(actor.applicationRoles).map(([key, roles]) => [key, [...roles]])),
    scopes: actor.scopes === null ? null : [...actor.scopes],
  };
}
