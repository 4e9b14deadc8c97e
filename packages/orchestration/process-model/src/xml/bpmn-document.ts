import {
  decodeXml,
  parseDocument,
  printDocument,
  writtenElement,
  writtenNode,
  type XmlDocument,
  type XmlElement,
  type XmlPlace,
} from '@plinth/xml-document';
import { processModelErrors } from '../errors.ts';

/** Namespace of BPMN 2.0 models. */
export const bpmnNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
/** Namespace of what Plinth adds to models, in extension elements and attributes. */
export const plinthNamespace = 'https://plinth.dev/bpmn';

/** Elements of BPMN beyond which a model is an attack or a mistake. */
const mostElements = 200_000;

/** Reads an XML document that holds BPMN definitions; throws `process-model.malformed`. */
export function parseBpmn(text: string): XmlDocument {
  const document = parseDocument(text, malformed);
  const { root } = document;
  if (root.name !== 'definitions' || root.namespace !== bpmnNamespace)
    throw malformed(`it is ${root.name} of "${root.namespace}", not definitions of BPMN 2.0 ("${bpmnNamespace}")`, root);
  refuseRepeatedIds(root);
  return document;
}

/** The text of a BPMN file in whatever encoding it says; throws `process-model.malformed`. */
export function decodeBpmn(bytes: Uint8Array): string {
  return decodeXml(bytes, malformed);
}

/** The document as XML; canonically equal to what it was read from. Throws `process-model.unwritable`. */
export function writeBpmn({ root, before, after }: XmlDocument): string {
  return printDocument(before.map(writtenNode), writtenElement(root), after.map(writtenNode), (text) =>
    processModelErrors.unwritable({ text: JSON.stringify(text.slice(0, 100)) }),
  );
}

export function malformed(reason: string, { line, column }: XmlPlace): Error {
  return processModelErrors.malformed({ reason, line, column }, { details: { line, column } });
}

/** Ids are unique in a document (they are `xsd:ID`), apart from those of other vocabularies. */
function refuseRepeatedIds(root: XmlElement): void {
  const lines = new Map<string, number>();
  let count = 0;
  const visit = (element: XmlElement) => {
    if (element.namespace === bpmnNamespace) {
      if (++count > mostElements) throw malformed(`it has more than ${mostElements} elements`, element);
      const { id } = element.attributes;
      if (id !== undefined) {
        if (lines.has(id)) throw malformed(`the id ${id} stands also in line ${lines.get(id)}`, element);
        lines.set(id, element.line);
      }
    }
    for (const child of element.children) visit(child);
  };
  visit(root);
}
