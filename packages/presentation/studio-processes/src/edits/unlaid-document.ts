import type { Definition, RecordOf } from '@plinth/app-definition';
import { parseBpmn } from '@plinth/process-model';
import { unlaidBpmnOf } from '@plinth/processes';
import type { XmlDocument } from '@plinth/xml-document';

/** The document of a process without any of its diagrams, as if nobody had drawn it. */
export function unlaidDocument(definition: Definition, { key }: RecordOf<'process'>): XmlDocument {
  const document = parseBpmn(unlaidBpmnOf(definition, key));
  const { root } = document;
  return { ...document, root: { ...root, children: root.children.filter(({ name }) => name !== 'BPMNDiagram') } };
}
