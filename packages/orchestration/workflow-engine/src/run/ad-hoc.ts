import type { AdHoc } from '@plinth/process-model';
import { processErrors } from '../errors.ts';
import type { Visit } from '../state/instance-state.ts';
import { cancelChildren } from './cancel.ts';
import { finish } from './container.ts';
import type { Run } from './run.ts';
import { isTrue } from './variables.ts';

/** Somebody starts an activity of an ad-hoc sub-process; throws `process.not-waiting` where it cannot be started now. */
export function activate(run: Run, visit: Visit, element: string): void {
  const node = run.node(visit);
  const isEnabled = visit.waits.some(({ kind, to }) => kind === 'activation' && to === element);
  const isBusy = node !== null && 'adHoc' in node && node.adHoc?.isSequential === true && run.children(visit.id).length > 0;
  if (!isEnabled || isBusy) throw processErrors.notWaiting({ what: `the start of ${element}` });
  run.arrivals.push({ parent: visit.id, element, flow: null });
}

/**
 * BPMN 2.0.2 §13.3.5: the completion condition is looked at each time an activity has completed. Without one the sub-process is
 * through when something was done and nothing runs any more.
 */
export function settleAdHoc(run: Run, visit: Visit, { completion, cancelsRemaining }: AdHoc): boolean {
  const isIdle = run.children(visit.id).length === 0;
  // A condition that stopped is looked at again when it is resolved, not whenever something moves.
  if (visit.performed === 0 || visit.incident !== null) return false;
  // Once the condition held, nothing is enabled any more, and what it says later does not count.
  let isDone = completion !== null && run.behaves('adHocStaysDone') && !visit.waits.some(({ kind }) => kind === 'activation');
  if (!isDone)
    run.attempt(visit, () => {
      isDone = completion === null ? isIdle : isTrue(run, visit, completion, 'completion condition');
    });
  if (!isDone || visit.incident !== null) return false;
  if (cancelsRemaining) cancelChildren(run, visit);
  else if (!isIdle) {
    // Nothing new is started; what runs may end.
    visit.waits = visit.waits.filter(({ kind }) => kind !== 'activation');
    return false;
  }
  finish(run, visit);
  return true;
}
