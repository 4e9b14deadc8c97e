import type { FlowContainer, ProcessModel } from '../model/process-model.ts';
import {
  type EventNode,
  type GatewayNode,
  isActivity,
  isContainer,
  isEvent,
  isGateway,
  type ProcessNode,
  type SubProcessNode,
} from '../model/process-node.ts';
import type { Report } from './report.ts';

/** What BPMN 2.0.2 forbids of how nodes and flows of a container stand together. */
export function checkStructure(container: FlowContainer, of: SubProcessNode | null, report: Report): void {
  const nodes = new Map(container.nodes.map((node) => [node.id, node]));
  checkFlows(container, nodes, report);
  const handlers = new Set(container.nodes.flatMap((node) => (isEvent(node) && node.handler !== null ? [node.handler] : [])));
  for (const node of container.nodes) {
    if (isGateway(node)) checkDirection(node, report);
    if (node.type === 'eventBasedGateway') checkBranches(node, container, nodes, report);
    if (isEvent(node)) {
      checkLink(node, report);
      checkCompensation(node, nodes, report);
      checkPlace(node, of, report);
    }
    if (isActivity(node) && node.isForCompensation && !handlers.has(node.id))
      report.add(node.id, 'warning', 'unreachable', 'it is for compensation, and no compensation event leads to it');
    if (node.type === 'receiveTask' && node.instantiates && node.incoming.length > 0 && !follows(node, 'startEvent', container, nodes))
      report.add(node.id, 'error', 'wrong-structure', 'a receive task that starts the process follows nothing but a start event (§10.3.3)');
    if (isActivity(node)) checkLoops(node.id, report);
  }
}

function follows({ incoming }: ProcessNode, type: ProcessNode['type'], { flows }: FlowContainer, nodes: ReadonlyMap<string, ProcessNode>) {
  return flows.every(({ id, source }) => !incoming.includes(id) || nodes.get(source)?.type === type);
}

const unasked: ReadonlySet<ProcessNode['type']> = new Set(['parallelGateway']);

function checkFlows({ flows }: FlowContainer, nodes: ReadonlyMap<string, ProcessNode>, report: Report): void {
  for (const { id, source, target, condition } of flows) {
    for (const end of [source, target])
      if (!nodes.has(end) && !report.hasError(end))
        report.add(id, 'error', 'wrong-structure', `it joins ${end}, which is no event, gateway or activity`);
    const from = nodes.get(source);
    if (condition === null || from === undefined) continue;
    if (isEvent(from) || from.type === 'eventBasedGateway')
      report.add(id, 'error', 'wrong-structure', `a flow out of ${isEvent(from) ? 'an event' : 'an event-based gateway'} has no condition`);
    if (unasked.has(from.type)) report.add(id, 'warning', 'ignored', 'a parallel gateway asks no conditions');
  }
  for (const node of nodes.values())
    if ((node.type === 'parallelGateway' || node.type === 'eventBasedGateway') && node.defaultFlow !== null)
      report.add(node.id, 'warning', 'ignored', 'such a gateway has no default flow');
}

/** §10.6: what a gateway says of itself. */
function checkDirection(node: GatewayNode, report: Report): void {
  const direction = report.attribute(node.id, 'gatewayDirection');
  const [many, one] = direction === 'Converging' ? [node.incoming, node.outgoing] : [node.outgoing, node.incoming];
  if ((direction === 'Converging' || direction === 'Diverging') && (one.length > 1 || many.length < 2))
    report.add(
      node.id,
      'warning',
      'wrong-structure',
      `it says that it is ${direction}, with ${node.incoming.length} flows in and ${node.outgoing.length} out`,
    );
}

/** §10.6.6. */
function checkBranches(gateway: GatewayNode, { flows }: FlowContainer, nodes: ReadonlyMap<string, ProcessNode>, report: Report): void {
  const wrong = (message: string) => report.add(gateway.id, 'error', 'wrong-structure', `${message} (§10.6.6)`);
  const targets = flows.filter(({ source }) => source === gateway.id).flatMap(({ target }) => nodes.get(target) ?? []);
  if (gateway.instantiates === 'no' && /parallel$/i.test(report.attribute(gateway.id, 'eventGatewayType') ?? ''))
    wrong('a parallel event-based gateway starts the process');
  if (
    gateway.instantiates !== 'no' &&
    gateway.incoming.length > 0 &&
    !follows(gateway, 'startEvent', { flows, nodes: [], data: [] }, nodes)
  )
    wrong('an event-based gateway that starts the process follows nothing');
  const hears = targets.some((node) => isEvent(node) && node.triggers.some(({ kind }) => kind === 'message'));
  if (hears && targets.some(({ type }) => type === 'receiveTask')) wrong('it leads to message events or to receive tasks, not to both');
  for (const target of targets) if (target.incoming.length > 1) wrong(`${target.id} is led to by it alone`);
}

/** §10.5.5. */
function checkLink(event: EventNode, report: Report): void {
  if (!event.triggers.some(({ kind }) => kind === 'link')) return;
  if (event.type === 'intermediateThrowEvent' && event.outgoing.length > 0)
    report.add(event.id, 'error', 'wrong-structure', 'a link event that throws has no outgoing sequence flow');
  if (event.type === 'intermediateCatchEvent' && event.incoming.length > 0)
    report.add(event.id, 'error', 'wrong-structure', 'a link event that catches has no incoming sequence flow');
}

/** §10.5.4, §10.7. */
function checkCompensation(event: EventNode, nodes: ReadonlyMap<string, ProcessNode>, report: Report): void {
  if (event.type !== 'boundaryEvent' || !event.triggers.some(({ kind }) => kind === 'compensation')) return;
  if (event.outgoing.length > 0)
    report.add(event.id, 'error', 'wrong-structure', 'an association leads from a compensation boundary event, and no sequence flow');
  const handler = event.handler === null ? undefined : nodes.get(event.handler);
  if (handler !== undefined && (!isActivity(handler) || !handler.isForCompensation))
    report.add(
      handler.id,
      'error',
      'wrong-structure',
      `it compensates for ${event.attachedTo}, so it is an activity that says isForCompensation`,
    );
}

/** Events by what they stand in: §10.3.5, §10.5.2, §10.5.4. */
function checkPlace(event: EventNode, of: SubProcessNode | null, report: Report): void {
  const wrong = (message: string) => report.add(event.id, 'error', 'wrong-structure', message);
  if (of?.type === 'adHocSubProcess' && (event.type === 'startEvent' || event.type === 'endEvent'))
    wrong('an ad-hoc sub-process has neither start nor end events');
  if (event.type === 'boundaryEvent' && event.attachedTo !== null && report.attribute(event.attachedTo, 'triggeredByEvent') === 'true')
    wrong('nothing is attached to an event sub-process');
  if (event.type !== 'startEvent') return;
  if (of !== null && !of.isEventSubProcess && of.type !== 'adHocSubProcess' && event.triggers.length > 0)
    wrong('the start event of a sub-process waits for nothing');
  const [first] = event.triggers;
  if (of?.isEventSubProcess === true && !event.isInterrupting && first?.kind === 'error') wrong('an error interrupts what it happens to');
  if (of === null && event.isParallelMultiple && event.triggers.length > 1)
    report.add(
      event.id,
      'error',
      'not-runnable',
      'a start event that waits for several things together is not run; an event-based gateway can begin so',
    );
}

function checkLoops(activity: string, report: Report): void {
  const children = report.childNames(activity);
  if (children.includes('standardLoopCharacteristics') && children.includes('multiInstanceLoopCharacteristics'))
    report.add(activity, 'error', 'wrong-structure', 'it is a loop or a multiple instance, not both');
}

/** What is wrong with the whole of a model. */
export function checkProcesses({ processes }: ProcessModel, report: Report): void {
  for (const { id, nodes, isExecutable } of processes) {
    if (!isExecutable) report.add(id, 'warning', 'ignored', 'it says that it is not executable');
    // What is not known in it is told of already.
    if (nodes.length === 0 && report.findings.length === 0) report.add(id, 'warning', 'missing-part', 'nothing is in it');
  }
}

/** The sub-process of a container; null where it is a process. */
export function subProcessOf(container: FlowContainer | ProcessNode): SubProcessNode | null {
  return 'type' in container && isContainer(container) ? container : null;
}
