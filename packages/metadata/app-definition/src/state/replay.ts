import type { ActionBody, DefinitionAction } from '../actions/definition-action.ts';
import { groundless } from '../actions/groundless.ts';
import { type ReduceResult, reduce, type SkippedPart } from '../actions/reduce.ts';
import type { Definition } from '../definition.ts';
import type { DefinitionViolation } from '../validation/violation.ts';
import type { Overwritten } from './overwritten.ts';
import { prospects } from './prospects.ts';
import { rebaseText } from './rebase-text.ts';
import { reducedBy } from './reduced-by.ts';
import type { RefusedAction, Replica, ReplicaChange, TentativeEntry } from './replica.ts';
import { forgotten, movedAlong, withInverse } from './undo-stacks.ts';

/** Pending actions once another action stands before them, and that action as it reads after them: their text changes move past each other. */
export function passedBy(pending: readonly DefinitionAction[], action: ActionBody): { pending: DefinitionAction[]; action: ActionBody } {
  let passing = action;
  const moved = pending.map((own) => {
    const rebased = rebaseText(own, passing);
    passing = rebaseText(passing, own, true);
    return rebased;
  });
  return { pending: moved, action: passing };
}

/** The same view, with nothing happened to it but this. */
export function unchanged(replica: Replica, refused: readonly RefusedAction[] = []): ReplicaChange {
  return { replica, touched: new Set(), refused, overwritten: [], skipped: [] };
}

/** Pending actions that no server has put in order yet: what stands on top. */
export function unordered({ pending, tentative }: Pick<Replica, 'pending' | 'tentative'>): readonly DefinitionAction[] {
  if (tentative.length === 0) return pending;
  const ordered = new Set(tentative.map(({ action }) => action.id));
  return pending.filter(({ id }) => !ordered.has(id));
}

/**
 * Takes away what is tentative, but the first so many of it: texts that were changed on top of it move back, an undo that waits
 * brings back nothing of it, and nobody has seen it any more. The definition is as it was; {@link replay} makes it anew.
 */
export function withoutTentative(replica: Replica, keep = 0): { readonly replica: Replica; readonly touched: ReadonlySet<string> } {
  const touched = new Set<string>();
  const removed = new Map(replica.removed);
  const tentative = replica.tentative.slice(0, keep);
  let { stacks } = replica;
  let above = [...unordered(replica)];
  for (const { action, inverse } of replica.tentative.slice(keep).reverse()) {
    for (const id of [...idsIn(action), ...(inverse === null ? [] : idsIn(inverse))]) touched.add(id);
    const own = replica.pending.find(({ id }) => id === action.id);
    if (own !== undefined) above = [own, ...above];
    else if (inverse !== null) {
      const passed = passedBy(above, textTakenBack(inverse));
      above = passed.pending;
      stacks = movedAlong(stacks, passed.action);
      for (const insert of insertsIn(action)) removed.set(insert.payload.record.id, insert);
    }
  }
  const kept = new Set(tentative.map(({ action }) => action.id));
  const seen = replica.position + keep;
  const below = tentative.reduce((definition, { action }) => reducedBy(definition, action), replica.confirmed);
  const pending = [
    ...replica.pending.filter(({ id }) => kept.has(id)),
    ...undosRenewed(below, above).map((action) => (action.seen > seen ? { ...action, seen } : action)),
  ];
  return { replica: { ...replica, tentative, pending, stacks, removed }, touched };
}

/** Each undo of an action that waits before it, as what takes that one back where it stands now. */
function undosRenewed(below: Definition, actions: readonly DefinitionAction[]): readonly DefinitionAction[] {
  if (actions.every(({ undoes }) => undoes === undefined)) return actions;
  const inverses = new Map<string, ActionBody | null>();
  let definition = below;
  return actions.map((given) => {
    const inverse = given.undoes === undefined ? undefined : inverses.get(given.undoes);
    const action: DefinitionAction = inverse === undefined ? given : { ...given, ...(inverse ?? nothing) };
    const result = reduce(definition, action);
    if (result.refused !== null) return action;
    inverses.set(action.id, result.inverse);
    definition = result.definition;
    return action;
  });
}

/**
 * Puts what is tentative and the pending actions on top of what is confirmed. Those that no longer can be done are set aside by what
 * the log says; by what is tentative, or was (`withdrawn`), they are only held.
 */
export function replay(
  replica: Replica,
  touchedBefore: ReadonlySet<string>,
  told: readonly Overwritten[],
  withdrawn = false,
): ReplicaChange {
  const touched = new Set([...touchedBefore, ...replica.pending.flatMap(idsIn)]);
  const tentative: TentativeEntry[] = [];
  const refused: RefusedAction[] = [];
  const skipped: SkippedPart[] = [];
  let { confirmed: definition, stacks } = replica;
  for (const { position, action } of replica.tentative) {
    const result = reduce(definition, action);
    // It was done here before.
    if (result.refused !== null) throw new Error(`What is tentative is broken at ${position}: ${result.refused.message}`);
    definition = result.definition;
    stacks = withInverse(stacks, action.id, result.inverse);
    tentative.push({ position, action, inverse: result.inverse });
    for (const id of result.touched) touched.add(id);
  }
  const waiting = new Set(unordered(replica).map(({ id }) => id));
  const ordered = replica.pending.filter(({ id }) => !waiting.has(id));
  const above: DefinitionAction[] = [];
  const ownIds = new Set(ordered.map(({ id }) => id));
  const mayCome = prospects(replica.confirmed, tentative, (id) => ownIds.has(id));
  const held = new Set<string>();
  const aside = new Set(replica.refused.map(({ action }) => action.id));
  for (const action of replica.pending.filter(({ id }) => waiting.has(id))) {
    const baseless = groundless(action, aside);
    const result: ReduceResult = baseless === null ? reduce(definition, action) : { refused: baseless };
    const mayBeDone = () => withdrawn || (tentative.length > 0 && (held.size > 0 || mayCome(action, above)));
    // An undo waits with what it takes back.
    const waits = held.has(action.undoes ?? '') || (result.refused !== null && mayBeDone());
    if (baseless === null && waits) {
      held.add(action.id);
      above.push(action);
      continue;
    }
    if (result.refused !== null) {
      refused.push({ action, refusal: result.refused, restore: restoreFor(replica.removed, action, result.refused) });
      aside.add(action.id);
      stacks = forgotten(stacks, action.id);
      continue;
    }
    above.push(action);
    definition = result.definition;
    stacks = withInverse(stacks, action.id, result.inverse);
    skipped.push(...result.skipped);
    for (const id of result.touched) touched.add(id);
  }
  const pending = [...ordered, ...above];
  const next: Replica = { ...replica, definition, tentative, pending, held, stacks, refused: [...replica.refused, ...refused] };
  return { replica: next, touched, refused, overwritten: told, skipped };
}

const nothing: ActionBody = { type: 'BATCH', payload: { actions: [] } };

/** What takes an action back, with texts that it began as changes of them: what somebody wrote into one stays. */
function textTakenBack(inverse: ActionBody): ActionBody {
  if (inverse.type === 'BATCH') return { ...inverse, payload: { actions: inverse.payload.actions.map(textTakenBack) } };
  if (inverse.type !== 'RECORD_UPDATE' || inverse.payload.value !== undefined) return inverse;
  const { id, path, expect } = inverse.payload;
  const [text] = expect ?? [];
  return typeof text === 'string' ? { type: 'RECORD_TEXT', payload: { id, path, changes: [[text.length, '']] } } : inverse;
}

function insertsIn(body: ActionBody): Extract<ActionBody, { type: 'RECORD_INSERT' }>[] {
  if (body.type === 'BATCH') return body.payload.actions.flatMap(insertsIn);
  return body.type === 'RECORD_INSERT' ? [{ type: body.type, payload: body.payload }] : [];
}

export function idsIn(body: ActionBody): string[] {
  if (body.type === 'BATCH') return body.payload.actions.flatMap(idsIn);
  return [body.type === 'RECORD_INSERT' ? body.payload.record.id : body.payload.id];
}

/** What the action needed and somebody removed, brought back, then the action itself. */
export function restoreFor(
  removed: ReadonlyMap<string, ActionBody>,
  action: DefinitionAction,
  refusal: DefinitionViolation,
): ActionBody | null {
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
