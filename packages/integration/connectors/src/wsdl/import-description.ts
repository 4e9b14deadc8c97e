import type { JsonValue } from '@plinth/foundation';
import { type Malformed, parseDocument, type XmlElement } from '@plinth/xml-document';
import type { SoapBinding } from '../binding.ts';
import type { Action } from '../connector.ts';
import type { ReadBeside } from '../document/document-set.ts';
import type { Imported } from '../imported.ts';
import { type OperationReport, operationReport } from '../report.ts';
import { UniqueKeys } from '../unique-keys.ts';
import { bodyOf, type DescribedBody } from './described-body.ts';
import { type Described, Description } from './description.ts';
import { SchemaSet } from './schema-set.ts';
import { soapConnector } from './soap-connector.ts';
import { type BoundBySoap, boundBySoap } from './soap-extensions.ts';
import { attributeIn, childrenIn, descriptionNamespace, localName, prefixesOf, xsdNamespace } from './xml-names.ts';
import { XmlSchemaReader } from './xml-schema-reader.ts';

const extensions = 'http://www.w3.org/ns/wsdl-extensions';
const patterns = 'http://www.w3.org/ns/wsdl/';
/** Those in which the system is asked; of the others it asks. */
const asked = ['in-out', 'in-opt-out', 'in-only', 'robust-in-only'];

/** Makes a connector of a WSDL 2.0 document, whose root is given: each operation that SOAP binds is an action. */
export function importDescription(root: XmlElement, beside: ReadBeside, malformed: Malformed): Imported {
  const notes: string[] = [];
  const set = new SchemaSet(beside, malformed, notes);
  const read = (path: string) => {
    const text = beside(path);
    return text === null ? null : parseDocument(text, malformed).root;
  };
  const description = new Description(root, read, notes);
  for (const { element, prefixes } of description.all('types')) {
    // Schemas are also imported here, outside of any.
    set.add(element, prefixes);
    for (const schema of childrenIn(element, xsdNamespace, 'schema')) set.add(schema, prefixesOf(element, prefixes));
  }
  const schemas = new XmlSchemaReader(set);
  const keys = new UniqueKeys();
  const actions = new Map<string, Action>();
  const operations: OperationReport[] = [];
  const bindings = description.bindings();
  const done = new Set<XmlElement>();
  for (const face of description.all('interface'))
    for (const operation of description.operationsOf(face)) {
      const { name = '' } = operation.element.attributes;
      // What an interface takes over of another stands in the report where it is written.
      if (done.has(operation.element)) continue;
      done.add(operation.element);
      const about = { name: `${face.element.attributes.name ?? ''} ${name}`, place: `line ${operation.element.line}` };
      const ways = bindings.filter((each) => description.operationsOf(each.face).some(({ element }) => element === operation.element));
      const changes: string[] = [];
      const action = actionOf(
        operation,
        ways.map(({ binding }) => binding),
        schemas,
        changes,
      );
      if (typeof action === 'string') operations.push(operationReport({ ...about, reason: action }));
      else {
        const key = keys.of(name);
        actions.set(key, action);
        operations.push(operationReport({ ...about, as: key, changes }));
      }
    }
  const service = description.all('service')[0]?.element;
  return soapConnector(schemas, {
    version: '2.0',
    title: service?.attributes.name ?? 'SOAP service',
    description: textIn(root),
    addresses: description.addresses(),
    ...{ actions, operations, notes },
  });
}

/** The action that an operation is by the first binding that can be spoken, or why it is none, of each binding. */
function actionOf(operation: Described, bindings: readonly Described[], schemas: XmlSchemaReader, changes: string[]): Action | string {
  const { attributes } = operation.element;
  // Without a pattern it is in-out (WSDL 2.0, part 1, section 2.4.1).
  const pattern = attributes.pattern ?? `${patterns}in-out`;
  const short = pattern.startsWith(patterns) ? pattern.slice(patterns.length) : pattern;
  if (/^(out|robust-out)/.test(short)) return `The system asks it of others: its pattern is ${short}.`;
  if (!asked.includes(short)) return `Its pattern is ${short}, which is none that is known.`;
  const bound = bindings.map((binding) => boundBySoap(binding, operation, short));
  const way = bound.find((each) => typeof each !== 'string');
  if (way === undefined) return [...new Set(bound)].join(' ') || 'No binding says how it is asked.';
  const input = bodyOf(operation, 'input', schemas, changes);
  if (typeof input === 'string') return input;
  const output = bodyOf(operation, 'output', schemas, changes);
  // What is answered is read, whatever it is called.
  if (typeof output === 'string') changes.push(`${output} It is taken as anything`);
  changes.push(...way.headers.map((header) => `its header ${localName(header)} is not sent`));
  return soapAction(operation, way, input, typeof output === 'string' ? null : output);
}

function soapAction({ element, prefixes }: Described, way: BoundBySoap, input: DescribedBody, output: DescribedBody | null): Action {
  const { name = '' } = element.attributes;
  const binding: SoapBinding = {
    ...{ protocol: 'soap', version: way.version, action: way.action, style: 'document', operation: name, namespace: '' },
    elements: input.element === null ? [] : [input.element],
  };
  const properties = (body: DescribedBody): Record<string, JsonValue> =>
    body.element === null ? {} : { [localName(body.element)]: body.schema };
  const taken = properties(input);
  return {
    ...{ title: name, description: textIn(element), deprecated: false, credentials: [], binding },
    input: { type: 'object', properties: taken, required: Object.keys(taken), additionalProperties: false },
    output: { type: 'object', ...(output === null ? {} : { properties: properties(output) }) },
    effect: /^(true|1)$/.test(attributeIn(element, extensions, 'safe', prefixes) ?? '') ? 'reads' : 'once',
  };
}

function textIn(element: XmlElement): string {
  return childrenIn(element, descriptionNamespace, 'documentation')[0]?.text.trim() ?? '';
}
