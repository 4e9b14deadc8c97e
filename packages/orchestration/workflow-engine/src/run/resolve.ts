import { isActivity } from '@plinth/process-model';
import { processErrors } from '../errors.ts';
import type { Visit } from '../state/instance-state.ts';
import type { StoredVariables } from '../state/stored-value.ts';
import { continueEnd } from './activity.ts';
import { begin, proceed } from './begin.ts';
import { startContainer } from './container.ts';
import { leave } from './flow.ts';
import { retryComplex } from './join.ts';
import type { Run } from './run.ts';
import { beginTask } from './task.ts';
import { setVariables } from './variables.ts';

/** Incidents of tokens that had not come to where they were to go. */
const onTheWay: ReadonlySet<string> = new Set(['step-limit', 'halted']);

/** Goes on from where an incident stopped a visit. Throws `process.no-incident`. */
export function resolveIncident(run: Run, visit: Visit, variables: StoredVariables): void {
  const { incident } = visit;
  if (incident === null) throw processErrors.noIncident({ visit: visit.id });
  visit.incident = null;
  setVariables(run, visit, variables);
  run.tell('resolved', visit);
  const node = run.node(visit);
  if (node === null) {
    if (visit.stage === 'wait' && run.children(visit.id).length === 0 && incident.code === 'no-start') startContainer(run, visit);
    run.unsettled.add(visit.id);
    return;
  }
  if (onTheWay.has(incident.code)) {
    moveOn(run, visit);
    return;
  }
  switch (visit.stage) {
    case 'begin':
      node.type === 'complexGateway' && node.incoming.length > 1 ? retryComplex(run, visit, node) : proceed(run, visit, node);
      return;
    case 'wait':
      run.unsettled.add(visit.id);
      if (visit.waits.some(({ kind }) => kind === 'work') && 'script' in node) {
        visit.waits = visit.waits.filter(({ kind }) => kind !== 'work');
        run.attempt(visit, () => beginTask(run, visit, node));
      }
      return;
    default:
      if (isActivity(node)) continueEnd(run, visit, node);
      else run.attempt(visit, () => leave(run, visit));
  }
}

/** A token that was stopped on its way moves again; a round begins. */
function moveOn(run: Run, visit: Visit): void {
  if (visit.kind === 'round') {
    begin(run, visit);
    return;
  }
  run.remove(visit);
  run.arrivals.push({ parent: visit.parent ?? '', element: visit.element, flow: visit.flow });
}
