import {
  acceptActions,
  appOf,
  type Definition,
  type DefinitionAction,
  definitionOf,
  type LogEntry,
  migrateAction,
  readSnapshot,
  snapshotOf,
} from '@plinth/app-definition';
import type { DatabaseContext, Queryable } from '@plinth/database';
import { branchChannel, writeBranchNotice } from './live/branch-notice.ts';
import { insertActions, insertSnapshot, labelApplication, moveBranch, notifyBranch, selectActions, selectSnapshot } from './statements.ts';

/** A branch as it is stored. */
export interface StoredBranch {
  readonly id: string;
  readonly position: number;
}

const mostRemembered = 100;

/** Reads and extends the logs of branches; remembers the latest definitions, which the log only ever adds to. */
export class BranchLog {
  readonly #snapshotEvery: number;
  readonly #latest = new Map<string, { readonly position: number; readonly definition: Definition }>();

  constructor(snapshotEvery: number) {
    this.#snapshotEvery = snapshotEvery;
  }

  /** The definition at the branch's position: a snapshot, or what is remembered, and the actions since. */
  async definitionAt(context: DatabaseContext, queryable: Queryable, branch: StoredBranch): Promise<Definition> {
    const key = `${context.tenant.id} ${branch.id}`;
    const remembered = this.#latest.get(key);
    const start =
      remembered !== undefined && remembered.position <= branch.position ? remembered : await this.#snapshot(context, queryable, branch);
    let { definition, position } = start;
    while (position < branch.position) {
      const from = position;
      const entries = await this.entriesAfter(context, queryable, branch.id, from, 1000);
      const due = entries.filter((entry) => entry.position <= branch.position);
      const told = acceptActions(
        definition,
        position,
        due.map(({ action }) => action),
      );
      const inOrder = due.every((entry, at) => entry.position === from + at + 1);
      // The log holds only what was accepted, so anything refused or missing means that it was tampered with.
      if (due.length === 0 || !inOrder || told.accepted.length !== due.length)
        throw new Error(`The log of branch ${branch.id} is broken after ${position}.`);
      definition = told.definition;
      position += due.length;
    }
    this.remember(context, branch, definition);
    return definition;
  }

  async #snapshot(
    context: DatabaseContext,
    queryable: Queryable,
    branch: StoredBranch,
  ): Promise<{ position: number; definition: Definition }> {
    const { rows } = await queryable.query<{ position: string; snapshot: unknown }>(context, selectSnapshot, [
      context.tenant.id,
      branch.id,
      branch.position,
    ]);
    const [row] = rows;
    if (row === undefined) return { position: 0, definition: definitionOf([]) };
    const read = readSnapshot(row.snapshot);
    if (read.definition === null) throw new Error(`The snapshot of branch ${branch.id} at ${row.position} is broken.`);
    return { position: Number(row.position), definition: read.definition };
  }

  /** Keeps the definition at a branch's committed position at hand. */
  remember(context: DatabaseContext, { id, position }: StoredBranch, definition: Definition): void {
    const key = `${context.tenant.id} ${id}`;
    if ((this.#latest.get(key)?.position ?? 0) > position) return;
    this.#latest.delete(key);
    this.#latest.set(key, { position, definition });
    const [oldest] = this.#latest.keys();
    if (this.#latest.size > mostRemembered && oldest !== undefined) this.#latest.delete(oldest);
  }

  /** The entries after a position, in order. Actions of an older schema come as ones of this. */
  async entriesAfter(context: DatabaseContext, queryable: Queryable, branchId: string, after: number, limit: number): Promise<LogEntry[]> {
    const { rows } = await queryable.query<{ position: string; action: DefinitionAction }>(context, selectActions, [
      context.tenant.id,
      branchId,
      after,
      limit,
    ]);
    return rows.flatMap(({ position, action }) => {
      const migrated = migrateAction(action);
      return migrated === null ? [] : [{ position: Number(position), action: migrated }];
    });
  }

  /** Adds accepted entries to a branch that the transaction holds; `definition` is what they lead to. */
  async extend(
    context: DatabaseContext,
    transaction: Queryable,
    branch: StoredBranch,
    entries: readonly LogEntry[],
    definition: Definition,
  ): Promise<void> {
    const position = branch.position + entries.length;
    const tenant = context.tenant.id;
    const columns = [
      entries.map((entry) => entry.position),
      entries.map(({ action }) => action.id),
      entries.map(({ action }) => action.actor),
      entries.map(({ action }) => JSON.stringify(action)),
    ];
    await transaction.batch(context, [
      { statement: insertActions, values: [tenant, branch.id, ...columns] },
      { statement: moveBranch, values: [tenant, branch.id, position] },
      { statement: labelApplication, values: [tenant, branch.id, appOf(definition)?.label ?? ''] },
      { statement: notifyBranch, values: [branchChannel, writeBranchNotice({ branch: branch.id, position })] },
    ]);
    if (Math.floor(position / this.#snapshotEvery) > Math.floor(branch.position / this.#snapshotEvery) || isLarge(entries)) {
      await this.keepSnapshot(context, transaction, branch.id, position, definition);
    }
  }

  async keepSnapshot(
    context: DatabaseContext,
    transaction: Queryable,
    branchId: string,
    position: number,
    definition: Definition,
  ): Promise<void> {
    await transaction.query(context, insertSnapshot, [context.tenant.id, branchId, position, JSON.stringify(snapshotOf(definition))]);
  }
}

/** A push of a whole application is one action that takes as long to tell again as a thousand. */
function isLarge(entries: readonly LogEntry[]): boolean {
  return entries.some(({ action }) => action.type === 'BATCH' && action.payload.actions.length > 200);
}
