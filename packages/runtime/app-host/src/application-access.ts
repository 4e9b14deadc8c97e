import type { RequestContext } from '@plinth/foundation';
import { type Permissions, permissionsFor } from '@plinth/record-store';
import type { ApplicationPlan, PlannedPage } from './application-plan.ts';
import { hostErrors } from './errors.ts';

/** Keys of the roles that the actor holds in the application, held by everybody or assigned. */
export function heldRoles(permissions: Permissions): readonly string[] {
  return permissions.user.roles;
}

/** Whether the actor may open a page: a public one always, others with one of its roles, or with any role where it names none. */
export function mayOpen(context: RequestContext, page: PlannedPage, roles: readonly string[]): boolean {
  if (page.record.public) return true;
  if (context.actor.kind === 'anonymous') return false;
  return page.roles.length === 0 ? roles.length > 0 : page.roles.some((role) => roles.includes(role));
}

/** Throws unless the actor may open one of the pages; to others it says no more than they know. */
export function requirePage(context: RequestContext, plan: ApplicationPlan, ...pages: readonly PlannedPage[]): void {
  const roles = heldRoles(permissionsFor(context, plan.model));
  if (pages.some((page) => mayOpen(context, page, roles))) return;
  if (context.actor.kind === 'anonymous') throw hostErrors.signInNeeded();
  throw hostErrors.noRole({ application: plan.key });
}
