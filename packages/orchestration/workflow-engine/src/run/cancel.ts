import type { Visit } from '../state/instance-state.ts';
import type { Run } from './run.ts';

/** Takes a visit away with all in it, the innermost first; each is told as cancelled, and work is withdrawn. */
export function cancel(run: Run, visit: Visit): void {
  cancelChildren(run, visit);
  if (visit.waits.some(({ kind }) => kind === 'work')) run.effects.push({ kind: 'workWithdrawn', visit: visit.id, element: visit.element });
  // What only carries out compensation is no element of the diagram.
  if (visit.kind !== 'compensation' && visit.kind !== 'restored') run.tell('cancelled', visit);
  run.remove(visit);
}

/** Takes away all that runs in a visit, with the tokens that wait in it or are on their way. */
export function cancelChildren(run: Run, visit: Visit, except: string | null = null): void {
  for (const child of run.children(visit.id)) if (child.id !== except) cancel(run, child);
  visit.held = {};
  visit.resetting = {};
  for (let at = run.arrivals.length - 1; at >= 0; at--) if (run.arrivals[at]?.parent === visit.id) run.arrivals.splice(at, 1);
}
