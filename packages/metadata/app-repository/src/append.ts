import {
  acceptActions,
  appOf,
  type Definition,
  type DefinitionAction,
  type DefinitionViolation,
  type LogEntry,
  malformedAction,
  migrateAction,
} from '@plinth/app-definition';
import type { Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { applicationOf, branchOf, type StoredApplication } from './applications.ts';
import type { BranchLog, KnownBranch, StoredBranch } from './branch-log.ts';
import { repositoryErrors } from './errors.ts';
import type { RepositoryOptions } from './ports.ts';
import { knownActions } from './statements.ts';

/** What became of actions sent to a branch. */
export interface AppendResult {
  /** Everything after the expected position, at most 1000. */
  readonly entries: readonly LogEntry[];
  readonly refused: Readonly<Record<string, DefinitionViolation>>;
  readonly position: number;
}

const mostEntries = 1000;

/** Reads actions from outside: their form is checked, older ones are migrated, and the actor is who sends them. */
export function readActions(context: RequestContext, actions: readonly unknown[]): DefinitionAction[] {
  return actions.flatMap((action) => {
    const malformed = malformedAction(action);
    if (malformed !== null) throw repositoryErrors.malformedActions({ reason: malformed });
    return migrateAction({ ...(action as DefinitionAction), actor: context.actor.id }) ?? [];
  });
}

/** Throws `repository.another-member` where the caller is not who is meant. */
export function checkMember(context: RequestContext, member: string | undefined): void {
  if (member !== undefined && member !== context.actor.id) throw repositoryErrors.anotherMember();
}

/**
 * Adds actions to the end of a branch if it still ends at `expectedPosition`; otherwise adds nothing and tells what
 * came in between. Sending the same actions again adds nothing: they are known by their ids. `tell` hears what was added, once
 * it is committed.
 */
export async function appendToBranch(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  target: { readonly application: string; readonly branch?: string },
  expectedPosition: number,
  actions: readonly DefinitionAction[],
  tell: BranchLog['onCommitted'] = log.onCommitted,
): Promise<AppendResult> {
  const known = log.known(context, target);
  if (known !== null) {
    const { branch, position } = known;
    const result =
      position > expectedPosition
        ? await refusedAsLate(context, options, log, branch, expectedPosition)
        : position === expectedPosition
          ? await appendAtKnownEnd(context, options, log, known, actions, tell)
          : null;
    if (result !== null) return result;
  }
  const { result, done } = await options.database.transaction(context, async (transaction) => {
    const application = await applicationOf(context, transaction, target.application);
    const branch = await branchOf(context, transaction, application, target.branch, true);
    log.meet(context, target, application, branch.id);
    const { position } = branch;
    if (position !== expectedPosition) {
      const entries = await log.entriesAfter(context, transaction, branch.id, expectedPosition, mostEntries);
      return { result: { entries, refused: {}, position }, done: null };
    }
    const fresh = await unknownOf(context, transaction, branch, actions);
    const before = await log.definitionAt(context, transaction, branch);
    const { accepted, refused, definition } = acceptActions(before, position, fresh, options.middleware);
    checkIdentity(application, definition);
    if (accepted.length > 0) await log.extend(context, transaction, branch, accepted, definition);
    return { result: { entries: accepted, refused, position: position + accepted.length }, done: { branch, definition } };
  });
  if (done !== null) {
    // Not before the commit: what is rolled back was never there.
    log.remember(context, { id: done.branch.id, position: result.position }, done.definition);
    if (result.entries.length > 0) tell(done.branch.id, result.entries);
  }
  return result;
}

/**
 * The usual case, in one round trip: the actions are judged by the definition that this process remembers, and the statement
 * adds them only if that still is the end of the branch. Null where it is not, or where there is more to write.
 */
async function appendAtKnownEnd(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  known: KnownBranch,
  actions: readonly DefinitionAction[],
  tell: BranchLog['onCommitted'],
): Promise<AppendResult | null> {
  const { application, branch, position, definition: before } = known;
  if (new Set(actions.map(({ id }) => id)).size < actions.length) return null;
  const { accepted, refused, definition } = acceptActions(before, position, actions, options.middleware);
  // Whether a refused action is not an accepted one that was sent again, only the log can say.
  if (accepted.length < actions.length) return null;
  checkIdentity(application, definition);
  const stored = { id: branch, position };
  if (!(await log.extendAtEnd(context, options.database, stored, accepted, before, definition))) return null;
  const end = { id: branch, position: position + accepted.length };
  log.remember(context, end, definition);
  tell(branch, accepted);
  return { entries: accepted, refused, position: end.position };
}

/** Somebody was earlier: what they added. A log only grows, so nothing needs to be held for that. Null where the branch is gone. */
async function refusedAsLate(
  context: RequestContext,
  { database }: RepositoryOptions,
  log: BranchLog,
  branch: string,
  expectedPosition: number,
): Promise<AppendResult | null> {
  const end = await log.endAfter(context, database, branch, expectedPosition, mostEntries);
  return end === null ? null : { ...end, refused: {} };
}

async function unknownOf(
  context: RequestContext,
  transaction: Transaction,
  branch: StoredBranch,
  actions: readonly DefinitionAction[],
): Promise<DefinitionAction[]> {
  const ids = actions.map(({ id }) => id);
  const { rows } = await transaction.query<{ id: string }>(context, knownActions, [context.tenant.id, branch.id, ids]);
  const known = new Set(rows.map(({ id }) => id));
  return actions.filter(({ id }) => {
    if (known.has(id)) return false;
    known.add(id);
    return true;
  });
}

/** Key and type of an application never change: tables and addresses are named by them. Throws `repository.another-application`. */
export function checkIdentity(application: StoredApplication, definition: Definition): void {
  const app = appOf(definition);
  if (app?.key === application.key && app.type === application.type) return;
  const { key, type } = application;
  throw repositoryErrors.anotherApplication({ foundType: app?.type ?? 'definition', found: app?.key ?? '', type, key });
}
