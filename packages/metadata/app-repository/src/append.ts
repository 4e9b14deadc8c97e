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
import type { BranchAddress, BranchLog, LogEnd, StoredBranch } from './branch-log.ts';
import { repositoryErrors } from './errors.ts';
import type { RepositoryOptions } from './ports.ts';
import { knownActions } from './statements.ts';

/** What became of actions sent to a branch. */
export interface AppendResult {
  /** Everything after the expected position, at most 1000; of what was accepted at once, what was sent. */
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

/** Where somebody takes a log to end. */
export interface ExpectedEnd {
  readonly expectedPosition: number;
  /** Ids of what they were told after it as tentative; absent: they hear of nothing before it is committed. */
  readonly tentative?: readonly string[] | undefined;
}

/**
 * Adds actions to the end of a branch if it still ends where it is expected to; otherwise adds nothing and tells what
 * came in between. Sending the same actions again adds nothing: they are known by their ids. Resolves when all is committed.
 */
export async function appendToBranch(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  target: BranchAddress,
  expected: ExpectedEnd,
  actions: readonly DefinitionAction[],
): Promise<AppendResult> {
  const atOnce = await appendAtKnownEnd(context, options, log, target, expected, actions);
  if (atOnce !== null) return atOnce;
  const { expectedPosition, tentative = [] } = expected;
  const { result, done } = await options.database.transaction(context, async (transaction) => {
    const application = await applicationOf(context, transaction, target.application);
    const branch = await branchOf(context, transaction, application, target.branch, true);
    log.meet(context, target, application, branch);
    const { position } = branch;
    const between =
      position === expectedPosition ? [] : await log.entriesAfter(context, transaction, branch.id, expectedPosition, mostEntries);
    const isAsForeseen = between.length === tentative.length && between.every(({ action }, at) => action.id === tentative[at]);
    if (position !== expectedPosition + tentative.length || !isAsForeseen)
      return { result: { entries: between, refused: {}, position }, done: null };
    const fresh = await unknownOf(context, transaction, branch, actions);
    const before = await log.definitionAt(context, transaction, branch);
    const { accepted, refused, definition } = acceptActions(before, position, fresh, options.middleware);
    checkIdentity(application, definition);
    if (accepted.length > 0) await log.extend(context, transaction, branch, accepted, definition);
    const result = { entries: [...between, ...accepted], refused, position: position + accepted.length };
    return { result, done: { branch, definition, accepted } };
  });
  if (done !== null) {
    // Not before the commit: what is rolled back was never there.
    log.remember(context, { id: done.branch.id, position: result.position }, done.definition, done.accepted);
    if (done.accepted.length > 0) log.onCommitted(done.branch.id, done.accepted);
  }
  return result;
}

/**
 * The usual case, in one round trip: the actions are judged by the definition that this process remembers, and by what is about
 * to be committed behind it. Null where the log itself has to be asked.
 */
async function appendAtKnownEnd(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  target: BranchAddress,
  expected: ExpectedEnd,
  actions: readonly DefinitionAction[],
): Promise<AppendResult | null> {
  const { expectedPosition, tentative } = expected;
  const known = log.known(context, target);
  if (known === null || actions.length === 0) return null;
  const { application, branch, position } = known;
  const tail = log.tailOf(context, branch);
  const end = tail.endAfter(known);
  if (end !== null && isEnd(end, expected) && areNew(end, actions)) {
    const check = (definition: Definition) => checkIdentity(application, definition);
    const entries = await tail.append(context, options.database, end, actions, options.middleware, check);
    if (entries !== null) return { entries, refused: {}, position: end.position + entries.length };
    // Whether a refused action is not an accepted one that was sent again, only the log can say.
  } else if (end !== null && !isEnd(end, expected)) {
    if (position > expectedPosition) return refusedAsLate(context, options, log, branch, expectedPosition);
    // Whoever hears what is tentative has heard it before this answer, and sends again behind it.
    if (tentative !== undefined && position === expectedPosition) return { entries: [], refused: {}, position };
    if (position === expectedPosition) {
      await tail.ended();
      return appendAtKnownEnd(context, options, log, target, expected, actions);
    }
  }
  await log.tailOf(context, branch).ended();
  return null;
}

function isEnd({ position, lately }: LogEnd, { expectedPosition, tentative = [] }: ExpectedEnd): boolean {
  const isForeseen = tentative.length === 0 || lately.slice(-tentative.length).join('\n') === tentative.join('\n');
  return position === expectedPosition + tentative.length && isForeseen;
}

function areNew({ lately }: LogEnd, actions: readonly DefinitionAction[]): boolean {
  const ids = new Set(actions.map(({ id }) => id));
  return ids.size === actions.length && !lately.some((id) => ids.has(id));
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
