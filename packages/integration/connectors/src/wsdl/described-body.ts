import type { JsonValue } from '@plinth/foundation';
import type { Described } from './description.ts';
import { childrenIn, descriptionNamespace, expandedName, localName, prefixesOf } from './xml-names.ts';
import type { XmlSchemaReader } from './xml-schema-reader.ts';

/** What a message has in its body. */
export interface DescribedBody {
  /** Whole name of its element; null where it is empty. */
  readonly element: string | null;
  readonly schema: JsonValue;
}

/** The body of an operation's input or output, or why it has no name and type (WSDL 2.0, part 1, section 2.5). */
export function bodyOf(
  operation: Described,
  side: 'input' | 'output',
  schemas: XmlSchemaReader,
  changes: string[],
): DescribedBody | string {
  const [message, ...more] = childrenIn(operation.element, descriptionNamespace, side);
  if (message === undefined) return { element: null, schema: {} };
  if (more.length > 0) return `It has ${more.length + 1} messages as its ${side}, and one is sent.`;
  const { element = '#other' } = message.attributes;
  if (element === '#none') return { element: null, schema: {} };
  if (element === '#any') return `Its ${side} may be any element, and nothing says which.`;
  if (element === '#other') return `Its ${side} is described by no element of XML Schema.`;
  const whole = expandedName(element, prefixesOf(message, operation.prefixes));
  const schema = schemas.named('element', whole);
  if (schema === null) changes.push(`${localName(whole)}, its ${side}, is described nowhere, and is taken as anything`);
  return { element: whole, schema: (schema ?? {}) as JsonValue };
}
