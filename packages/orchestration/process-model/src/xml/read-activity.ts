import { childNamed, type XmlElement } from '@plinth/xml-document';
import type { ModelExpression } from '../model/process-model.ts';
import type { ActivityNode, LoopCharacteristics, TaskNode } from '../model/process-node.ts';
import { type ElementIndex, localReference } from './element-index.ts';
import { messageOfOperation } from './message-flows.ts';
import { readCompletionEvents } from './read-completion-events.ts';
import { correlationOf } from './read-correlation.ts';
import { expressionIn, feelText, plinthAttribute, plinthAttributes, readInputs, readOutputs, variableName } from './read-expression.ts';
import { flag, type NodeHead } from './read-node-head.ts';
import { vendorAttribute, vendorCollection, zeebeAttribute } from './vendor-extensions.ts';

const taskTypes: Readonly<Record<string, TaskNode['type']>> = {
  task: 'task',
  userTask: 'userTask',
  manualTask: 'manualTask',
  serviceTask: 'serviceTask',
  scriptTask: 'scriptTask',
  businessRuleTask: 'businessRuleTask',
  sendTask: 'sendTask',
  receiveTask: 'receiveTask',
  globalTask: 'task',
  globalUserTask: 'userTask',
  globalManualTask: 'manualTask',
  globalScriptTask: 'scriptTask',
  globalBusinessRuleTask: 'businessRuleTask',
};

type ActivityHead = NodeHead &
  Pick<TaskNode, 'defaultFlow' | 'isForCompensation' | 'startQuantity' | 'completionQuantity' | 'loop' | 'inputs' | 'outputs' | 'former'>;

/** What every activity has. */
export function activityHead(element: XmlElement, head: NodeHead, index: ElementIndex): ActivityHead {
  return {
    ...head,
    defaultFlow: defaultFlow(element, index),
    isForCompensation: flag(element, 'isForCompensation', false),
    startQuantity: quantity(element, 'startQuantity', index),
    completionQuantity: quantity(element, 'completionQuantity', index),
    loop: readLoop(element, index),
    ...readMappings(element, index),
  };
}

function readMappings(element: XmlElement, index: ElementIndex): Pick<ActivityHead, 'inputs' | 'outputs' | 'former'> {
  const [input, output] = [loopReference(element, 'loopDataInputRef'), loopReference(element, 'loopDataOutputRef')];
  const own = { inputs: readInputs(element, index, input), outputs: readOutputs(element, index, output) };
  if (input === null && output === null) return own;
  return { ...own, former: { inputs: readInputs(element, index), outputs: readOutputs(element, index) } };
}

/** The data input or output that a multiple instance takes apart or puts together: what is associated with it is no matter of a round. */
function loopReference(element: XmlElement, name: string): string | null {
  const multi = childNamed(element, 'multiInstanceLoopCharacteristics');
  return (multi === null ? undefined : childNamed(multi, name)?.text.trim()) || null;
}

/** Reads a task or a call activity, or gives null where the element is neither. */
export function readActivity(element: XmlElement, head: NodeHead, index: ElementIndex): ActivityNode | null {
  if (element.name === 'callActivity') {
    const called = element.attributes.calledElement ?? zeebeAttribute(element, 'calledElement', 'processId') ?? undefined;
    return {
      ...activityHead(element, head, index),
      type: 'callActivity',
      called: called === undefined || called.trim() === '' ? null : localReference(called),
    };
  }
  const type = Object.hasOwn(taskTypes, element.name) ? taskTypes[element.name] : undefined;
  if (type === undefined) return null;
  const { messageRef, scriptFormat, scriptLanguage } = element.attributes;
  const script = expressionIn(element, 'script', index) ?? zeebeScript(element);
  const message = messageRef === undefined ? messageFlowing(element, index) : index.refer(element, messageRef, ['message']);
  return {
    ...activityHead(element, head, index),
    type,
    script: script === null ? null : { text: script.text, language: scriptFormat ?? scriptLanguage ?? script.language },
    resultVariable: resultVariableOf(element, index),
    decision:
      plinthAttribute(element, 'decision', index) ??
      vendorAttribute(element, 'decisionRef', index) ??
      zeebeAttribute(element, 'calledDecision', 'decisionId'),
    message,
    correlation: correlationOf(element, element, message, index),
    instantiates: flag(element, 'instantiate', false),
    settings: settingsOf(element, index),
    ...readAssignment(element, index),
  };
}

/** By the operation of a service or a message flow; other tasks may stand at one too. */
function messageFlowing({ name, attributes }: XmlElement, index: ElementIndex): string | null {
  if (name !== 'sendTask' && name !== 'receiveTask') return null;
  return messageOfOperation(attributes.operationRef, (id) => index.find(id)) ?? index.messageFlows.messageAt(attributes.id ?? '');
}

function zeebeScript(element: XmlElement): ModelExpression | null {
  const text = zeebeAttribute(element, 'script', 'expression');
  return text === null ? null : { text: feelText(text), language: null };
}

function resultVariableOf(element: XmlElement, index: ElementIndex): string | null {
  return (
    plinthAttribute(element, 'resultVariable', index) ??
    vendorAttribute(element, 'resultVariable', index) ??
    zeebeAttribute(element, 'script', 'resultVariable') ??
    zeebeAttribute(element, 'calledDecision', 'resultVariable')
  );
}

/** Who does a task, and how often it is tried. */
function readAssignment(
  element: XmlElement,
  index: ElementIndex,
): Pick<TaskNode, 'page' | 'assignee' | 'candidates' | 'due' | 'retries' | 'atOnce'> {
  const feel = (name: string) => {
    const text = plinthAttribute(element, name, index) ?? '';
    // Like every setting of a task it is a text, or FEEL behind `=`.
    return text === '' ? null : { text: text.startsWith('=') ? feelText(text) : JSON.stringify(text), language: null };
  };
  return {
    page: plinthAttribute(element, 'page', index),
    assignee: feel('assignee'),
    candidates: feel('candidates'),
    due: feel('due'),
    retries: count(element, 'retries', [0, 1000], index),
    atOnce: count(element, 'atOnce', [1, 10_000], index),
  };
}

/** A whole number that an attribute of Plinth's own says; null where it says none, or none between these. */
function count(element: XmlElement, name: string, [least, most]: readonly [number, number], index: ElementIndex): number | null {
  const text = plinthAttribute(element, name, index);
  if (text === null) return null;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  index.note(element, 'error', 'wrong-structure', `its plinth:${name} is "${text}", not a whole number from ${least} to ${most}`);
  return null;
}

/** Attributes that are properties of the model themselves. */
const known = new Set(['resultVariable', 'decision', 'correlationKey', 'atOnce', 'asyncBefore', 'asyncAfter']);

function settingsOf(element: XmlElement, index: ElementIndex): Readonly<Record<string, string>> {
  const topic = vendorAttribute(element, 'topic', index) ?? zeebeAttribute(element, 'taskDefinition', 'type');
  return {
    ...(topic === null ? {} : { topic }),
    ...Object.fromEntries(plinthAttributes(element, index).filter(([name]) => !known.has(name))),
  };
}

/** Names of elements that a call activity can call besides processes. */
export const globalTasks = Object.keys(taskTypes).filter((name) => name.startsWith('global'));

export function defaultFlow(element: XmlElement, index: ElementIndex): string | null {
  const flow = element.attributes.default;
  return flow === undefined || flow.trim() === '' ? null : index.refer(element, flow, ['sequenceFlow']);
}

function quantity(element: XmlElement, name: string, index: ElementIndex): number {
  const text = element.attributes[name];
  if (text === undefined) return 1;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1 && value <= 1000) return value;
  index.note(element, 'error', 'wrong-structure', `its ${name} is "${text}", not a whole number from 1 to 1000`);
  return 1;
}

function readLoop(element: XmlElement, index: ElementIndex): LoopCharacteristics | null {
  const standard = childNamed(element, 'standardLoopCharacteristics');
  if (standard !== null) {
    const maximum = standard.attributes.loopMaximum;
    const count = maximum === undefined ? null : Number(maximum);
    if (count !== null && !(Number.isSafeInteger(count) && count >= 0))
      index.note(element, 'error', 'wrong-structure', `its loopMaximum is "${maximum}", not a whole number`);
    return {
      kind: 'standard',
      condition: expressionIn(standard, 'loopCondition', index),
      isTestedBefore: flag(standard, 'testBefore', false),
      maximum: count,
    };
  }
  const multi = childNamed(element, 'multiInstanceLoopCharacteristics');
  if (multi === null) return null;
  const collection = childNamed(multi, 'loopDataInputRef')?.text.trim() ?? null;
  const output = childNamed(multi, 'loopDataOutputRef')?.text.trim() ?? null;
  const given = plinthAttribute(multi, 'collection', index) ?? vendorCollection(element, multi, index);
  const zeebe = (name: string) => zeebeAttribute(multi, 'loopCharacteristics', name);
  const outputCollection = plinthAttribute(multi, 'outputCollection', index) ?? zeebe('outputCollection');
  const outputItem = plinthAttribute(multi, 'outputItem', index) ?? zeebe('outputElement');
  const itemOf = (name: string) => {
    const item = childNamed(multi, name)?.attributes;
    return item?.name ?? item?.id ?? null;
  };
  const collectionText = given ?? (collection === null ? null : loopData(element, collection, index));
  return {
    kind: 'multiInstance',
    isSequential: flag(multi, 'isSequential', false),
    cardinality: expressionIn(multi, 'loopCardinality', index),
    collection: collectionText === null ? null : { text: feelText(collectionText), language: null },
    item:
      plinthAttribute(multi, 'item', index) ??
      vendorAttribute(multi, 'elementVariable', index) ??
      zeebe('inputElement') ??
      itemOf('inputDataItem'),
    outputCollection: outputCollection ?? (output === null ? null : loopData(element, output, index)),
    outputItem: outputItem ?? itemOf('outputDataItem'),
    isOutputOwn: outputItem === null && childNamed(multi, 'outputDataItem') !== null,
    completion: expressionIn(multi, 'completionCondition', index),
    events: readCompletionEvents(multi, index),
  };
}

/** The variable behind an activity's own data input or output: what is associated with it, where anything is. */
function loopData(activity: XmlElement, reference: string, index: ElementIndex): string {
  for (const association of activity.children) {
    const from = childNamed(association, 'sourceRef')?.text.trim();
    const to = childNamed(association, 'targetRef')?.text.trim();
    if (association.name === 'dataInputAssociation' && to === reference && from !== undefined) return variableName(from, index);
    if (association.name === 'dataOutputAssociation' && from === reference && to !== undefined) return variableName(to, index);
  }
  return variableName(reference, index);
}
