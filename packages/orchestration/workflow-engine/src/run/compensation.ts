import type { ActivityNode, EventTrigger } from '@plinth/process-model';
import type { Completed, Visit } from '../state/instance-state.ts';
import { begin } from './begin.ts';
import { cancel, cancelChildren } from './cancel.ts';
import { startEventSubProcess } from './catch.ts';
import { leave } from './flow.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';

/** Keeps what a completed activity needs to be compensated: BPMN 2.0.2 §13.5.5. */
export function recordCompleted(run: Run, visit: Visit, node: ActivityNode): void {
  const frame = run.find(visit.parent ?? '');
  if (frame === null || frame.container === null) return;
  frame.performed++;
  if (node.isForCompensation || ('isEventSubProcess' in node && node.isEventSubProcess)) return;
  const container = run.containerOf(frame);
  if (run.index.handlerOf(node.id, container) !== null) frame.done.push(completedOf(visit));
  // Rounds of multiple instances are compensated each by itself.
  else if (visit.rounds !== null) frame.done.push(...visit.done);
  else if (canBeCompensated(run, visit)) frame.done.push(completedOf(visit));
}

/** Keeps a round of a looping sub-process, with its own snapshot (BPMN 2.0.2 §13.5.5). */
export function recordRound(run: Run, frame: Visit, round: Visit): void {
  const isKept = run.behaves('compensationOfRounds') ? canBeCompensated(run, round) : round.done.length > 0;
  if (isKept) frame.done.push(completedOf(round));
}

function canBeCompensated(run: Run, visit: Visit): boolean {
  return visit.container !== null && (visit.done.length > 0 || compensatingSubProcess(run, visit) !== null);
}

function completedOf({ element, container, variables, done }: Visit): Completed {
  return { element, container, variables: container === null ? null : { ...variables }, done: [...done] };
}

/** The event sub-process of a visit's container that compensates it. */
function compensatingSubProcess(run: Run, visit: Visit) {
  for (const subProcess of run.containerOf(visit).eventSubProcesses)
    for (const start of subProcess.nodes)
      if (start.type === 'startEvent' && 'triggers' in start && start.triggers.some(({ kind }) => kind === 'compensation'))
        return { subProcess, start };
  return null;
}

/** An event throws compensation: what was completed in its scope, or the one activity, is undone, the last first. */
export function compensate(run: Run, thrower: Visit, { activity, waits }: Extract<EventTrigger, { readonly kind: 'compensation' }>): void {
  let scope = run.frameOf(thrower);
  // An event sub-process compensates what it stands in.
  while (scope.parent !== null && (isEventSubProcess(run, scope) || (activity !== null && !run.containerOf(scope).nodes.has(activity))))
    scope = run.frameOf(scope);
  const queue = scope.done.filter(({ element }) => activity === null || element === activity).reverse();
  scope.done = scope.done.filter(({ element }) => activity !== null && element !== activity);
  startCompensation(run, scope, thrower.element, queue, { thrower: waits ? thrower.id : null, cancels: false });
  if (waits) thrower.stage = 'wait';
  else leave(run, thrower);
}

function isEventSubProcess(run: Run, visit: Visit): boolean {
  const node = run.node(visit);
  return node !== null && 'isEventSubProcess' in node && node.isEventSubProcess;
}

function startCompensation(
  run: Run,
  scope: Visit,
  element: string,
  queue: Completed[],
  then: { readonly thrower: string | null; readonly cancels: boolean },
) {
  const visit = run.create(element, scope.id, 'compensation', { stage: 'wait', compensation: { queue, ...then } });
  run.unsettled.add(visit.id);
}

/** Takes the next of what is to be compensated, once the one before is through. */
export function continueCompensation(run: Run, visit: Visit): boolean {
  const { compensation } = visit;
  if (compensation === null || run.children(visit.id).length > 0) return false;
  const next = compensation.queue.shift();
  if (next === undefined) {
    endCompensation(run, visit, compensation);
    return true;
  }
  const handler = run.index.handlerOf(next.element, run.containerOf(run.frameOf(visit)));
  if (handler !== null) {
    begin(run, run.create(handler.id, visit.id, 'node'));
    return true;
  }
  const variables = next.variables === null ? null : { ...next.variables };
  const restored = run.create(next.element, visit.id, 'restored', {
    container: next.container,
    variables,
    // What a called process had is its own still.
    isIsolated: run.index.node(next.element)?.type === 'callActivity' && run.behaves('compensationOfRounds'),
    done: [...next.done],
    stage: 'wait',
  });
  run.unsettled.add(restored.id);
  if (next.container === null) return true;
  const own = compensatingSubProcess(run, restored);
  if (own !== null) startEventSubProcess(run, restored, own.subProcess, own.start.id);
  else {
    // Default compensation (§13.5.5): that of what was completed in it.
    restored.done = [];
    startCompensation(run, restored, next.element, [...next.done].reverse(), { thrower: null, cancels: false });
  }
  return true;
}

function endCompensation(run: Run, visit: Visit, { thrower, cancels }: NonNullable<Visit['compensation']>): void {
  const scope = run.frameOf(visit);
  run.remove(visit);
  const waiting = thrower === null ? null : run.find(thrower);
  if (waiting !== null) run.attempt(waiting, () => leave(run, waiting));
  if (cancels) leaveByCancelEvent(run, scope);
}

/** A transaction is cancelled: BPMN 2.0.2 §10.3.5. What runs ends, what was completed is compensated, then the cancel event happens. */
export function cancelTransaction(run: Run, event: Visit): void {
  const transaction = run.frameOf(event);
  if (run.node(transaction)?.type !== 'transaction') throw new Stop('no-transaction', 'The cancel event does not stand in a transaction.');
  leave(run, event);
  cancelChildren(run, transaction);
  transaction.waits = [];
  const queue = [...transaction.done].reverse();
  transaction.done = [];
  startCompensation(run, transaction, event.element, queue, { thrower: null, cancels: true });
}

function leaveByCancelEvent(run: Run, transaction: Visit): void {
  const host = transaction.kind === 'round' ? run.visit(transaction.parent ?? '') : transaction;
  const frame = run.frameOf(host);
  const boundary = run.containerOf(frame).boundary.get(host.element) ?? [];
  const event = boundary.find(({ triggers }) => triggers.some(({ kind }) => kind === 'cancel'));
  cancel(run, host);
  if (event !== undefined) begin(run, run.create(event.id, frame.id, 'node'));
}
