import { childrenNamed, type XmlDocument, type XmlElement } from '@plinth/xml-document';
import type { Finding } from '../model/finding.ts';
import type { NamedDefinition, ProcessModel } from '../model/process-model.ts';
import { parseBpmn } from './bpmn-document.ts';
import { ElementIndex } from './element-index.ts';
import { globalTasks, readActivity } from './read-activity.ts';
import { readContainer } from './read-container.ts';
import { conversationProperties, keyOfMessage } from './read-correlation.ts';
import { plinthAttribute } from './read-expression.ts';
import { flag } from './read-node-head.ts';

const mostPriority = 100;

/** A BPMN document in its two forms, and what reading found. */
export interface BpmnDocument {
  /** All of it; what is written. */
  readonly document: XmlDocument;
  /** What of it runs. */
  readonly model: ProcessModel;
  readonly findings: readonly Finding[];
}

/** Reads a BPMN 2.0 document; throws `process-model.malformed` where it is none. What is wrong within it is found, not thrown. */
export function readBpmn(text: string): BpmnDocument {
  const document = parseBpmn(text);
  const index = new ElementIndex(document.root);
  const model = readModel(document.root, index);
  return { document, model, findings: index.findings };
}

/** The model of a document's root; what is wrong is noted in the index. */
export function readModel(root: XmlElement, index = new ElementIndex(root)): ProcessModel {
  const named = (name: string) => childrenNamed(root, name).map((element) => readNamed(element, index));
  for (const element of childrenNamed(root, 'import'))
    index.note(element, 'warning', 'ignored', `${element.attributes.location ?? 'another document'} is not read`);
  return {
    id: root.attributes.id ?? '',
    namespace: root.attributes.targetNamespace ?? '',
    processes: childrenNamed(root, 'process').map((element) => {
      const { id = '', name = '' } = element.attributes;
      if (id === '') index.note(element, 'error', 'missing-id', 'it has no id');
      const [isExecutable, priority] = [flag(element, 'isExecutable', true), priorityOf(element, index)];
      return { id, name, isExecutable, priority, ...readContainer(element, index) };
    }),
    globalTasks: globalTasks.flatMap((name) =>
      childrenNamed(root, name).flatMap((element) => {
        const { id = '', name: label = '' } = element.attributes;
        const head = { id, name: label, incoming: [], outgoing: [], isAsyncBefore: false, isAsyncAfter: false };
        return readActivity(element, head, index) ?? [];
      }),
    ),
    messages: named('message'),
    signals: named('signal'),
    errors: named('error'),
    escalations: named('escalation'),
  };
}

function priorityOf(element: XmlElement, index: ElementIndex): number {
  const text = plinthAttribute(element, 'priority', index);
  const priority = text === null ? 0 : Number(text);
  if (text?.trim() !== '' && Number.isInteger(priority) && Math.abs(priority) <= mostPriority) return priority;
  index.note(
    element,
    'error',
    'wrong-structure',
    `its plinth:priority is "${text}", not a whole number from -${mostPriority} to ${mostPriority}`,
  );
  return 0;
}

function readNamed(element: XmlElement, index: ElementIndex): NamedDefinition {
  const { id = '', name, errorCode, escalationCode } = element.attributes;
  const key = element.name === 'message' ? keyOfMessage(id, index) : null;
  const properties = key === null ? [] : conversationProperties(id, index);
  return {
    id,
    name: name || id,
    // An empty name or code, as tools write it, is none.
    code: errorCode || escalationCode || null,
    ...(key === null ? {} : { key }),
    ...(properties.length === 0 ? {} : { properties }),
  };
}
