import { childrenNamed, type XmlDocument, type XmlElement } from '@plinth/xml-document';
import type { Finding } from '../model/finding.ts';
import type { NamedDefinition, ProcessModel } from '../model/process-model.ts';
import { parseBpmn } from './bpmn-document.ts';
import { ElementIndex } from './element-index.ts';
import { globalTasks, readActivity } from './read-activity.ts';
import { readContainer } from './read-container.ts';
import { flag } from './read-node-head.ts';

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
  const named = (name: string) => childrenNamed(root, name).map(readNamed);
  for (const element of childrenNamed(root, 'import'))
    index.note(element, 'warning', 'ignored', `${element.attributes.location ?? 'another document'} is not read`);
  return {
    id: root.attributes.id ?? '',
    namespace: root.attributes.targetNamespace ?? '',
    processes: childrenNamed(root, 'process').map((element) => {
      const { id = '', name = '' } = element.attributes;
      if (id === '') index.note(element, 'error', 'missing-id', 'it has no id');
      return { id, name, isExecutable: flag(element, 'isExecutable', true), ...readContainer(element, index) };
    }),
    globalTasks: globalTasks.flatMap((name) =>
      childrenNamed(root, name).flatMap((element) => {
        const { id = '', name: label = '' } = element.attributes;
        return readActivity(element, { id, name: label, incoming: [], outgoing: [] }, index) ?? [];
      }),
    ),
    messages: named('message'),
    signals: named('signal'),
    errors: named('error'),
    escalations: named('escalation'),
  };
}

function readNamed({ attributes }: XmlElement): NamedDefinition {
  const { id = '', name, errorCode, escalationCode } = attributes;
  return { id, name: name ?? id, code: errorCode ?? escalationCode ?? null };
}
