import { parseDocument, type XmlDocument, type XmlElement, type XmlPlace } from '@plinth/xml-document';
import { decisionErrors } from '../errors.ts';

/** Reads the root of an XML document; see {@link parseDmnDocument}. */
export function parseXml(text: string): XmlElement {
  return parseDmnDocument(text).root;
}

/** Reads an XML document; throws `decision.malformed-model` with the line. */
export function parseDmnDocument(text: string): XmlDocument {
  return parseDocument(text, malformed);
}

export function malformed(reason: string, { line, column }: XmlPlace): Error {
  return decisionErrors.malformedModel({ reason, line, column }, { details: { line, column } });
}
