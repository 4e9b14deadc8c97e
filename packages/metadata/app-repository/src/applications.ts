import type { Queryable } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { VisibleBranch } from './branch-log.ts';
import { repositoryErrors } from './errors.ts';
import { findApplication, findBranch, lockBranch } from './statements.ts';

export const mainBranch = 'main';

/** An application as it is stored. */
export interface StoredApplication {
  readonly id: string;
  readonly key: string;
  readonly type: 'application' | 'module';
}

/** The application of that key; throws `repository.not-found`, also for another tenant's. */
export async function applicationOf(context: RequestContext, queryable: Queryable, key: string): Promise<StoredApplication> {
  const { rows } = await queryable.query<StoredApplication>(context, findApplication, [context.tenant.id, key]);
  const [application] = rows;
  if (application === undefined) throw repositoryErrors.notFound({ what: 'application', name: key });
  return application;
}

/**
 * A branch of an application, or the caller's own private one; held until the end of the transaction where it is locked.
 * Throws `repository.not-found`, also for the private one of somebody else.
 */
export async function branchOf(
  context: RequestContext,
  queryable: Queryable,
  application: StoredApplication,
  key: string = mainBranch,
  lock = false,
): Promise<VisibleBranch> {
  const values = [context.tenant.id, application.id, key, context.actor.id];
  const { rows } = await queryable.query<{ id: string; position: string; privateTo: string | null }>(
    context,
    lock ? lockBranch : findBranch,
    values,
  );
  const [branch] = rows;
  if (branch === undefined) throw repositoryErrors.notFound({ what: 'branch', name: key });
  return { id: branch.id, position: Number(branch.position), privateTo: branch.privateTo };
}
