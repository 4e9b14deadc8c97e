import type { Branch, BranchHistoryEntry } from '@plinth/api-contract';
import {
  acceptActions,
  actionBetween,
  currentSchemaVersion,
  type Definition,
  type DefinitionAction,
  type DefinitionDiff,
  definitionOf,
  diff,
  type MergeDecision,
  resolveMerge,
} from '@plinth/app-definition';
import type { Queryable } from '@plinth/database';
import { type RequestContext, shortId, uuidV7 } from '@plinth/foundation';
import { checkIdentity } from './append.ts';
import { applicationOf, branchOf, mainBranch, type StoredApplication } from './applications.ts';
import type { BranchLog, StoredBranch } from './branch-log.ts';
import { repositoryErrors } from './errors.ts';
import { type LogPoint, mergeBase } from './merge-base.ts';
import type { RepositoryOptions } from './ports.ts';
import { hideBranch, insertBranch, insertLink, selectBranches, selectHistory, selectLinks } from './statements.ts';

/** The branches of an application that the caller may see, the oldest first. */
export async function allBranches(context: RequestContext, queryable: Queryable, application: StoredApplication): Promise<Branch[]> {
  const values = [context.tenant.id, application.id, context.actor.id];
  return (await queryable.query<Branch>(context, selectBranches, values)).rows;
}

export interface NewBranch {
  readonly key: string;
  readonly definition: Definition;
  /** The version it begins with. */
  readonly forkedFrom?: string;
  /** The point of another branch it begins with. */
  readonly origin?: LogPoint;
  readonly private?: boolean;
}

/** Adds a branch that starts with a definition; throws `repository.branch-exists`. */
export async function addBranch(
  context: RequestContext,
  queryable: Queryable,
  log: BranchLog,
  application: StoredApplication,
  branch: NewBranch,
): Promise<void> {
  const { actor, tenant } = context;
  const id = uuidV7();
  const owner = branch.private === true ? actor.id : null;
  const values = [tenant.id, id, application.id, branch.key, branch.forkedFrom ?? null, actor.id, owner];
  const { rows } = await queryable.query(context, insertBranch, values);
  if (rows.length === 0) throw repositoryErrors.branchExists({ key: branch.key });
  await log.keepSnapshot(context, queryable, id, 0, branch.definition);
  if (branch.origin !== undefined) await link(context, queryable, { branch: id, position: 0 }, branch.origin);
}

/** Deletes a branch. Its log stays, for others began with it, but nobody finds it any more. */
export async function removeBranch(context: RequestContext, queryable: Queryable, application: StoredApplication, key: string) {
  if (key === mainBranch) throw repositoryErrors.mainStays();
  const branch = await branchOf(context, queryable, application, key);
  await queryable.query(context, hideBranch, [context.tenant.id, branch.id]);
}

function link(context: RequestContext, queryable: Queryable, at: LogPoint, from: LogPoint) {
  return queryable.query(context, insertLink, [context.tenant.id, at.branch, at.position, from.branch, from.position]);
}

interface MergeTarget {
  readonly application: string;
  readonly into: string;
  readonly from: string;
}

/** What merging a branch into another comes to; nothing is changed. */
export async function compare(context: RequestContext, queryable: Queryable, log: BranchLog, target: MergeTarget) {
  const application = await applicationOf(context, queryable, target.application);
  const ours = await branchOf(context, queryable, application, target.into);
  const merging = await prepareMerge(context, queryable, log, application, ours, target, []);
  const { before, resolved } = merging;
  return { ours: ours.position, theirs: merging.theirs.position, before, merged: resolved.definition, conflicts: resolved.conflicts };
}

async function prepareMerge(
  context: RequestContext,
  queryable: Queryable,
  log: BranchLog,
  application: StoredApplication,
  ours: StoredBranch,
  { from }: MergeTarget,
  decisions: readonly MergeDecision[],
) {
  const theirs = await branchOf(context, queryable, application, from);
  if (theirs.id === ours.id) throw repositoryErrors.oneBranch({ key: from });
  const links = await queryable.query<{ at: string; atPosition: number; from: string; fromPosition: number }>(context, selectLinks, [
    context.tenant.id,
    application.id,
  ]);
  const base = mergeBase(
    links.rows.map((row) => ({
      at: { branch: row.at, position: row.atPosition },
      from: { branch: row.from, position: row.fromPosition },
    })),
    { branch: ours.id, position: ours.position },
    { branch: theirs.id, position: theirs.position },
  );
  const before = await log.definitionAt(context, queryable, ours);
  const other = await log.definitionAt(context, queryable, theirs);
  // Branches that nothing links, as a restored backup may have: whatever they both have in common is unchanged.
  const start = base === null ? definitionOf([]) : await log.definitionAt(context, queryable, { id: base.branch, position: base.position });
  return { theirs, before, resolved: resolveMerge(start, before, other, decisions) };
}

export interface MergeInput {
  readonly ours: number;
  readonly theirs: number;
  readonly decisions: readonly MergeDecision[];
}

/**
 * Merges a branch into another as one action. Throws `repository.moved-on` where either is not what was compared,
 * `repository.undecided-conflicts` and `repository.unsound-decisions`.
 */
export async function mergeInto(
  context: RequestContext,
  options: RepositoryOptions,
  log: BranchLog,
  target: MergeTarget,
  input: MergeInput,
): Promise<{ readonly position: number; readonly changes: DefinitionDiff }> {
  const { result, done } = await options.database.transaction(context, async (transaction) => {
    const application = await applicationOf(context, transaction, target.application);
    const branch = await branchOf(context, transaction, application, target.into, true);
    const { theirs, before, resolved } = await prepareMerge(context, transaction, log, application, branch, target, input.decisions);
    for (const [now, expected] of [
      [branch.position, input.ours],
      [theirs.position, input.theirs],
    ] as const) {
      if (now !== expected) throw repositoryErrors.movedOn({ position: now, expected });
    }
    const [undecided] = resolved.undecided;
    const count = resolved.undecided.length;
    if (undecided !== undefined) throw repositoryErrors.undecidedConflicts({ count, first: undecided.record });
    const [unsound] = resolved.unsound;
    if (unsound !== undefined) throw repositoryErrors.unsoundDecisions({ first: unsound.message });
    checkIdentity(application, resolved.definition);
    const body = actionBetween(before, resolved.definition);
    const action: DefinitionAction | null = body && {
      ...body,
      id: shortId(),
      actor: context.actor.id,
      intent: `Merge branch ${target.from}`,
      schemaVersion: currentSchemaVersion,
      seen: branch.position,
    };
    const told = acceptActions(before, branch.position, action === null ? [] : [action], options.middleware);
    const [refusal] = Object.values(told.refused);
    if (refusal !== undefined) throw repositoryErrors.refused({ reason: refusal.message });
    if (told.accepted.length > 0) await log.extend(context, transaction, branch, told.accepted, told.definition);
    const end = { id: branch.id, position: branch.position + told.accepted.length };
    await link(context, transaction, { branch: end.id, position: end.position }, { branch: theirs.id, position: theirs.position });
    return { result: { position: end.position, changes: diff(before, told.definition) }, done: { end, definition: told.definition } };
  });
  // Not before the commit: what was rolled back must not be remembered.
  log.remember(context, done.end, done.definition);
  return result;
}

/** A page of the log, the latest first. */
export async function historyOf(
  context: RequestContext,
  options: RepositoryOptions,
  branch: StoredBranch,
  before: number | null,
  limit: number,
): Promise<{ readonly items: BranchHistoryEntry[]; readonly next: number | null }> {
  const values = [context.tenant.id, branch.id, before, limit];
  const { rows } = await options.database.query<Omit<BranchHistoryEntry, 'actorName'>>(context, selectHistory, values);
  const actors = [...new Set(rows.map(({ actor }) => actor))];
  const names = await options.namesOf?.(context, actors);
  const last = rows.at(-1)?.position ?? 1;
  return { items: rows.map((row) => ({ ...row, actorName: names?.get(row.actor) ?? '' })), next: last > 1 ? last : null };
}
