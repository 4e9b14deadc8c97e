import type { ActionBody, DefinitionAction, LogEntry } from '../actions/definition-action.ts';
import { reduce, type SkippedPart } from '../actions/reduce.ts';
import { sameJson } from '../actions/same-json.ts';
import type { Definition } from '../definition.ts';
import type { DefinitionViolation } from '../validation/violation.ts';
import { type Overwritten, overwrittenBy } from './overwritten.ts';
import { idsIn, passedBy, replay, restoreFor, unchanged, withoutTentative } from './replay.ts';
import { emptyStacks, forgotten, movedAlong, recorded, type UndoStacks, type UndoStep, withInverse } from './undo-stacks.ts';

/** An action that could not be done, kept for its author. Nothing is lost in silence. */
export interface RefusedAction {
  readonly action: DefinitionAction;
  readonly refusal: DefinitionViolation;
  /** Brings back what was in the way of the action and then does it; null where only a person can decide. */
  readonly restore: ActionBody | null;
}

/** What a server has accepted and put in order, and not yet committed. */
export interface TentativeEntry extends LogEntry {
  /** Takes it back from what stands on top of it; null where it did nothing. */
  readonly inverse: ActionBody | null;
}

/** One person's view of a branch: what the log says, what it is about to say, and what they did that it does not hold yet. Immutable. */
export interface Replica {
  readonly actor: string;
  /** The definition at `position` of the log. */
  readonly confirmed: Definition;
  readonly position: number;
  /** What follows on `position` until it is committed or withdrawn; one's own among it stays pending. */
  readonly tentative: readonly TentativeEntry[];
  readonly pending: readonly DefinitionAction[];
  /** Pending actions that cannot be done for something tentative, or for its absence: they wait for what the log says. */
  readonly held: ReadonlySet<string>;
  /** `confirmed` with `tentative` and then `pending` on top: what the person sees. */
  readonly definition: Definition;
  readonly refused: readonly RefusedAction[];
  readonly stacks: UndoStacks;
  /** Entries that came before their turn, by position. */
  readonly early: ReadonlyMap<number, DefinitionAction>;
  /** One's own latest entries of the log, for telling who replaced what without having seen it. */
  readonly own: readonly LogEntry[];
  /** How the records that were removed last can be brought back. */
  readonly removed: ReadonlyMap<string, ActionBody>;
}

/** What happened to a replica, for those who look at it. */
export interface ReplicaChange {
  readonly replica: Replica;
  /** Ids of records that may look different now. */
  readonly touched: ReadonlySet<string>;
  readonly refused: readonly RefusedAction[];
  /** Own values that somebody has replaced without having seen them. */
  readonly overwritten: readonly Overwritten[];
  /** Parts of an undo that no longer applied. */
  readonly skipped: readonly SkippedPart[];
}

const rememberedEntries = 500;
const rememberedRemovals = 500;

/** A view of a branch at a position of its log. */
export function createReplica(actor: string, definition: Definition, position: number): Replica {
  return {
    actor,
    confirmed: definition,
    position,
    tentative: [],
    pending: [],
    held: new Set(),
    definition,
    refused: [],
    stacks: emptyStacks,
    early: new Map(),
    own: [],
    removed: new Map(),
  };
}

/** Does an action at once, before the log has it. */
export function act(replica: Replica, action: DefinitionAction): ReplicaChange {
  const result = reduce(replica.definition, action);
  if (result.refused !== null) {
    return unchanged(replica, [{ action, refusal: result.refused, restore: restoreFor(replica.removed, action, result.refused) }]);
  }
  const next: Replica = {
    ...replica,
    definition: result.definition,
    pending: [...replica.pending, action],
    stacks: recorded(replica.stacks, action, result.inverse),
  };
  return { replica: next, touched: result.touched, refused: [], overwritten: [], skipped: result.skipped };
}

/**
 * Takes over actions that were done in another window of the same person, at the same position of the log: they come after what is
 * pending here, and texts move along. What cannot be done here is set aside.
 */
export function adopt(given: Replica, actions: readonly DefinitionAction[]): ReplicaChange {
  const known = new Set([...given.pending, ...[...given.own, ...given.refused].map(({ action }) => action)].map(({ id }) => id));
  const fresh = actions.filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return unchanged(given);
  const { replica, touched } = withoutTentative(given);
  const theirs = new Set(actions.map(({ id }) => id));
  const unseen = replica.pending.filter(({ id }) => !theirs.has(id));
  const moved = unseen.reduce<readonly DefinitionAction[]>((rest, action) => passedBy(rest, action).pending, fresh);
  const stacks = moved.reduce((rest, action) => recorded(rest, action, { type: 'BATCH', payload: { actions: [] } }), replica.stacks);
  return replay({ ...replica, pending: [...replica.pending, ...moved], stacks }, touched, []);
}

/** The next thing the person can undo, or redo. */
export function nextStep(replica: Replica, which: 'undo' | 'redo'): UndoStep | null {
  return replica.stacks[which].at(-1) ?? null;
}

/**
 * Takes in what the log says, in any order and however often. Entries from the log must be the log's. What was tentative becomes
 * part of it where the log says the same; where it says something else, all that is tentative is withdrawn.
 */
export function receive(given: Replica, entries: readonly LogEntry[]): ReplicaChange {
  const early = new Map(given.early);
  for (const { position, action } of entries) if (position > given.position) early.set(position, action);
  const foreseen = given.tentative.every(
    ({ position, action }) => !reaches(early, given.position, position) || sameJson(early.get(position), action),
  );
  const { replica, touched: withdrawn } = foreseen ? { replica: given, touched: new Set<string>() } : withoutTentative(given);
  let { confirmed, position, tentative, pending, stacks } = replica;
  // As long as the log says what one did or was told before, in the same order, the definition is what it was.
  let asDone = foreseen;
  const removed = new Map(replica.removed);
  const touched = new Set(withdrawn);
  const told: Overwritten[] = [];
  const own = [...replica.own];
  for (let action = early.get(position + 1); action !== undefined; action = early.get(position + 1)) {
    position++;
    early.delete(position);
    const result = reduce(confirmed, action);
    if (result.refused !== null) throw new Error(`The log is broken at ${position}: ${result.refused.message}`);
    for (const id of result.touched) {
      touched.add(id);
      if (result.definition.records.has(id) || result.inverse === null) continue;
      // What was removed last stands last.
      removed.delete(id);
      removed.set(id, result.inverse);
    }
    const isForeseen = tentative.length > 0;
    tentative = tentative.slice(1);
    const { id } = action;
    const waiting = pending.findIndex((one) => one.id === id);
    asDone &&= isForeseen || (waiting === 0 && sameJson(pending[0], action));
    if (waiting >= 0) {
      pending = pending.toSpliced(waiting, 1);
      stacks = withInverse(stacks, action.id, result.inverse);
    } else {
      if (action.actor === replica.actor) stacks = recorded(stacks, action, result.inverse);
      else told.push(...overwrittenBy(own, action));
      if (!isForeseen) {
        const passed = passedBy(pending, action);
        pending = passed.pending;
        stacks = movedAlong(stacks, passed.action);
      }
    }
    if (action.actor === replica.actor) own.push({ position, action });
    confirmed = result.definition;
  }
  for (const id of removed.keys()) {
    if (removed.size <= rememberedRemovals) break;
    removed.delete(id);
  }
  if (position === replica.position) return unchanged(early.size === given.early.size ? given : { ...given, early });
  const next: Replica = {
    ...{ ...replica, confirmed, position, tentative, pending, stacks, early, own: own.slice(-rememberedEntries), removed },
  };
  // What was held is judged by what the log says now.
  if (!asDone || replica.held.size > 0) return replay(next, touched, told);
  const settled = pending.length === 0 && tentative.length === 0;
  return { ...unchanged(settled ? { ...next, confirmed: next.definition } : next), overwritten: told };
}

/** Whether the log is known from a position to another. */
function reaches(early: ReadonlyMap<number, DefinitionAction>, from: number, to: number): boolean {
  for (let position = from + 1; position <= to; position++) if (!early.has(position)) return false;
  return true;
}

/** What the server refused although it looked possible here: set aside with the reason. */
export function refuseAtServer(given: Replica, refusals: ReadonlyMap<string, DefinitionViolation>): ReplicaChange {
  const isForeseen = given.tentative.some(({ action }) => refusals.has(action.id));
  const { replica, touched } = isForeseen ? withoutTentative(given) : { replica: given, touched: new Set<string>() };
  const refused = replica.pending.flatMap((action) => {
    const refusal = refusals.get(action.id);
    return refusal === undefined ? [] : [{ action, refusal, restore: restoreFor(replica.removed, action, refusal) }];
  });
  if (refused.length === 0) return unchanged(given);
  const pending = replica.pending.filter(({ id }) => !refusals.has(id));
  const stacks = refused.reduce((rest, { action }) => forgotten(rest, action.id), replica.stacks);
  const before: Replica = { ...replica, pending, stacks, refused: [...replica.refused, ...refused] };
  const change = replay(before, new Set([...touched, ...replica.pending.flatMap(idsIn)]), []);
  return { ...change, refused: [...refused, ...change.refused] };
}
