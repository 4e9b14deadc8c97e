import { isActivity, isEvent, type ProcessNode } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import { beginActivity } from './activity.ts';
import { beginEvent } from './event.ts';
import { leave } from './flow.ts';
import type { Run } from './run.ts';
import { waitForBranches } from './waits.ts';

/** A token has come to a node: the visit begins, and goes on as far as it can. */
export function begin(run: Run, visit: Visit): void {
  const node = run.node(visit);
  if (node === null) return;
  run.tell('entered', visit);
  proceed(run, visit, node);
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
