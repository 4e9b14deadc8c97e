import type { OperationContract, OperationPermission } from '@plinth/api-contract';
import type { Actor, RequestContext } from '@plinth/foundation';
import { tenancyErrors } from './errors.ts';

/** Whether scopes cover one: the same, its whole area (`records:*`), or `*`. Null scopes narrow nothing. */
export function allows(scopes: readonly string[] | null, scope: string): boolean {
  if (scopes === null) return true;
  const area = scope.slice(0, scope.indexOf(':') + 1);
  return scopes.some((held) => held === scope || held === '*' || held === `${area}*`);
}

/** Whether the actor has the right that an operation asks for, scopes apart. */
export function holds(actor: Actor, permission: OperationPermission): boolean {
  switch (permission) {
    case 'anyone':
    case 'application':
      return true;
    case 'member':
      return actor.kind !== 'anonymous';
    case 'maker':
      return actor.tenantRoles.includes('maker') || actor.tenantRoles.includes('administrator');
    case 'administrator':
      return actor.tenantRoles.includes('administrator');
    case 'platform':
      return actor.platformAdministrator;
  }
}

/** Throws where the actor may not call the operation at all; its handler decides about single things. */
export function authorize(context: RequestContext, contract: Pick<OperationContract, 'permission' | 'scope' | 'samples'>): void {
  const { actor } = context;
  if (context.environment?.isSample === true) {
    // A draft is shown to colleagues, whatever its pages say about visitors.
    if (actor.kind === 'anonymous') throw tenancyErrors.notSignedIn();
    if (contract.samples !== true) throw tenancyErrors.notInSamples();
  }
  if (!holds(actor, contract.permission)) {
    throw actor.kind === 'anonymous' ? tenancyErrors.notSignedIn() : tenancyErrors.forbidden({ permission: contract.permission });
  }
  const scopes = [contract.scope].flat();
  if (!scopes.some((scope) => allows(actor.scopes, scope))) throw tenancyErrors.scopeMissing({ scope: scopes.join(' or ') });
}
