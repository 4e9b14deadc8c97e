import type { DefinitionAction, LogEntry } from '../actions/definition-action.ts';
import { reduce } from '../actions/reduce.ts';
import { sameJson } from '../actions/same-json.ts';
import { reducedBy } from './reduced-by.ts';
import { passedBy, replay, unchanged, unordered, withoutTentative } from './replay.ts';
import type { Replica, ReplicaChange, TentativeEntry } from './replica.ts';
import { movedAlong } from './undo-stacks.ts';

/**
 * Takes in what a server has put in order and not yet committed: everything after `after` is these entries now, none where it was
 * withdrawn. Where something before them is missing, nothing: the log will tell.
 */
export function foresee(given: Replica, after: number, entries: readonly LogEntry[]): ReplicaChange {
  const from = Math.max(after, given.position);
  const keep = from - given.position;
  if (keep > given.tentative.length) return unchanged(given);
  const isWithdrawn = keep < given.tentative.length;
  const { replica, touched } = isWithdrawn ? withoutTentative(given, keep) : { replica: given, touched: new Set<string>() };
  const tentative: TentativeEntry[] = [...replica.tentative];
  let end = tentative.reduce((definition, { action }) => reducedBy(definition, action), replica.confirmed);
  let { pending, stacks } = replica;
  // As long as a server puts in order what one did, in the same order, the definition is what it was.
  let asDone = !isWithdrawn;
  for (const { position, action } of entries) {
    if (position !== replica.position + tentative.length + 1) continue;
    const result = reduce(end, action);
    // Another version of the platform, say: whoever cannot follow waits for the log.
    if (result.refused !== null) break;
    end = result.definition;
    const above = unordered({ pending, tentative });
    const below = pending.slice(0, pending.length - above.length);
    const waiting = above.findIndex(({ id }) => id === action.id);
    const own = above[waiting];
    if (own === undefined) {
      const passed = passedBy(above, action);
      pending = [...below, ...passed.pending];
      stacks = movedAlong(stacks, passed.action);
    } else pending = [...below, own, ...above.toSpliced(waiting, 1)];
    asDone &&= waiting === 0 && sameJson(own, action);
    tentative.push({ position, action, inverse: result.inverse });
  }
  if (!isWithdrawn && tentative.length === replica.tentative.length) return unchanged(given);
  const next: Replica = { ...replica, tentative, pending, stacks };
  return asDone ? unchanged(next) : replay(next, touched, [], isWithdrawn);
}

/**
 * What can be sent to the log's keeper now: what it does not have, up to what something tentative stands in the way of. What only is
 * held because something was withdrawn is the keeper's to judge.
 */
export function sendable(replica: Replica): readonly DefinitionAction[] {
  const above = unordered(replica);
  if (replica.tentative.length === 0) return above;
  const held = above.findIndex(({ id }) => replica.held.has(id));
  return held < 0 ? above : above.slice(0, held);
}
