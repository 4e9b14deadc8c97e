import type { EventNode, SubProcessNode } from '@plinth/process-model';
import type { Visit, Wait } from '../state/instance-state.ts';
import type { StoredVariables } from '../state/stored-value.ts';
import { endActivity } from './activity.ts';
import { cancel, cancelChildren } from './cancel.ts';
import { openContainer } from './container.ts';
import { leave } from './flow.ts';
import type { Run } from './run.ts';
import { nextRepetition } from './timer.ts';
import { mapped, setVariables } from './variables.ts';

/** What a visit waits for happens. */
export function happen(run: Run, visit: Visit, wait: Wait, payload: StoredVariables = {}): void {
  const node = run.index.node(wait.to);
  if (node === null) return;
  if (node.id === visit.element) {
    if ('triggers' in node) {
      eventHappens(run, visit, node, wait, payload);
      return;
    }
    if ('isForCompensation' in node) endActivity(run, withoutWait(visit, wait), node, payload);
    return;
  }
  if ('triggers' in node && node.type === 'boundaryEvent') {
    boundaryHappens(run, visit, node, payload, wait);
    return;
  }
  if ('triggers' in node && node.type === 'startEvent') {
    startHappens(run, visit, node, payload, wait);
    return;
  }
  // A branch of an event-based gateway: the first event decides (BPMN 2.0.2 §13.4.4).
  const frame = run.visit(visit.parent ?? '');
  run.tell('completed', visit);
  run.remove(visit);
  const branch = run.create(node.id, frame.id, 'node', { stage: 'wait' });
  run.tell('entered', branch);
  if ('triggers' in node) eventHappens(run, branch, node, wait, payload);
  else if ('isForCompensation' in node) endActivity(run, branch, node, payload);
}

function withoutWait(visit: Visit, wait: Wait): Visit {
  visit.waits = visit.waits.filter((other) => other !== wait);
  return visit;
}

/** An event that a token waits at; all of a parallel multiple event must have happened. */
function eventHappens(run: Run, visit: Visit, node: EventNode, wait: Wait, payload: StoredVariables): void {
  withoutWait(visit, wait);
  visit.stage = 'leave';
  run.attempt(visit, () => {
    takePayload(run, visit, node, payload);
    if (node.isParallelMultiple && visit.waits.length > 0) visit.stage = 'wait';
    else leave(run, visit);
  });
}

function takePayload(run: Run, visit: Visit, { outputs }: EventNode, payload: StoredVariables): void {
  setVariables(run, visit, outputs.length === 0 ? payload : mapped(run, visit, outputs, payload));
}

/** A boundary event happens to an activity: BPMN 2.0.2 §13.5.3. */
export function boundaryHappens(run: Run, host: Visit, event: EventNode, payload: StoredVariables = {}, wait: Wait | null = null): void {
  if (wait !== null && awaitsOthers(host, event, wait)) return;
  const frame = run.frameOf(host);
  if (event.isInterrupting) cancel(run, host);
  enterAndLeave(run, frame, event, payload);
}

/** A start event of an event sub-process happens: BPMN 2.0.2 §13.5.4. */
export function startHappens(run: Run, frame: Visit, start: EventNode, payload: StoredVariables = {}, wait: Wait | null = null): void {
  if (wait !== null && awaitsOthers(frame, start, wait)) return;
  const { eventSubProcesses } = run.containerOf(frame);
  const subProcess = eventSubProcesses.find(({ nodes }) => nodes.some(({ id }) => id === start.id));
  if (subProcess === undefined) return;
  if (start.isInterrupting) {
    cancelChildren(run, frame);
    // Nothing else interrupts what was interrupted; boundary events of the frame still do.
    frame.waits = frame.waits.filter(({ to }) => run.index.node(to)?.type !== 'startEvent');
    frame.incident = null;
  }
  startEventSubProcess(run, frame, subProcess, start.id, payload);
}

/** The sub-process of an event begins, at its start event. */
export function startEventSubProcess(run: Run, frame: Visit, node: SubProcessNode, start: string, payload: StoredVariables = {}): void {
  const visit = run.create(node.id, frame.id, 'node', { container: node.id, variables: {} });
  run.tell('entered', visit);
  run.attempt(visit, () => {
    openContainer(run, visit);
    const event = node.nodes.find(({ id }) => id === start);
    if (event !== undefined && 'triggers' in event) enterAndLeave(run, visit, event, payload);
  });
}

function enterAndLeave(run: Run, frame: Visit, event: EventNode, payload: StoredVariables): void {
  const visit = run.create(event.id, frame.id, 'node', { stage: 'leave' });
  run.tell('entered', visit);
  run.attempt(visit, () => {
    takePayload(run, visit, event, payload);
    leave(run, visit);
  });
}

/** Keeps what a visit waits for up to date; true where a parallel multiple event needs others to happen too. */
function awaitsOthers(visit: Visit, event: EventNode, wait: Wait): boolean {
  if (event.isParallelMultiple) {
    withoutWait(visit, wait);
    return visit.waits.some(({ to }) => to === event.id);
  }
  if (wait.kind === 'timer') {
    const next = nextRepetition(wait);
    visit.waits = visit.waits.flatMap((other) => (other === wait ? (next === null ? [] : [next]) : [other]));
  }
  return false;
}
