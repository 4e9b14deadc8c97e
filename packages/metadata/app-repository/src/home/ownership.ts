import type { Colleague } from '@plinth/api-contract';
import type { Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { StoredApplication } from '../applications.ts';
import { repositoryErrors } from '../errors.ts';
import type { RepositoryOptions } from '../ports.ts';
import {
  hideApplication,
  hideBranches,
  lockApplication,
  selectUsersOfModule,
  setOwner,
  showApplication,
} from './application-statements.ts';

type Held = StoredApplication & { readonly owner: string; readonly deleted: boolean; readonly removed: boolean };

/**
 * Takes an application out of every list and stops it everywhere; nothing that is stored goes. Throws
 * `repository.not-your-application`, and `repository.module-in-use` where something that runs needs it.
 */
export function hide(context: RequestContext, { database }: RepositoryOptions, key: string): Promise<void> {
  return database.transaction(context, async (transaction) => {
    const application = await held(context, transaction, key);
    if (application.deleted) throw repositoryErrors.notFound({ what: 'application', name: key });
    const { rows } = await transaction.query<{ key: string }>(context, selectUsersOfModule, [context.tenant.id, key]);
    const [user] = rows;
    if (user !== undefined) throw repositoryErrors.moduleInUse({ key, application: user.key });
    await transaction.query(context, hideBranches, [context.tenant.id, application.id]);
    await transaction.query(context, hideApplication, [context.tenant.id, application.id, context.actor.id]);
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

/** Whom it can be handed over to. */
export async function possibleOwners(context: RequestContext, { database, makers }: RepositoryOptions, key: string): Promise<Colleague[]> {
  const { owner } = await database.transaction(context, async (transaction) => {
    const application = await held(context, transaction, key);
    if (application.deleted) throw repositoryErrors.notFound({ what: 'application', name: key });
    return application;
  });
  return ((await makers?.(context)) ?? []).filter(({ id }) => id !== owner);
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

/** The application for whom it concerns, held until the end of the transaction. Throws `repository.not-your-application`. */
async function held(context: RequestContext, transaction: Transaction, key: string): Promise<Held> {
  const application = await lockedApplication(context, transaction, key);
  // What is being removed is there for nobody.
  if (application.removed) throw repositoryErrors.notFound({ what: 'application', name: key });
  const { actor } = context;
  if (application.owner !== actor.id && !actor.tenantRoles.includes('administrator')) throw repositoryErrors.notYourApplication({ key });
  return application;
}

/** The application, deleted or not, held until the end of the transaction. Throws `repository.not-found`. */
export async function lockedApplication(context: RequestContext, transaction: Transaction, key: string): Promise<Held> {
  const { rows } = await transaction.query<Held>(context, lockApplication, [context.tenant.id, key]);
  const [application] = rows;
  if (application === undefined) throw repositoryErrors.notFound({ what: 'application', name: key });
  return application;
}
