import type { JsonValue } from '@plinth/foundation';
import { parseDocument, type XmlElement, type XmlPlace } from '@plinth/xml-document';
import type { SoapBinding } from '../binding.ts';
import type { Action } from '../connector.ts';
import type { ReadBeside } from '../document/document-set.ts';
import { connectorErrors } from '../errors.ts';
import type { Imported } from '../imported.ts';
import { type OperationReport, operationReport } from '../report.ts';
import { UniqueKeys } from '../unique-keys.ts';
import { Definitions } from './definitions.ts';
import { importDescription } from './import-description.ts';
import { SchemaSet } from './schema-set.ts';
import { soapConnector } from './soap-connector.ts';
import { childrenIn, descriptionNamespace, localName, nameIn, wsdlNamespace, xsdNamespace } from './xml-names.ts';
import { XmlSchemaReader } from './xml-schema-reader.ts';

const format = 'a WSDL 1.1 or 2.0 document';

function malformed(reason: string, { line, column }: XmlPlace) {
  return connectorErrors.unreadableDocument({ reason: `line ${line}, column ${column}: ${reason}`, format });
}

/** Makes a connector of a WSDL 1.1 or 2.0 document: each operation of a SOAP binding is an action; its messages are typed by XML Schema. */
export function importWsdl(text: string, beside: ReadBeside = () => null): Imported {
  const { root } = parseDocument(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, malformed);
  if (root.name === 'description' && root.namespace === descriptionNamespace) return importDescription(root, beside, malformed);
  if (root.name !== 'definitions' || root.namespace !== wsdlNamespace)
    throw connectorErrors.unreadableDocument({ reason: `its root is ${root.name} of "${root.namespace}"`, format });
  const notes: string[] = [];
  const set = new SchemaSet(beside, malformed, notes);
  const definitions = new Definitions(
    root,
    (path) => (beside(path) === null ? null : parseDocument(beside(path) ?? '', malformed).root),
    notes,
  );
  for (const { element, prefixes } of definitions.schemas(xsdNamespace)) set.add(element, prefixes);
  const schemas = new XmlSchemaReader(set);
  const keys = new UniqueKeys();
  const actions = new Map<string, Action>();
  const operations: OperationReport[] = [];
  const done = new Set<string>();
  for (const bound of definitions.operations()) {
    const about = { name: `${bound.portType} ${bound.name}`, place: `line ${bound.element.line}` };
    const which = `${about.name} ${definitions.isOverloaded(bound) ? bound.inputName : ''}`;
    // The same operation is often bound by SOAP 1.1, by SOAP 1.2 and by HTTP: once is enough.
    if (done.has(which)) continue;
    const changes: string[] = [];
    const action = actionOf(definitions, schemas, bound, changes);
    if (typeof action === 'string') {
      if (definitions.isBoundElsewhere(bound)) continue;
      operations.push(operationReport({ ...about, reason: action }));
    } else {
      const key = keys.of(bound.name);
      actions.set(key, action);
      operations.push(operationReport({ ...about, as: key, changes }));
    }
    done.add(which);
  }
  for (const { portType, element } of definitions.unbound())
    operations.push(
      operationReport({
        name: `${portType} ${element.attributes.name ?? ''}`,
        place: `line ${element.line}`,
        reason: 'No binding says how it is asked.',
      }),
    );
  return soapConnector(schemas, {
    version: '1.1',
    title: root.attributes.name ?? definitions.serviceName ?? 'SOAP service',
    addresses: definitions.addresses(),
    ...{ actions, operations, notes },
  });
}

type Bound = ReturnType<Definitions['operations']>[number];

/** The action that a bound operation is, or why it is none. */
function actionOf(definitions: Definitions, schemas: XmlSchemaReader, bound: Bound, changes: string[]): Action | string {
  if (bound.soap === null) return 'It is not bound by SOAP.';
  if (bound.transport !== null) return `It is asked over ${bound.transport}, and SOAP is spoken over HTTP alone.`;
  if (bound.use !== 'literal') return `Its messages are ${bound.use}, and only literal ones have a type that is known.`;
  if (bound.operation === null) return `The port type ${bound.portType} does not describe it.`;
  const [first] = bound.operation.children.filter(({ name }) => name === 'input' || name === 'output');
  if (first?.name === 'output') return 'The system asks it of others: its output comes first, or alone.';
  for (const header of bound.headers) changes.push(`its header ${header} is not sent`);
  const side = (name: 'input' | 'output') => messageSchema(definitions, schemas, bound, name, changes);
  const input = side('input');
  if (typeof input === 'string') return input;
  const output = side('output');
  if (typeof output === 'string') return output;
  const binding: SoapBinding = {
    protocol: 'soap',
    version: bound.soap,
    action: bound.action,
    style: bound.style,
    operation: bound.name,
    namespace: bound.namespace,
    elements: input.elements,
  };
  return {
    title: bound.name,
    description: textIn(bound.operation),
    deprecated: false,
    input: {
      type: 'object',
      properties: Object.fromEntries(input.properties),
      required: input.properties.map(([name]) => name),
      additionalProperties: false,
    },
    output: { type: 'object', properties: Object.fromEntries(output.properties) },
    effect: 'once',
    credentials: [],
    binding,
  };
}

interface MessageSchema {
  readonly properties: readonly (readonly [string, JsonValue])[];
  /** Whole names of the elements that are sent. */
  readonly elements: readonly string[];
}

function messageSchema(
  definitions: Definitions,
  schemas: XmlSchemaReader,
  { operation, name }: Bound,
  side: 'input' | 'output',
  changes: string[],
): MessageSchema | string {
  const [direction] = operation === null ? [] : childrenIn(operation, wsdlNamespace, side);
  if (direction === undefined) return { properties: [], elements: [] };
  const message = definitions.messageOf(direction);
  if (message === null) return `Its ${side} is the message ${direction.attributes.message ?? ''}, which is not there.`;
  const properties: [string, JsonValue][] = [];
  const elements: string[] = [];
  for (const { partName, element, type } of message) {
    const schema = element === null ? (type === null ? null : schemas.named('type', type)) : schemas.named('element', element);
    if (schema === null) changes.push(`the part ${partName} of its ${side} is of a type that is not there, and is taken as anything`);
    properties.push([element === null ? partName : localName(element), (schema ?? {}) as JsonValue]);
    elements.push(element ?? nameIn('', partName === '' ? name : partName));
  }
  return { properties, elements };
}

function textIn(operation: XmlElement): string {
  return childrenIn(operation, wsdlNamespace, 'documentation')[0]?.text.trim() ?? '';
}
