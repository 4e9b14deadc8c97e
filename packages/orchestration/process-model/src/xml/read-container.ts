import { childNamed, childrenNamed, type XmlElement } from '@plinth/xml-document';
import type { FlowContainer, SequenceFlow } from '../model/process-model.ts';
import type { AdHoc, GatewayNode, ProcessNode, SubProcessNode } from '../model/process-node.ts';
import { bpmnNamespace } from './bpmn-document.ts';
import { type ElementIndex, localReference } from './element-index.ts';
import { activityHead, defaultFlow, readActivity } from './read-activity.ts';
import { readEvent } from './read-event.ts';
import { expressionIn } from './read-expression.ts';
import { flag, type NodeHead, readBoundaries } from './read-node-head.ts';

const gatewayTypes = new Set(['exclusiveGateway', 'inclusiveGateway', 'parallelGateway', 'eventBasedGateway', 'complexGateway']);
const subProcessTypes = new Set(['subProcess', 'transaction', 'adHocSubProcess']);
/** What may stand in a process and has no part in running it. */
const silent = new Set([
  'documentation',
  'extensionElements',
  'incoming',
  'outgoing',
  'ioSpecification',
  'dataInputAssociation',
  'dataOutputAssociation',
  'dataObject',
  'dataObjectReference',
  'dataStoreReference',
  'property',
  'laneSet',
  'textAnnotation',
  'association',
  'group',
  'auditing',
  'monitoring',
  'supports',
  'standardLoopCharacteristics',
  'multiInstanceLoopCharacteristics',
  'completionCondition',
  'resourceRole',
  'performer',
  'humanPerformer',
  'potentialOwner',
  'correlationSubscription',
  'category',
  'ioBinding',
  'supportedInterfaceRef',
]);

const holding: ReadonlySet<string> = new Set(['dataObject', 'property', 'dataInput', 'dataOutput']);

/** Reads what stands in a process or sub-process. */
export function readContainer(element: XmlElement, index: ElementIndex): FlowContainer {
  const inside = element.children.filter((child) => child.namespace === bpmnNamespace);
  const ids = new Set(inside.map(({ attributes }) => attributes.id));
  const flows = inside.filter(({ name }) => name === 'sequenceFlow').flatMap((flow) => readFlow(flow, ids, index) ?? []);
  const incoming = Map.groupBy(flows, ({ target }) => target);
  const outgoing = Map.groupBy(flows, ({ source }) => source);
  const idsOf = (found: readonly SequenceFlow[] | undefined) => (found ?? []).map(({ id }) => id);
  const nodes = inside.flatMap((child) => {
    if (child.name === 'sequenceFlow' || silent.has(child.name)) return [];
    const { id = '', name = '' } = child.attributes;
    const head = { id, name, incoming: idsOf(incoming.get(id)), outgoing: idsOf(outgoing.get(id)), ...readBoundaries(child, index) };
    const node = readNode(child, head, index);
    if (node === null) index.note(child, 'error', 'not-runnable', `the element ${child.name} is not known`);
    else if (id === '') index.note(child, 'error', 'missing-id', 'it has no id');
    return node ?? [];
  });
  // What a process takes and gives is data of it too.
  const own = element.name === 'process' ? childrenNamed(element, 'ioSpecification').flatMap(({ children }) => children) : [];
  const data = [...inside, ...own]
    .filter(({ name }) => holding.has(name) || (name === 'dataStoreReference' && element.name === 'process'))
    .map(({ attributes }) => attributes.name ?? attributes.id ?? '')
    .filter((name) => name !== '');
  return { nodes, flows, data };
}

function readFlow(element: XmlElement, inside: ReadonlySet<string | undefined>, index: ElementIndex): SequenceFlow | null {
  const { id, name = '', sourceRef = '', targetRef = '' } = element.attributes;
  const end = (reference: string, what: string) => {
    if (reference.trim() === '') {
      index.note(element, 'error', 'missing-reference', `it has no ${what}`);
      return null;
    }
    const found = index.refer(element, reference, []);
    if (found === null || inside.has(found)) return found;
    index.note(element, 'error', 'wrong-structure', `its ${what} ${reference} is in another process or sub-process`);
    return null;
  };
  const source = end(sourceRef, 'source');
  const target = end(targetRef, 'target');
  if (source === null || target === null) return null;
  // Flows without an id are allowed by the schema and cannot be referred to; where they lead names them.
  return { id: id ?? `${source}→${target}`, name, source, target, condition: expressionIn(element, 'conditionExpression', index) };
}

function readNode(element: XmlElement, head: NodeHead, index: ElementIndex): ProcessNode | null {
  if (gatewayTypes.has(element.name)) return readGateway(element, head, index);
  if (subProcessTypes.has(element.name)) return readSubProcess(element, head, index);
  return readEvent(element, head, index) ?? readActivity(element, head, index);
}

function readGateway(element: XmlElement, head: NodeHead, index: ElementIndex): GatewayNode {
  const parallel = localReference(element.attributes.eventGatewayType ?? '') === 'Parallel';
  return {
    ...head,
    type: element.name as GatewayNode['type'],
    defaultFlow: defaultFlow(element, index),
    activation: expressionIn(element, 'activationCondition', index),
    instantiates: flag(element, 'instantiate', false) ? (parallel ? 'parallel' : 'exclusive') : 'no',
  };
}

function readSubProcess(element: XmlElement, head: NodeHead, index: ElementIndex): SubProcessNode {
  return {
    ...activityHead(element, head, index),
    ...readContainer(element, index),
    type: element.name as SubProcessNode['type'],
    isEventSubProcess: flag(element, 'triggeredByEvent', false),
    adHoc: element.name === 'adHocSubProcess' ? readAdHoc(element, index) : null,
  };
}

function readAdHoc(element: XmlElement, index: ElementIndex): AdHoc {
  return {
    isSequential: element.attributes.ordering === 'Sequential',
    completion: childNamed(element, 'completionCondition') === null ? null : expressionIn(element, 'completionCondition', index),
    cancelsRemaining: flag(element, 'cancelRemainingInstances', true),
  };
}
