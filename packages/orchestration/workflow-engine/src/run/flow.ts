import { isActivity, type ProcessNode } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import { begin } from './begin.ts';
import { recordCompleted } from './compensation.ts';
import { holdAtJoin } from './join.ts';
import { startRound } from './loop.ts';
import type { Arrival, Run } from './run.ts';
import { Stop } from './stop.ts';
import { type Besides, isTrue } from './variables.ts';

/** Moves one token to its node. */
export function arrive(run: Run, arrival: Arrival): void {
  // What the token was to go to may have been cancelled by a token that moved before it.
  const frame = run.find(arrival.parent);
  const node = run.index.node(arrival.element);
  if (frame === null || node === null) return;
  if (arrival.round !== undefined) {
    if (isActivity(node)) startRound(run, frame, node, arrival.round);
    return;
  }
  const stop = run.step();
  if (stop !== null) {
    run.stop(run.create(node.id, frame.id, 'node', { flow: arrival.flow }), stop.code, stop.message);
    return;
  }
  if (holdAtJoin(run, frame, node, arrival.flow)) return;
  begin(run, run.create(node.id, frame.id, 'node', { flow: arrival.flow }));
}

/** The end of a visit: what it leads to gets tokens (BPMN 2.0.2 §13.3.1, §13.4). Throws {@link Stop} where there is no way. */
export function leave(run: Run, visit: Visit, besides: Besides = {}): void {
  visit.stage = 'leave';
  const node = run.node(visit);
  // A complex gateway chooses by the tokens that are there now.
  if (node?.isAsyncAfter === true && node.type !== 'complexGateway') visit.waits = [{ kind: 'continuation', to: node.id }];
  else depart(run, visit, besides);
}

/** The same without rest. */
export function depart(run: Run, visit: Visit, besides: Besides = {}): void {
  const node = run.node(visit);
  const parent = run.visit(visit.parent ?? '');
  // Handlers of compensation and called tasks go nowhere from here.
  const flows = node === null || parent.container === null || parent.kind === 'compensation' ? [] : chosenFlows(run, visit, node, besides);
  run.tell('completed', visit);
  if (node !== null && isActivity(node)) recordCompleted(run, visit, node);
  run.remove(visit);
  const tokens = node !== null && isActivity(node) ? node.completionQuantity : 1;
  for (const flow of flows) {
    const target = run.index.flows.get(flow)?.target;
    for (let token = 0; token < tokens && target !== undefined; token++) run.arrivals.push({ parent: parent.id, element: target, flow });
  }
}

/** The flows that tokens go over. */
function chosenFlows(run: Run, visit: Visit, node: ProcessNode, besides: Besides = {}): readonly string[] {
  const { outgoing } = node;
  const defaultFlow = 'defaultFlow' in node ? node.defaultFlow : null;
  // An event-based gateway's tokens go where the event is that happens; parallel gateways and events ask no conditions.
  if (node.type === 'parallelGateway' || node.type === 'eventBasedGateway') return outgoing;
  const conditionOf = (id: string) => (id === defaultFlow ? null : (run.index.flows.get(id)?.condition ?? null));
  const holds = (id: string) => {
    const condition = conditionOf(id);
    return condition === null ? id !== defaultFlow : isTrue(run, visit, condition, `condition of ${id}`, besides);
  };
  if (node.type === 'exclusiveGateway') {
    const taken = outgoing.find(holds) ?? defaultFlow;
    if (taken === null && outgoing.length > 0) throw noFlow();
    return taken === null ? [] : [taken];
  }
  const taken = outgoing.filter(holds);
  if (taken.length > 0 || outgoing.length === 0) return taken;
  if (defaultFlow !== null) return [defaultFlow];
  throw noFlow();
}

function noFlow(): Stop {
  return new Stop('no-flow', 'No condition of an outgoing sequence flow is true, and none is the default flow.');
}
