import { childNamed, type XmlElement } from '@plinth/xml-document';
import type { EventTrigger } from '../model/event-trigger.ts';
import type { EventNode } from '../model/process-node.ts';
import { bpmnNamespace } from './bpmn-document.ts';
import type { ElementIndex } from './element-index.ts';
import { messageOfOperation } from './message-flows.ts';
import { correlationOf } from './read-correlation.ts';
import { expressionIn, expressionOf, plinthAttribute, readInputs, readOutputs } from './read-expression.ts';
import { flag, type NodeHead } from './read-node-head.ts';

/** What compensation may be about. */
const activityElements = [
  ...['task', 'userTask', 'manualTask', 'serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'receiveTask'],
  ...['subProcess', 'transaction', 'adHocSubProcess', 'callActivity'],
];
const eventTypes = new Set(['startEvent', 'endEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'boundaryEvent']);

/** Reads an event, or gives null where the element is none. */
export function readEvent(element: XmlElement, head: NodeHead, index: ElementIndex): EventNode | null {
  // BPMN 1.x drew throw events that way and some tools still write them.
  const type = element.name === 'implicitThrowEvent' ? 'intermediateThrowEvent' : element.name;
  if (!eventTypes.has(type)) return null;
  const host = element.attributes.attachedToRef;
  if (type === 'boundaryEvent' && host === undefined) index.note(element, 'error', 'missing-part', 'it is attached to no activity');
  return {
    ...head,
    type: type as EventNode['type'],
    triggers: readTriggers(element, index),
    isParallelMultiple: flag(element, 'parallelMultiple', false),
    isInterrupting: flag(element, type === 'boundaryEvent' ? 'cancelActivity' : 'isInterrupting', true),
    attachedTo: host === undefined ? null : index.refer(element, host, []),
    handler: type === 'boundaryEvent' ? (index.associations.get(head.id) ?? null) : null,
    webhook: plinthAttribute(element, 'webhook', index),
    inputs: readInputs(element, index),
    outputs: readOutputs(element, index),
  };
}

/** What the event definitions of an element say, its own and those that it refers to. */
export function readTriggers(element: XmlElement, index: ElementIndex): EventTrigger[] {
  const shared = element.children.flatMap((child) => {
    if (child.name !== 'eventDefinitionRef' || child.namespace !== bpmnNamespace) return [];
    const id = index.refer(element, child.text, []);
    return id === null ? [] : [index.find(id) as XmlElement];
  });
  const own = element.children.filter((child) => child.namespace === bpmnNamespace && child.name.endsWith('EventDefinition'));
  return [...own, ...shared].flatMap((definition) => readTrigger(definition, element, index) ?? []);
}

/** What one event definition says; null where it says too little, which is noted at the event. */
export function readTrigger(definition: XmlElement, event: XmlElement, index: ElementIndex): EventTrigger | null {
  const { messageRef, signalRef, errorRef, escalationRef, activityRef, name = '' } = definition.attributes;
  const refer = (reference: string | undefined, kind: string) => (reference === undefined ? null : index.refer(event, reference, [kind]));
  switch (definition.name) {
    case 'messageEventDefinition': {
      // BPMN has the operation as an element, tools write an attribute as well.
      const operation = definition.attributes.operationRef ?? childNamed(definition, 'operationRef')?.text;
      const message =
        messageRef === undefined
          ? (messageOfOperation(operation, (id) => index.find(id)) ?? index.messageFlows.messageAt(event.attributes.id ?? ''))
          : refer(messageRef, 'message');
      return { kind: 'message', message, correlation: correlationOf(event, definition, message, index) };
    }
    case 'signalEventDefinition':
      return { kind: 'signal', signal: refer(signalRef, 'signal') };
    case 'timerEventDefinition':
      return timer(definition, event, index);
    case 'errorEventDefinition':
      return { kind: 'error', error: refer(errorRef, 'error') };
    case 'escalationEventDefinition':
      return { kind: 'escalation', escalation: refer(escalationRef, 'escalation') };
    case 'conditionalEventDefinition': {
      const condition = expressionIn(definition, 'condition', index);
      if (condition === null) index.note(event, 'error', 'missing-part', 'its condition is missing');
      return condition === null ? null : { kind: 'conditional', condition };
    }
    case 'linkEventDefinition':
      return { kind: 'link', name: name === '' ? (event.attributes.name ?? '') : name };
    case 'compensateEventDefinition':
      return {
        kind: 'compensation',
        activity: activityRef === undefined ? null : index.refer(event, activityRef, activityElements),
        waits: flag(definition, 'waitForCompletion', true),
      };
    case 'cancelEventDefinition':
      return { kind: 'cancel' };
    case 'terminateEventDefinition':
      return { kind: 'terminate' };
    default:
      index.note(event, 'error', 'not-runnable', `${definition.name} is not known`);
      return null;
  }
}

const forms = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const;

function timer(definition: XmlElement, event: XmlElement, index: ElementIndex): EventTrigger | null {
  for (const [name, form] of Object.entries(forms)) {
    const child = childNamed(definition, name);
    const expression = child === null ? null : expressionOf(child, index);
    if (expression !== null) return { kind: 'timer', form: form as (typeof forms)[keyof typeof forms], expression };
  }
  index.note(event, 'error', 'missing-part', 'its timer says neither a date, nor a duration, nor a cycle');
  return null;
}
