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
import type { Database, DatabaseContext, Queryable } from '@plinth/database';
import { type RequestContext, shortId } from '@plinth/foundation';
import { mainBranch, type StoredApplication } from './applications.ts';
import { BranchTail } from './branch-tail.ts';
import { branchChannel, writeBranchNotice } from './live/branch-notice.ts';
import {
  appendAtEnd,
  endOfBranch,
  holdEndOfBranch,
  insertActions,
  insertSnapshot,
  knownActions,
  labelApplication,
  moveBranch,
  notifyBranch,
  selectActions,
  selectSnapshot,
} from './statements.ts';

/** A branch as it is stored. */
export interface StoredBranch {
  readonly id: string;
  readonly position: number;
}

/** A branch as one of those finds it who may see it. */
export interface VisibleBranch extends StoredBranch {
  /** The member whose private branch it is; null: everybody's. */
  readonly privateTo: string | null;
}

/** Where a log ends, and what it leads to. */
export interface LogEnd {
  readonly position: number;
  readonly definition: Definition;
  /** Ids of the last actions up to there, the latest last, as far as this process has added them itself or heard of them. */
  readonly lately: readonly string[];
}

/** Where the end of a branch is, as far as this process has heard. */
export interface KnownBranch extends LogEnd {
  readonly application: StoredApplication;
  readonly branch: string;
}

/** How callers name a branch; `main` where nothing is said. */
export interface BranchAddress {
  readonly application: string;
  readonly branch?: string;
}

const mostRemembered = 100;
const mostAddresses = 1000;
const mostLately = 500;

/** Reads and extends the logs of branches; remembers the latest definitions, which the log only ever adds to. */
export class BranchLog {
  /** A name for this process among its like. */
  readonly server = shortId();
  /** Told what this process has added to a log, once it is committed. */
  onCommitted: (branchId: string, entries: readonly LogEntry[]) => void = () => undefined;
  /** Told what this process has put in order after a position and not yet committed; none: what was is withdrawn. */
  onTentative: (branchId: string, after: number, entries: readonly LogEntry[]) => void = () => undefined;
  readonly #snapshotEvery: number;
  readonly #latest = new Map<string, LogEnd>();
  readonly #addresses = new Map<string, { readonly application: StoredApplication; readonly branch: VisibleBranch }>();
  readonly #tails = new Map<string, BranchTail>();

  constructor(snapshotEvery: number) {
    this.#snapshotEvery = snapshotEvery;
  }

  /** What this process knows of a branch; null for nothing yet, and where it is private to somebody else. */
  known(context: RequestContext, address: BranchAddress): KnownBranch | null {
    const met = this.#addresses.get(addressOf(context, address));
    if (met === undefined || (met.branch.privateTo !== null && met.branch.privateTo !== context.actor.id)) return null;
    const latest = this.#latest.get(`${context.tenant.id} ${met.branch.id}`);
    return latest === undefined ? null : { application: met.application, branch: met.branch.id, ...latest };
  }

  /** Keeps at hand which branch an address means: its ids never change, nor whose it is. */
  meet(context: DatabaseContext, address: BranchAddress, application: StoredApplication, branch: VisibleBranch): void {
    keepLatest(this.#addresses, addressOf(context, address), { application, branch }, mostAddresses);
  }

  /** What is accepted at the end of a branch and not yet committed. To be asked for anew after every wait. */
  tailOf(context: DatabaseContext, branchId: string): BranchTail {
    const key = `${context.tenant.id} ${branchId}`;
    const found = this.#tails.get(key);
    if (found !== undefined) return found;
    const tail = new BranchTail(this, branchId, (used) => {
      if (used) this.#tails.set(key, tail);
      else this.#tails.delete(key);
    });
    return tail;
  }

  /** Takes in entries that were read for somebody else, where they follow on what is remembered. */
  learn(context: DatabaseContext, branchId: string, entries: readonly LogEntry[]): void {
    const latest = this.#latest.get(`${context.tenant.id} ${branchId}`);
    if (latest === undefined) return;
    const due = entries.filter(({ position }) => position > latest.position);
    if (due.length === 0 || !due.every(({ position }, at) => position === latest.position + at + 1)) return;
    const { accepted, definition } = acceptActions(
      latest.definition,
      latest.position,
      due.map(({ action }) => action),
    );
    // What does not fit is for those to tell who read the definition.
    if (accepted.length === due.length) this.remember(context, { id: branchId, position: latest.position + due.length }, definition, due);
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
  remember(context: DatabaseContext, { id, position }: StoredBranch, definition: Definition, added: readonly LogEntry[] = []): void {
    const key = `${context.tenant.id} ${id}`;
    const before = this.#latest.get(key);
    if ((before?.position ?? 0) > position) return;
    const ids = added.map(({ action }) => action.id);
    const follows = before !== undefined && before.position + ids.length === position;
    const lately = follows ? [...before.lately, ...ids].slice(-mostLately) : ids;
    keepLatest(this.#latest, key, { position, definition, lately }, mostRemembered);
  }

  /** The entries after a position, in order. Actions of an older schema come as ones of this. */
  async entriesAfter(context: DatabaseContext, queryable: Queryable, branchId: string, after: number, limit: number): Promise<LogEntry[]> {
    const { rows } = await queryable.query<StoredEntry>(context, selectActions, [context.tenant.id, branchId, after, limit]);
    return entriesOf(rows);
  }

  /**
   * The entries after a position, at most so many, and where the log ends, in one round trip; null where the branch is not there
   * for the caller any more.
   */
  async endAfter(context: RequestContext, queryable: Queryable, branchId: string, after: number, limit: number) {
    const tenant = context.tenant.id;
    const [end, read] = await queryable.batch(context, [
      { statement: endOfBranch, values: [tenant, branchId, context.actor.id] },
      { statement: selectActions, values: [tenant, branchId, after, limit] },
    ]);
    const [row] = end?.rows ?? [];
    if (row === undefined) return null;
    const entries = entriesOf((read?.rows ?? []) as unknown as StoredEntry[]);
    // The second statement sees what was committed after the first.
    return { entries, position: Math.max(Number(row.position), entries.at(-1)?.position ?? 0) };
  }

  /**
   * Adds accepted entries to the end of a branch, in one round trip where nothing else is to be written: false, and nothing, where
   * the branch no longer ends there or is not there for the caller, and where an action is in the log already.
   */
  async append(
    context: RequestContext,
    database: Database,
    branch: StoredBranch,
    entries: readonly LogEntry[],
    before: Definition,
    definition: Definition,
  ): Promise<boolean> {
    const position = branch.position + entries.length;
    const tenant = context.tenant.id;
    if (this.#snapshotIsDue(branch.position, entries) || isCalledOtherwise(before, definition)) {
      return database.transaction(context, async (transaction) => {
        const { rows } = await transaction.query<{ position: string }>(context, holdEndOfBranch, [tenant, branch.id, context.actor.id]);
        if (Number(rows[0]?.position ?? -1) !== branch.position) return false;
        const ids = entries.map(({ action }) => action.id);
        const known = await transaction.query(context, knownActions, [tenant, branch.id, ids]);
        if (known.rows.length > 0) return false;
        await this.extend(context, transaction, branch, entries, definition);
        return true;
      });
    }
    const values = [
      ...[tenant, branch.id, branch.position, position],
      ...columnsOf(entries),
      ...[branchChannel, writeBranchNotice({ branch: branch.id, position, server: this.server }), context.actor.id],
    ];
    return (await database.query(context, appendAtEnd, values)).rows.length > 0;
  }

  #snapshotIsDue(from: number, entries: readonly LogEntry[]): boolean {
    return Math.floor((from + entries.length) / this.#snapshotEvery) > Math.floor(from / this.#snapshotEvery) || isLarge(entries);
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
    await transaction.batch(context, [
      { statement: insertActions, values: [tenant, branch.id, ...columnsOf(entries)] },
      { statement: moveBranch, values: [tenant, branch.id, position] },
      { statement: labelApplication, values: [tenant, branch.id, ...titleOf(definition)] },
      { statement: notifyBranch, values: [branchChannel, writeBranchNotice({ branch: branch.id, position, server: this.server })] },
    ]);
    if (this.#snapshotIsDue(branch.position, entries)) {
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

interface StoredEntry {
  readonly position: string;
  readonly action: DefinitionAction;
}

function entriesOf(rows: readonly StoredEntry[]): LogEntry[] {
  return rows.flatMap(({ position, action }) => {
    const migrated = migrateAction(action);
    return migrated === null ? [] : [{ position: Number(position), action: migrated }];
  });
}

/** What lists of applications show of a definition: label and icon. */
function titleOf(definition: Definition): readonly [string, string] {
  const app = appOf(definition);
  return [app?.label ?? '', app?.icon ?? ''];
}

function isCalledOtherwise(before: Definition, after: Definition): boolean {
  return titleOf(before).join('\n') !== titleOf(after).join('\n');
}

function columnsOf(entries: readonly LogEntry[]) {
  return [
    entries.map((entry) => entry.position),
    entries.map(({ action }) => action.id),
    entries.map(({ action }) => action.actor),
    entries.map(({ action }) => JSON.stringify(action)),
  ];
}

function addressOf({ tenant }: DatabaseContext, { application, branch = mainBranch }: BranchAddress): string {
  return JSON.stringify([tenant.id, application, branch]);
}

/** Sets what was used last, and forgets what was not used for longest. */
function keepLatest<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

/** A push of a whole application is one action that takes as long to tell again as a thousand. */
function isLarge(entries: readonly LogEntry[]): boolean {
  return entries.some(({ action }) => action.type === 'BATCH' && action.payload.actions.length > 200);
}
