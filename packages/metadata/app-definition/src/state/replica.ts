import type { ActionBody, DefinitionAction, LogEntry } from '../actions/definition-action.ts';
import { reduce, type SkippedPart } from '../actions/reduce.ts';
import { sameJson } from '../actions/same-json.ts';
import type { Definition } from '../definition.ts';
import type { DefinitionViolation } from '../validation/violation.ts';
import { type Overwritten, overwrittenBy } from './overwritten.ts';
import { rebaseText } from './rebase-text.ts';
import { emptyStacks, forgotten, movedAlong, recorded, type UndoStacks, type UndoStep, withInverse } from './undo-stacks.ts';

/** An action that could not be done, kept for its author. Nothing is lost in silence. */
export interface RefusedAction {
  readonly action: DefinitionAction;
  readonly refusal: DefinitionViolation;
  /** Brings back what was in the way of the action and then does it; null where only a person can decide. */
  readonly restore: ActionBody | null;
}

/** One person's view of a branch: what the log says, and what they did that the log does not hold yet. Immutable. */
export interface Replica {
  readonly actor: string;
  /** The definition at `position` of the log. */
  readonly confirmed: Definition;
  readonly position: number;
  readonly pending: readonly DefinitionAction[];
  /** `confirmed` with `pending` on top: what the person sees. */
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
    pending: [],
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
 * Takes over actions that were done in another window of the same person, at the same position of the log. What cannot
 * be done here is set aside.
 */
export function adopt(replica: Replica, actions: readonly DefinitionAction[]): ReplicaChange {
  const known = new Set([...replica.pending, ...replica.own.map(({ action }) => action)].map(({ id }) => id));
  const fresh = actions.filter(({ id }) => !known.has(id));
  const stacks = fresh.reduce((rest, action) => recorded(rest, action, { type: 'BATCH', payload: { actions: [] } }), replica.stacks);
  return replay({ ...replica, pending: [...replica.pending, ...fresh], stacks }, new Set(), []);
}

function unchanged(replica: Replica, refused: readonly RefusedAction[] = []): ReplicaChange {
  return { replica, touched: new Set(), refused, overwritten: [], skipped: [] };
}

/** The next thing the person can undo, or redo. */
export function nextStep(replica: Replica, which: 'undo' | 'redo'): UndoStep | null {
  return replica.stacks[which].at(-1) ?? null;
}

/** Takes in what the log says, in any order and however often. Entries from the log must be the log's. */
export function receive(replica: Replica, entries: readonly LogEntry[]): ReplicaChange {
  const early = new Map(replica.early);
  for (const { position, action } of entries) if (position > replica.position) early.set(position, action);
  let { confirmed, position, pending, stacks } = replica;
  // As long as the log says what one did, in the same order, the definition is what it was.
  let asDone = true;
  const removed = new Map(replica.removed);
  const touched = new Set<string>();
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
    const waiting = pending.findIndex(({ id }) => id === action.id);
    asDone &&= waiting === 0 && sameJson(pending[0], action);
    if (waiting >= 0) {
      pending = pending.toSpliced(waiting, 1);
      stacks = withInverse(stacks, action.id, result.inverse);
    } else {
      if (action.actor === replica.actor) stacks = recorded(stacks, action, result.inverse);
      else told.push(...overwrittenBy(own, action));
      const passed = passedBy(pending, action);
      pending = passed.pending;
      stacks = movedAlong(stacks, passed.action);
    }
    if (action.actor === replica.actor) own.push({ position, action });
    confirmed = result.definition;
  }
  for (const id of removed.keys()) {
    if (removed.size <= rememberedRemovals) break;
    removed.delete(id);
  }
  if (position === replica.position) return unchanged(early.size === replica.early.size ? replica : { ...replica, early });
  const next: Replica = { ...replica, confirmed, position, pending, stacks, early, own: own.slice(-rememberedEntries), removed };
  if (!asDone) return replay(next, touched, told);
  return unchanged(pending.length === 0 ? { ...next, confirmed: next.definition } : next);
}

/** Pending actions once another action stands before them, and that action as it reads after them: their text changes move past each other. */
function passedBy(pending: readonly DefinitionAction[], action: ActionBody): { pending: DefinitionAction[]; action: ActionBody } {
  let passing = action;
  const moved = pending.map((own) => {
    const rebased = rebaseText(own, passing);
    passing = rebaseText(passing, own, true);
    return rebased;
  });
  return { pending: moved, action: passing };
}

/** What the server refused although it looked possible here: set aside with the reason. */
export function refuseAtServer(replica: Replica, refusals: ReadonlyMap<string, DefinitionViolation>): ReplicaChange {
  const refused = replica.pending.flatMap((action) => {
    const refusal = refusals.get(action.id);
    return refusal === undefined ? [] : [{ action, refusal, restore: restoreFor(replica.removed, action, refusal) }];
  });
  if (refused.length === 0) return unchanged(replica);
  const pending = replica.pending.filter(({ id }) => !refusals.has(id));
  const stacks = refused.reduce((rest, { action }) => forgotten(rest, action.id), replica.stacks);
  const before: Replica = { ...replica, pending, stacks, refused: [...replica.refused, ...refused] };
  const change = replay(before, new Set(replica.pending.flatMap(idsIn)), []);
  return { ...change, refused: [...refused, ...change.refused] };
}

/** Puts the pending actions on top of what is confirmed; those that no longer can be done are set aside. */
export function replay(replica: Replica, touchedBefore: ReadonlySet<string>, told: readonly Overwritten[]): ReplicaChange {
  const touched = new Set([...touchedBefore, ...replica.pending.flatMap(idsIn)]);
  const pending: DefinitionAction[] = [];
  const refused: RefusedAction[] = [];
  const skipped: SkippedPart[] = [];
  let { confirmed: definition, stacks } = replica;
  for (const action of replica.pending) {
    const result = reduce(definition, action);
    if (result.refused !== null) {
      refused.push({ action, refusal: result.refused, restore: restoreFor(replica.removed, action, result.refused) });
      stacks = forgotten(stacks, action.id);
      continue;
    }
    pending.push(action);
    definition = result.definition;
    stacks = withInverse(stacks, action.id, result.inverse);
    skipped.push(...result.skipped);
    for (const id of result.touched) touched.add(id);
  }
  const next: Replica = { ...replica, definition, pending, stacks, refused: [...replica.refused, ...refused] };
  return { replica: next, touched, refused, overwritten: told, skipped };
}

function idsIn(body: ActionBody): string[] {
  if (body.type === 'BATCH') return body.payload.actions.flatMap(idsIn);
  return [body.type === 'RECORD_INSERT' ? body.payload.record.id : body.payload.id];
}

/** What the action needed and somebody removed, brought back, then the action itself. */
function restoreFor(removed: ReadonlyMap<string, ActionBody>, action: DefinitionAction, refusal: DefinitionViolation): ActionBody | null {
  if (refusal.rule !== 'reference') return null;
  const needed = new Set([refusal.record, ...idsIn(action), ...parentsIn(action)].flatMap((id) => removed.get(id) ?? []));
  if (needed.size === 0) return null;
  return { type: 'BATCH', payload: { actions: [...needed, bodyOf(action)] } };
}

function parentsIn(body: ActionBody): string[] {
  if (body.type === 'BATCH') return body.payload.actions.flatMap(parentsIn);
  if (body.type === 'RECORD_INSERT') return 'parent' in body.payload.record ? [body.payload.record.parent] : [];
  return body.type === 'RECORD_MOVE' && body.payload.to.parent !== undefined ? [body.payload.to.parent] : [];
}

/** An action without who, when and why. */
export function bodyOf(action: DefinitionAction): ActionBody {
  return { type: action.type, payload: action.payload } as ActionBody;
}
