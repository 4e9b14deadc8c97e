import type { Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { StoredApplication } from '../applications.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions } from '../ports.ts';
import { hideApplication, lockApplication, selectUsersOfModule, setOwner, showApplication } from './application-statements.ts';

type Held = StoredApplication & { readonly owner: string; readonly deleted: boolean };

/**
 * Takes an application out of every list and stops it everywhere; nothing that is stored goes. Throws
 * `repository.not-your-application`, and `repository.module-in-use` where something that runs needs it.
 */
export function removeApplication(context: RequestContext, { database }: RepositoryOptions, key: string): Promise<void> {
  return database.transaction(context, async (transaction) => {
    const application = await held(context, transaction, key);
    if (application.deleted) throw repositoryErrors.notFound({ what: 'application', name: key });
    const { rows } = await transaction.query<{ key: string }>(context, selectUsersOfModule, [context.tenant.id, key]);
    const [user] = rows;
    if (user !== undefined) throw repositoryErrors.moduleInUse({ key, application: user.key });
    for (const hide of hideApplication) await transaction.query(context, hide, [context.tenant.id, application.id]);
  });
}

/** Brings it back as it was; what is not deleted stays as it is. */
export function restore(context: RequestContext, { database }: RepositoryOptions, key: string): Promise<void> {
  return database.transaction(context, async (transaction) => {
    const application = await held(context, transaction, key);
    if (!application.deleted) return;
    for (const show of showApplication) await transaction.query(context, show, [context.tenant.id, application.id]);
  });
}

/** Makes somebody else its owner. Throws `repository.no-maker`. */
export async function handOver(context: RequestContext, { database, member }: RepositoryOptions, key: string, to: string): Promise<void> {
  const found = (await member?.(context, to)) ?? null;
  await database.transaction(context, async (transaction) => {
    const application = await held(context, transaction, key);
    if (application.deleted) throw repositoryErrors.notFound({ what: 'application', name: key });
    // Who may not hand it over learns nothing of members.
    if (found === null || !found.makes) throw repositoryErrors.noMaker({ member: to });
    await transaction.query(context, setOwner, [context.tenant.id, application.id, found.id]);
  });
}

async function held(context: RequestContext, transaction: Transaction, key: string): Promise<Held> {
  const { rows } = await transaction.query<Held>(context, lockApplication, [context.tenant.id, key]);
  const [application] = rows;
  if (application === undefined) throw repositoryErrors.notFound({ what: 'application', name: key });
  const { actor } = context;
  if (application.owner !== actor.id && !actor.tenantRoles.includes('administrator')) throw repositoryErrors.notYourApplication({ key });
  return application;
}
