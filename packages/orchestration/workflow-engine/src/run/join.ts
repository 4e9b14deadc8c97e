import { isActivity, isEvent, type ProcessNode } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import { begin } from './begin.ts';
import { leave } from './flow.ts';
import type { Run } from './run.ts';
import { isTrue } from './variables.ts';

/** Keeps a token at a node that needs others too, and begins it when they are all there. False for nodes that take each token by itself. */
export function holdAtJoin(run: Run, frame: Visit, node: ProcessNode, flow: string | null): boolean {
  if (flow === null) return false;
  if (isActivity(node) && node.startQuantity > 1) {
    hold(frame, node.id, flow);
    if (heldCount(frame, node.id) >= node.startQuantity) {
      let left = node.startQuantity;
      for (const id of node.incoming) while (left > 0 && heldAt(frame, node.id, id) > 0 && left-- > 0) release(frame, node.id, [id]);
      begin(run, run.create(node.id, frame.id, 'node'));
    }
    return true;
  }
  if (node.incoming.length < 2) return false;
  if (node.type === 'parallelGateway') {
    hold(frame, node.id, flow);
    // BPMN 2.0.2 §13.4.1: activated by a token on each incoming flow; surplus tokens stay for the next time.
    if (node.incoming.every((id) => heldAt(frame, node.id, id) > 0)) {
      release(frame, node.id, node.incoming);
      begin(run, run.create(node.id, frame.id, 'node'));
    }
    return true;
  }
  if (node.type === 'inclusiveGateway' || node.type === 'complexGateway') {
    hold(frame, node.id, flow);
    if (node.type === 'complexGateway') activateComplex(run, frame, node);
    run.unsettled.add(frame.id);
    return true;
  }
  return false;
}

function hold(frame: Visit, node: string, flow: string): void {
  const held = frame.held[node] ?? {};
  frame.held[node] = { ...held, [flow]: (held[flow] ?? 0) + 1 };
}

function heldAt(frame: Visit, node: string, flow: string): number {
  return frame.held[node]?.[flow] ?? 0;
}

function heldCount(frame: Visit, node: string): number {
  return Object.values(frame.held[node] ?? {}).reduce((sum, count) => sum + count, 0);
}

/** Takes one token of each of the flows that has one. */
function release(frame: Visit, node: string, flows: readonly string[]): void {
  const left = Object.fromEntries(
    Object.entries(frame.held[node] ?? {})
      .map(([flow, count]): [string, number] => [flow, flows.includes(flow) ? count - 1 : count])
      .filter(([, count]) => count > 0),
  );
  if (Object.keys(left).length === 0) delete frame.held[node];
  else frame.held[node] = left;
}

/** Begins one inclusive or complex join of a frame that waits for no other token any more; false where there is none. */
export function completeJoin(run: Run, frame: Visit): boolean {
  for (const id of Object.keys(frame.held)) {
    const node = run.index.node(id);
    if (node?.type === 'inclusiveGateway' && !canStillCome(run, frame, node, node.incoming)) {
      release(frame, id, node.incoming);
      begin(run, run.create(id, frame.id, 'node'));
      return true;
    }
  }
  for (const id of Object.keys(frame.resetting)) {
    const node = run.index.node(id);
    if (node !== null && resetComplex(run, frame, node)) return true;
  }
  return false;
}

/**
 * BPMN 2.0.2 §13.4.3: whether some token elsewhere has a path to a flow of the gateway without a token, and none to a flow that
 * has one. Paths do not go through the gateway itself. A token may come by a boundary event; that it could is no reason to wait less.
 */
function canStillCome(run: Run, frame: Visit, gateway: ProcessNode, awaited: readonly string[]): boolean {
  const isHeld = (flow: string) => heldAt(frame, gateway.id, flow) > 0;
  return tokenPlaces(run, frame, gateway.id).some(({ flows, aside }) => {
    const reached = reachableFlows(run, frame, [...flows, ...aside], gateway.id, true);
    if (!gateway.incoming.some((flow) => reached.has(flow) && awaited.includes(flow) && !isHeld(flow))) return false;
    const drawn = reachableFlows(run, frame, flows, gateway.id, false);
    return !gateway.incoming.some((flow) => drawn.has(flow) && isHeld(flow));
  });
}

/** Flows on which the way of a token goes on, and those behind the boundary events of its activity. */
interface TokenPlace {
  readonly flows: readonly string[];
  readonly aside: readonly string[];
}

/** Each token of a frame besides those at the gateway. */
function tokenPlaces(run: Run, frame: Visit, gateway: string): TokenPlace[] {
  const { boundary } = run.containerOf(frame);
  const active = run
    .children(frame.id)
    .filter(({ kind }) => kind !== 'compensation')
    .map((visit) => {
      const node = run.node(visit);
      const aside = (boundary.get(visit.element) ?? []).flatMap(({ outgoing }) => outgoing);
      const link = node === null ? [] : linkedFlows(run, frame, node);
      return { flows: [...(node?.outgoing ?? []), ...link], aside };
    });
  const waiting = Object.entries(frame.held).flatMap(([node, flows]) =>
    node === gateway ? [] : Object.keys(flows).map((flow) => ({ flows: [flow], aside: [] })),
  );
  return [...active, ...waiting];
}

function reachableFlows(run: Run, frame: Visit, starts: readonly string[], except: string, withBoundary: boolean): ReadonlySet<string> {
  const reached = new Set<string>();
  const { boundary } = run.containerOf(frame);
  const open = [...starts];
  for (let flow = open.pop(); flow !== undefined; flow = open.pop()) {
    if (reached.has(flow)) continue;
    reached.add(flow);
    const node = run.index.node(run.index.flows.get(flow)?.target ?? '');
    if (node === null || node.id === except) continue;
    open.push(...node.outgoing, ...linkedFlows(run, frame, node));
    if (withBoundary) open.push(...(boundary.get(node.id) ?? []).flatMap(({ outgoing }) => outgoing));
  }
  return reached;
}

/** Flows behind the link event that catches what a node throws. */
function linkedFlows(run: Run, frame: Visit, node: ProcessNode): readonly string[] {
  return linkTarget(run, frame, node)?.outgoing ?? [];
}

/** The link event that catches what a node throws, or null. */
export function linkTarget(run: Run, frame: Visit, node: ProcessNode): ProcessNode | null {
  if (!isEvent(node) || node.type === 'intermediateCatchEvent') return null;
  const link = node.triggers.find((trigger) => trigger.kind === 'link');
  if (link?.kind !== 'link') return null;
  const caught = run
    .containerOf(frame)
    .container.nodes.find(
      (other) =>
        isEvent(other) &&
        other.type === 'intermediateCatchEvent' &&
        other.triggers.some((trigger) => trigger.kind === 'link' && trigger.name === link.name),
    );
  return caught ?? null;
}

/** BPMN 2.0.2 §13.4.5, waiting for start: tokens are taken as soon as the activation condition holds. */
function activateComplex(run: Run, frame: Visit, node: ProcessNode): void {
  if (!('activation' in node) || frame.resetting[node.id] !== undefined) return;
  const counts = Object.fromEntries(node.incoming.map((flow): [string, number] => [flow, heldAt(frame, node.id, flow)]));
  const visit = run.create(node.id, frame.id, 'node');
  const besides = { ...counts, activationCount: heldCount(frame, node.id), waitingForStart: true };
  let isActivated = false;
  run.attempt(visit, () => {
    isActivated = node.activation === null || isTrue(run, visit, node.activation, 'activation condition', besides);
  });
  if (visit.incident !== null) return;
  if (!isActivated) {
    run.remove(visit);
    return;
  }
  frame.resetting[node.id] = node.incoming.filter((flow) => heldAt(frame, node.id, flow) === 0);
  release(frame, node.id, node.incoming);
  run.tell('entered', visit);
  run.attempt(visit, () => leave(run, visit, { activationCount: besides.activationCount, waitingForStart: true }));
}

/** The same again after an incident of the activation condition, for which no token was taken. */
export function retryComplex(run: Run, visit: Visit, node: ProcessNode): void {
  const frame = run.frameOf(visit);
  run.remove(visit);
  activateComplex(run, frame, node);
}

/**
 * §13.4.5, waiting for reset: what else was to come has come, or cannot come any more. Tokens go on once more over flows whose
 * condition is true with `waitingForStart` false; flows without a condition had theirs at the start.
 */
function resetComplex(run: Run, frame: Visit, node: ProcessNode): boolean {
  const awaited = frame.resetting[node.id] ?? [];
  if (awaited.some((flow) => heldAt(frame, node.id, flow) === 0) && canStillCome(run, frame, node, awaited)) return false;
  release(frame, node.id, awaited);
  delete frame.resetting[node.id];
  const conditional = node.outgoing.filter((flow) => run.index.flows.get(flow)?.condition != null);
  if (conditional.length > 0) {
    const visit = run.create(node.id, frame.id, 'node', { stage: 'leave' });
    run.attempt(visit, () => {
      const besides = { activationCount: 0, waitingForStart: false };
      const taken = conditional.flatMap((id) => {
        const flow = run.index.flows.get(id);
        return flow?.condition != null && isTrue(run, visit, flow.condition, `condition of ${id}`, besides) ? [flow] : [];
      });
      if (taken.length > 0) {
        run.tell('entered', visit);
        run.tell('completed', visit);
        for (const { id, target } of taken) run.arrivals.push({ parent: frame.id, element: target, flow: id });
      }
      run.remove(visit);
    });
  }
  // Tokens that are there for the next time start it again.
  if (frame.held[node.id] !== undefined) activateComplex(run, frame, node);
  return true;
}
