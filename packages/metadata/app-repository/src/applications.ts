import { appId, appOf, type Definition, definitionOf, labelFromKey, withDefaults } from '@plinth/app-definition';
import type { Database, Queryable } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { checkIdentity } from './append.ts';
import type { BranchLog, StoredBranch } from './branch-log.ts';
import { addBranch } from './branches.ts';
import { repositoryErrors } from './errors.ts';
import { findApplication, findBranch, insertApplication, isKeyOfDeleted, lockBranch } from './statements.ts';

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

export interface NewApplication {
  readonly key: string;
  readonly type: 'application' | 'module';
  readonly label: string;
  /** Key of the application to copy. */
  readonly from?: string;
}

/**
 * Makes an application on the branch main: with nothing but its root record, or with what another has on its main. Throws
 * `repository.application-exists`, `repository.key-of-deleted`, and `repository.another-application` for a copy of another type.
 */
export async function addApplication(context: RequestContext, database: Database, log: BranchLog, input: NewApplication): Promise<void> {
  const application = { id: uuidV7(), key: input.key, type: input.type };
  const label = input.label || labelFromKey(input.key);
  await database.transaction(context, async (transaction) => {
    const definition = await beginning(context, transaction, log, { ...input, label });
    checkIdentity(application, definition);
    const values = [context.tenant.id, application.id, application.key, application.type, context.actor.id, label];
    const { rows } = await transaction.query(context, insertApplication, [...values, appOf(definition)?.icon ?? '']);
    if (rows.length === 0) {
      const deleted = await transaction.value<boolean>(context, isKeyOfDeleted, [context.tenant.id, input.key]);
      throw deleted === true ? repositoryErrors.keyOfDeleted({ key: input.key }) : repositoryErrors.applicationExists({ key: input.key });
    }
    await addBranch(context, transaction, log, application, { key: mainBranch, definition });
  });
}

async function beginning(context: RequestContext, queryable: Queryable, log: BranchLog, input: NewApplication): Promise<Definition> {
  const { key, type, label, from } = input;
  if (from === undefined) return definitionOf([withDefaults({ id: appId, kind: 'app', key, type, label })]);
  const branch = await branchOf(context, queryable, await applicationOf(context, queryable, from));
  const copied = await log.definitionAt(context, queryable, branch);
  return definitionOf([...copied.records.values()].map((record) => (record.kind === 'app' ? { ...record, key, label } : record)));
}
