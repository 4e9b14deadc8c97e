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
import { type RequestContext, shortId } from '@plinth/foundation';
import { mainBranch, type StoredApplication } from './applications.ts';
import { branchChannel, writeBranchNotice } from './live/branch-notice.ts';
import {
  appendAtEnd,
  endOfBranch,
  insertActions,
  insertSnapshot,
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

/** Where the end of a branch is, as far as this process has heard. */
export interface KnownBranch {
  readonly application: StoredApplication;
  readonly branch: string;
  readonly position: number;
  readonly definition: Definition;
}

/** How callers name a branch; `main` where nothing is said. */
export interface BranchAddress {
  readonly application: string;
  readonly branch?: string;
}

const mostRemembered = 100;
const mostAddresses = 1000;

/** Reads and extends the logs of branches; remembers the latest definitions, which the log only ever adds to. */
export class BranchLog {
  /** A name for this process among its like. */
  readonly server = shortId();
  /** Told what this process has added to a log, once it is committed. */
  onCommitted: (branchId: string, entries: readonly LogEntry[]) => void = () => undefined;
  readonly #snapshotEvery: number;
  readonly #latest = new Map<string, { readonly position: number; readonly definition: Definition }>();
  readonly #addresses = new Map<string, { readonly application: StoredApplication; readonly branch: string }>();

  constructor(snapshotEvery: number) {
    this.#snapshotEvery = snapshotEvery;
  }

  /** What this process knows of a branch; null for nothing yet. */
  known(context: DatabaseContext, address: BranchAddress): KnownBranch | null {
    const met = this.#addresses.get(addressOf(context, address));
    const latest = met === undefined ? undefined : this.#latest.get(`${context.tenant.id} ${met.branch}`);
    return met === undefined || latest === undefined ? null : { ...met, ...latest };
  }

  /** Keeps at hand which branch an address means: its ids never change. */
  meet(context: DatabaseContext, address: BranchAddress, application: StoredApplication, branch: string): void {
    keepLatest(this.#addresses, addressOf(context, address), { application, branch }, mostAddresses);
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
    if (accepted.length === due.length) this.remember(context, { id: branchId, position: latest.position + due.length }, definition);
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
    keepLatest(this.#latest, key, { position, definition }, mostRemembered);
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
   * Adds accepted entries in one round trip, without holding the branch before: false, and nothing, where the branch no longer
   * ends where it did or is not there for the caller, where an action is in the log already, or where it takes more than that.
   */
  async extendAtEnd(
    context: RequestContext,
    queryable: Queryable,
    branch: StoredBranch,
    entries: readonly LogEntry[],
    before: Definition,
    definition: Definition,
  ): Promise<boolean> {
    const position = branch.position + entries.length;
    if (entries.length === 0 || this.#snapshotIsDue(branch.position, entries) || isCalledOtherwise(before, definition)) return false;
    const values = [
      ...[context.tenant.id, branch.id, branch.position, position],
      ...columnsOf(entries),
      ...[branchChannel, writeBranchNotice({ branch: branch.id, position, server: this.server }), context.actor.id],
    ];
    return (await queryable.query(context, appendAtEnd, values)).rows.length > 0;
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
