import type { FlowContainer, ProcessModel, SequenceFlow } from '../model/process-model.ts';
import { type GatewayNode, isActivity, isContainer, isEvent, isGateway, type ProcessNode } from '../model/process-node.ts';
import type { Report } from './report.ts';

/** Nodes and flows of a container by id. */
interface Places {
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  readonly flows: ReadonlyMap<string, SequenceFlow>;
}

/** What is wrong with gateways and activities of a container. */
export function checkNodes(container: FlowContainer, model: ProcessModel, report: Report, callable: ReadonlySet<string>): void {
  const places = {
    nodes: new Map(container.nodes.map((node) => [node.id, node])),
    flows: new Map(container.flows.map((flow) => [flow.id, flow])),
  };
  for (const node of container.nodes) {
    if (isGateway(node)) checkGateway(node, places, report);
    if (isActivity(node)) checkActivity(node, container, model, report);
    if (node.type === 'callActivity' && node.called !== null && !callable.has(node.called))
      report.add(node.id, 'error', 'missing-reference', `it calls ${node.called}, which is no process and no global task`);
  }
  checkReachable(container, report);
}

function checkDefault(node: Extract<ProcessNode, { readonly defaultFlow: string | null }>, report: Report): void {
  if (node.defaultFlow !== null && !node.outgoing.includes(node.defaultFlow))
    report.add(node.id, 'error', 'wrong-structure', `its default flow ${node.defaultFlow} does not leave it`);
}

function checkGateway(node: GatewayNode, places: Places, report: Report): void {
  checkDefault(node, report);
  const outgoing = node.outgoing.flatMap((id) => places.flows.get(id) ?? []);
  if (node.type === 'exclusiveGateway' && outgoing.length > 1) {
    // The default flow is taken whatever its condition says.
    for (const { id, condition } of outgoing)
      if (condition === null && id !== node.defaultFlow)
        report.add(
          id,
          'warning',
          'missing-part',
          'it has no condition and is not the default flow, so it is taken whenever it is looked at',
        );
  }
  if (node.type === 'complexGateway' && node.incoming.length > 1 && node.activation === null)
    report.add(node.id, 'error', 'missing-part', 'a complex gateway that joins has an activation condition');
  if (node.type !== 'eventBasedGateway') return;
  if (outgoing.length < 2 && node.instantiates === 'no')
    report.add(node.id, 'warning', 'wrong-structure', 'it leads to fewer than two events');
  for (const { target } of outgoing) {
    const event = places.nodes.get(target);
    if (event?.type !== 'receiveTask' && event?.type !== 'intermediateCatchEvent')
      report.add(node.id, 'error', 'wrong-structure', `it leads to ${target}, which is neither an event that catches nor a receive task`);
  }
}

/** Of BPMN 2.0.2 §10.3.1; what they say is no FEEL in any tool. */
const resourceRoles: ReadonlySet<string> = new Set(['resourceRole', 'performer', 'humanPerformer', 'potentialOwner']);

function checkActivity(
  node: Extract<ProcessNode, { readonly isForCompensation: boolean }>,
  container: FlowContainer,
  model: ProcessModel,
  report: Report,
) {
  checkDefault(node, report);
  const roles = report.childNames(node.id).filter((name) => resourceRoles.has(name));
  if (roles.length > 0)
    report.add(
      node.id,
      'warning',
      'ignored',
      `${roles.join(', ')} says nothing here; who does it is said by plinth:assignee and plinth:candidates`,
    );
  const missing = (message: string) => report.add(node.id, 'error', 'missing-part', message);
  const { loop } = node;
  if (loop?.kind === 'multiInstance' && loop.cardinality === null && loop.collection === null)
    missing('its multiple instances have neither a cardinality nor a collection');
  if (loop?.kind === 'standard' && loop.condition === null && loop.maximum === null)
    report.add(node.id, 'warning', 'missing-part', 'its loop has neither a condition nor a maximum and ends at the limit of steps');
  if (node.isForCompensation && node.incoming.length + node.outgoing.length > 0)
    report.add(node.id, 'error', 'wrong-structure', 'an activity for compensation has no sequence flows');
  if (node.type === 'callActivity' && node.called === null) missing('it names no process and no global task that is called');
  if (node.type === 'callActivity' && model.processes.some(({ id, nodes }) => id === node.called && nodes === container.nodes))
    report.add(node.id, 'warning', 'wrong-structure', 'it calls the process it stands in');
  if (node.type === 'scriptTask' && node.script === null)
    report.add(node.id, 'warning', 'missing-part', 'it has no script and does nothing');
  if (node.type === 'businessRuleTask' && node.decision === null)
    report.add(node.id, 'warning', 'missing-part', 'it names no decision (plinth:decision) and waits for an answer from outside');
  if ((node.type === 'receiveTask' || node.type === 'sendTask') && node.message === null)
    report.add(node.id, 'warning', 'missing-part', 'it names no message; its own id stands for one');
  if (isContainer(node) && node.nodes.length === 0 && node.adHoc === null)
    report.add(node.id, 'warning', 'missing-part', 'nothing is in it');
}

/** Nodes that no token reaches, over flows, boundary events and links. */
function checkReachable({ nodes, flows }: FlowContainer, report: Report): void {
  const steps = new Map<string, string[]>();
  const lead = (from: string, to: string) => {
    const known = steps.get(from);
    if (known === undefined) steps.set(from, [to]);
    else known.push(to);
  };
  for (const { source, target } of flows) lead(source, target);
  for (const event of nodes.filter(isEvent)) {
    if (event.attachedTo !== null) lead(event.attachedTo, event.id);
    for (const trigger of event.triggers) {
      // A link goes over its name, which is no id.
      if (trigger.kind === 'link' && event.type === 'intermediateThrowEvent') lead(event.id, `link ${trigger.name}`);
      if (trigger.kind === 'link' && event.type === 'intermediateCatchEvent') lead(`link ${trigger.name}`, event.id);
    }
  }
  const isLinked = (node: ProcessNode) =>
    isEvent(node) && node.type === 'intermediateCatchEvent' && node.triggers.some(({ kind }) => kind === 'link');
  const waiting = nodes
    .filter((node) => node.incoming.length === 0 && node.type !== 'boundaryEvent' && !isLinked(node))
    .map(({ id }) => id);
  const reached = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(steps.get(next) ?? []));
  }
  for (const { id } of nodes) if (!reached.has(id)) report.add(id, 'warning', 'unreachable', 'no token reaches it');
}
