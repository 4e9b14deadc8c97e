import type { XmlDocument, XmlElement } from '@plinth/xml-document';
import { bpmnNamespace } from '../xml/bpmn-document.ts';
import { localReference } from '../xml/element-index.ts';
import type { Report } from './report.ts';

type Severity = 'error' | 'warning';

/** Attributes that refer to elements of the document; others are looked at where what they mean is read. An error is what runs otherwise. */
const attributes: Readonly<Record<string, Severity>> = {
  processRef: 'warning',
  dataObjectRef: 'error',
  dataStoreRef: 'warning',
  itemSubjectRef: 'warning',
  itemRef: 'warning',
  operationRef: 'warning',
  categoryValueRef: 'warning',
  correlationKeyRef: 'warning',
  correlationPropertyRef: 'warning',
  definitionalCollaborationRef: 'warning',
  partitionElementRef: 'warning',
  noneBehaviorEventRef: 'warning',
  oneBehaviorEventRef: 'warning',
  bpmnElement: 'warning',
};

/** Elements whose text is such a reference. */
const texts: Readonly<Record<string, Severity>> = {
  flowNodeRef: 'warning',
  incoming: 'warning',
  outgoing: 'warning',
  dataInputRefs: 'warning',
  dataOutputRefs: 'warning',
  resourceRef: 'warning',
  inMessageRef: 'warning',
  outMessageRef: 'warning',
  participantRef: 'warning',
  correlationPropertyRef: 'warning',
  categoryValueRef: 'warning',
};

/** Elements of which `sourceRef` and `targetRef` are attributes, besides sequence flows. */
const lines: ReadonlySet<string> = new Set(['association', 'messageFlow', 'conversationLink']);
const dataAssociations: ReadonlySet<string> = new Set(['dataInputAssociation', 'dataOutputAssociation']);

const booleans: ReadonlySet<string> = new Set([
  ...['isExecutable', 'isForCompensation', 'cancelActivity', 'isInterrupting', 'isSequential', 'testBefore', 'triggeredByEvent'],
  ...['instantiate', 'parallelMultiple', 'waitForCompletion', 'cancelRemainingInstances', 'isCollection', 'isClosed'],
]);
const choices: Readonly<Record<string, readonly string[]>> = {
  ordering: ['Parallel', 'Sequential'],
  eventGatewayType: ['Exclusive', 'Parallel'],
  behavior: ['None', 'One', 'All', 'Complex'],
  gatewayDirection: ['Unspecified', 'Converging', 'Diverging', 'Mixed'],
};

/** References that lead nowhere, wherever they stand, and attributes that say what there is not. */
export function checkReferences({ root }: XmlDocument, report: Report): void {
  const byId = new Map<string, XmlElement>();
  const add = (element: XmlElement) => {
    const { id } = element.attributes;
    if (id !== undefined && element.namespace === bpmnNamespace) byId.set(id, element);
    for (const child of element.children) add(child);
  };
  add(root);
  const prefixes = new Map(
    Object.entries(root.attributes).flatMap(([name, value]) => (name.startsWith('xmlns:') ? [[name.slice(6), value] as const] : [])),
  );
  /** What another document has is not looked for. */
  const isHere = (reference: string) => {
    const [prefix, name] = reference.split(':');
    const namespace = name === undefined ? undefined : prefixes.get(prefix ?? '');
    return namespace === undefined || namespace === root.attributes.targetNamespace;
  };
  const look = (element: XmlElement, what: string, reference: string | undefined, severity: Severity) => {
    const given = reference?.trim() ?? '';
    if (given === '' || !isHere(given) || byId.has(localReference(given))) return;
    report.at(element, severity, 'missing-reference', `its ${what} refers to ${given}, which is nowhere in the document`);
  };
  const visit = (element: XmlElement, around: XmlElement | null) => {
    for (const [name, severity] of Object.entries(attributes)) look(element, name, element.attributes[name], severity);
    if (element.namespace === bpmnNamespace) checkElement(element, around);
    for (const child of element.children) visit(child, element);
  };
  const checkElement = (element: XmlElement, around: XmlElement | null) => {
    const { name, text } = element;
    if (lines.has(name)) for (const end of ['sourceRef', 'targetRef']) look(element, end, element.attributes[end], 'warning');
    const severity = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (severity !== undefined && around !== null) look(around, name, text, severity);
    if (around !== null && dataAssociations.has(around.name) && (name === 'sourceRef' || name === 'targetRef'))
      look(around, name, text, 'error');
    if ((name === 'incoming' || name === 'outgoing') && around !== null) checkFlowEnd(element, around);
    for (const [attribute, value] of Object.entries(element.attributes)) checkValue(element, attribute, value.trim());
  };
  const checkFlowEnd = ({ name, text }: XmlElement, node: XmlElement) => {
    const flow = byId.get(localReference(text));
    if (flow === undefined || flow.name !== 'sequenceFlow') return;
    const end = flow.attributes[name === 'incoming' ? 'targetRef' : 'sourceRef'] ?? '';
    if (localReference(end) !== node.attributes.id)
      report.at(
        node,
        'warning',
        'wrong-structure',
        `its ${name} ${text.trim()} is a flow of ${end === '' ? 'nothing' : end}, which counts`,
      );
  };
  const checkValue = (element: XmlElement, attribute: string, value: string) => {
    const allowed = booleans.has(attribute) ? ['true', 'false', '1', '0'] : choices[attribute];
    if (allowed === undefined || !Object.hasOwn(element.attributes, attribute) || allowed.includes(value)) return;
    report.at(element, 'error', 'wrong-structure', `its ${attribute} is "${value}", none of ${allowed.join(', ')}`);
  };
  visit(root, null);
}
