import type { CallActivityNode, SubProcessNode } from '@plinth/process-model';
import { nodesWithoutIncoming } from '../model/model-index.ts';
import type { Visit } from '../state/instance-state.ts';
import type { StoredValue, StoredVariables } from '../state/stored-value.ts';
import { endActivity } from './activity.ts';
import { settleAdHoc } from './ad-hoc.ts';
import { begin } from './begin.ts';
import { continueCompensation } from './compensation.ts';
import { completeJoin } from './join.ts';
import { inputsOf, outputsOf } from './mappings-of.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { setOwn, visibleVariables } from './variables.ts';
import { waitForEventSubProcesses } from './waits.ts';

const deepestCalls = 100;
/** Calls, sub-processes and their rounds within each other. */
const deepestVisits = 1_000;

/** A sub-process begins: its data, what its event sub-processes wait for, and its first tokens. */
export function beginSubProcess(run: Run, visit: Visit, node: SubProcessNode): void {
  visit.container = node.id;
  openContainer(run, visit);
  if (node.adHoc !== null) {
    visit.stage = 'wait';
    for (const { id } of nodesWithoutIncoming(node)) visit.waits.push({ kind: 'activation', to: id });
    run.unsettled.add(visit.id);
    return;
  }
  startContainer(run, visit);
}

/** A called process sees its inputs; without any it sees a copy of every variable, and gives all of its own back. */
export function beginCall(run: Run, visit: Visit, { called }: CallActivityNode, inputs: StoredVariables | null): void {
  if (called === null) throw new Stop('nothing-called', 'The call activity names no process and no global task.');
  visit.variables = { ...(inputs ?? visibleVariables(run, visit)) };
  // From here on the caller's variables are not seen.
  visit.isIsolated = true;
  if (run.index.process(called) === null) {
    const task = run.index.node(called);
    if (task === null) throw new Stop('nothing-called', `There is neither a process nor a global task ${called}.`);
    visit.stage = 'wait';
    begin(run, run.create(called, visit.id, 'node'));
    return;
  }
  let [calls, depth] = [0, 0];
  for (let at: Visit | null = visit; at !== null; at = run.find(at.parent ?? '')) {
    depth++;
    if (at.isIsolated) calls++;
  }
  if (calls >= deepestCalls || depth > deepestVisits)
    throw new Stop(
      'too-deep',
      `Processes call each other more than ${deepestCalls} levels deep, or stand more than ${deepestVisits} deep.`,
    );
  visit.container = called;
  openContainer(run, visit);
  startContainer(run, visit);
}

/** Declared data that nobody has given is null, and event sub-processes listen. */
export function openContainer(run: Run, visit: Visit): void {
  const { container } = run.containerOf(visit);
  for (const name of container.data) if (!Object.hasOwn(visit.variables ?? {}, name)) setOwn(run, visit, name, null);
  visit.stage = 'wait';
  waitForEventSubProcesses(run, visit);
}

/** First tokens: of plain start events, else of what nothing leads to (BPMN 2.0.2 §10.5.2, §13.3.4). */
export function startContainer(run: Run, visit: Visit): void {
  const { container, id } = run.containerOf(visit);
  const starts = container.nodes.filter(({ type }) => type === 'startEvent');
  const plain = starts.filter((node) => 'triggers' in node && node.triggers.length === 0);
  if (starts.length > 0 && plain.length === 0)
    throw new Stop('no-start', `${id} has no start event without a trigger, so a call cannot start it.`);
  for (const { id: element } of plain.length > 0 ? plain : nodesWithoutIncoming(container))
    run.arrivals.push({ parent: visit.id, element, flow: null });
  run.unsettled.add(visit.id);
}

/** Looks whether something is at its end: nothing runs in it and no token waits. True where anything came of it. */
export function settle(run: Run, visit: Visit): boolean {
  if (visit.kind === 'compensation') return continueCompensation(run, visit);
  if (visit.stage !== 'wait' || visit.rounds !== null || visit.incident?.code === 'failed') return false;
  const node = run.node(visit);
  const hasChildren = run.children(visit.id).length > 0;
  if (visit.container !== null && completeJoin(run, visit)) return true;
  if (visit.kind !== 'restored' && node !== null && 'adHoc' in node && node.adHoc !== null) return settleAdHoc(run, visit, node.adHoc);
  if (hasChildren || (visit.container === null && node?.type !== 'callActivity')) return false;
  if (Object.keys(visit.held).length > 0) {
    reportStuck(run, visit);
    return false;
  }
  finish(run, visit);
  return true;
}

/** Nothing runs in a container any more. */
export function finish(run: Run, visit: Visit): void {
  const node = run.node(visit);
  if (visit.kind === 'restored') {
    run.remove(visit);
    return;
  }
  if (node === null || visit.kind === 'process') {
    run.state.status = 'completed';
    visit.stage = 'leave';
    run.tell('completed', visit);
    visit.waits = [];
    return;
  }
  if (!('isForCompensation' in node)) return;
  visit.waits = visit.waits.filter(({ to }) => isAtBoundary(run, visit, to));
  endActivity(run, visit, node, node.type === 'callActivity' ? resultsOfCall(run, visit, node) : {});
}

function isAtBoundary(run: Run, visit: Visit, to: string): boolean {
  const node = run.index.node(to);
  return node !== null && 'attachedTo' in node && node.attachedTo === visit.element;
}

function resultsOfCall(run: Run, visit: Visit, node: CallActivityNode): Record<string, StoredValue> {
  // With inputs and no outputs, nothing is given back; with outputs, they choose among all there is.
  return inputsOf(run, node).length > 0 && outputsOf(run, node).length === 0 ? {} : { ...visit.variables };
}

function reportStuck(run: Run, visit: Visit): void {
  if (visit.incident !== null) return;
  const places = Object.keys(visit.held).join(', ');
  run.stop(visit, 'stuck', `Tokens wait at ${places} for others that cannot come any more.`);
}
