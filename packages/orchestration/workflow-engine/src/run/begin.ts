import { isActivity, isEvent, type ProcessNode } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import { beginActivity } from './activity.ts';
import { beginEvent } from './event.ts';
import { depart, leave } from './flow.ts';
import type { Run } from './run.ts';
import { waitForBranches } from './waits.ts';

/** A token has come to a node: the visit begins, and goes on as far as it can. */
export function begin(run: Run, visit: Visit): void {
  const node = run.node(visit);
  if (node === null) return;
  run.tell('entered', visit);
  if (restsBefore(node)) visit.waits = [{ kind: 'continuation', to: node.id }];
  else proceed(run, visit, node);
}

/** A message that starts an instance has come already, so a task that receives it cannot rest. */
function restsBefore(node: ProcessNode): boolean {
  return node.isAsyncBefore && !('instantiates' in node && node.instantiates !== false);
}

/** A token that rested goes on. */
export function goOn(run: Run, visit: Visit): void {
  const node = run.node(visit);
  visit.waits = visit.waits.filter(({ kind }) => kind !== 'continuation');
  if (node === null) return;
  if (visit.stage === 'leave') run.attempt(visit, () => depart(run, visit));
  else proceed(run, visit, node);
}

/** The same again after an incident, without telling that it was entered. */
export function proceed(run: Run, visit: Visit, node: ProcessNode): void {
  run.attempt(visit, () => {
    if (isEvent(node)) beginEvent(run, visit, node);
    else if (isActivity(node)) beginActivity(run, visit, node);
    else if (node.type === 'eventBasedGateway') waitForBranches(run, visit, node);
    else leave(run, visit);
  });
}
