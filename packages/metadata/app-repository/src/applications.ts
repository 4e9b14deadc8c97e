import type { Application } from '@plinth/api-contract';
import { appId, definitionOf, labelFromKey, withDefaults } from '@plinth/app-definition';
import type { Database, Queryable } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import type { BranchLog, StoredBranch } from './branch-log.ts';
import { addBranch } from './branches.ts';
import { repositoryErrors } from './errors.ts';
import { findApplication, findBranch, insertApplication, lockBranch, selectApplications } from './statements.ts';

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
): Promise<StoredBranch> {
  const values = [context.tenant.id, application.id, key, context.actor.id];
  const { rows } = await queryable.query<{ id: string; position: string }>(context, lock ? lockBranch : findBranch, values);
  const [branch] = rows;
  if (branch === undefined) throw repositoryErrors.notFound({ what: 'branch', name: key });
  return { id: branch.id, position: Number(branch.position) };
}

/** Makes an application with nothing but its root record on the branch main. */
export async function addApplication(
  context: RequestContext,
  database: Database,
  log: BranchLog,
  input: { readonly key: string; readonly type: 'application' | 'module'; readonly label: string },
): Promise<void> {
  const application = { id: uuidV7(), key: input.key, type: input.type };
  const label = input.label || labelFromKey(input.key);
  const root = withDefaults({ id: appId, kind: 'app', key: input.key, type: input.type, label });
  await database.transaction(context, async (transaction) => {
    const values = [context.tenant.id, application.id, application.key, application.type, context.actor.id, label];
    const { rows } = await transaction.query(context, insertApplication, values);
    if (rows.length === 0) throw repositoryErrors.applicationExists({ key: input.key });
    await addBranch(context, transaction, log, application, { key: mainBranch, definition: definitionOf([root]) });
  });
}

/** The tenant's applications by key, or the one of a key. */
export async function allApplications(context: RequestContext, queryable: Queryable, key: string | null = null): Promise<Application[]> {
  const { rows } = await queryable.query<Application>(context, selectApplications, [context.tenant.id, key]);
  return rows;
}
