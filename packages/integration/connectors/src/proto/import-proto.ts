import type { JsonObject, JsonValue } from '@plinth/foundation';
import { anything, type JsonSchema, referenceTo, typeOfReference } from '@plinth/json-schema';
import type { Action, Connector, Effect } from '../connector.ts';
import type { ReadBeside } from '../document/document-set.ts';
import { type Imported, withTypeChanges } from '../imported.ts';
import { countOutcomes, type OperationReport, operationReport, type TypeReport } from '../report.ts';
import { UniqueKeys } from '../unique-keys.ts';
import { parseProto } from './parse-proto.ts';
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage, ProtoMethod, ProtoService } from './proto-file.ts';
import { typeNamed } from './type-named.ts';
import { scalars, wellKnown } from './well-known.ts';
import { wireTypes } from './wire-types.ts';

/** Makes a connector of a .proto file and those it imports: each method of a service is an action, each message a type. */
export function importProto(text: string, beside: ReadBeside = () => null): Imported {
  const root = parseProto(text);
  const notes: string[] = [];
  const files = withImports(root, beside, notes);
  const title = root.package === '' ? 'Protocol Buffers' : root.package;
  return connectorOfProto({ roots: [root], files, notes, title, source: { format: 'proto', version: root.syntax } });
}

export interface ProtoSet {
  /** Those whose services are asked. */
  readonly roots: readonly ProtoFile[];
  /** These, and all whose types they use. */
  readonly files: readonly ProtoFile[];
  readonly notes: readonly string[];
  readonly title: string;
  readonly source: Connector['source'];
}

/** Makes a connector of files that have been read: each method of a service is an action, each message a type. */
export function connectorOfProto({ roots, files, notes, title, source }: ProtoSet): Imported {
  const declared = new Map<string, ProtoMessage | ProtoEnum>();
  for (const { messages, enums } of files) for (const one of [...messages, ...enums]) declared.set(one.name, one);
  const changed: TypeReport[] = [];
  const types = new Map<string, JsonSchema>();
  for (const [name, one] of declared) {
    const changes: string[] = [];
    types.set(name, typeOf(one, declared, changes));
    if (changes.length > 0) changed.push({ name, place: 'line' in one ? placeOf(one) : '', changes });
  }
  const keys = new UniqueKeys();
  const actions = new Map<string, Action>();
  const operations: OperationReport[] = [];
  const services = roots.flatMap((root) => root.services.map((service) => ({ root, service })));
  for (const { root, service } of services)
    for (const method of service.methods) {
      const about = { name: `${service.name}/${method.name}`, place: placeOf(method) };
      const read = readMethod(root, service, method, declared);
      if (typeof read === 'string') operations.push(operationReport({ ...about, reason: read }));
      else {
        const key = keys.of(services.length > 1 ? `${last(service.name)} ${method.name}` : method.name);
        actions.set(key, read);
        operations.push(operationReport({ ...about, as: key }));
      }
    }
  // A server tells of the services of all its files; a document has those that stand in it.
  const imported = files.filter((file) => !roots.includes(file)).flatMap(({ services: beside }) => beside.map(({ name }) => name));
  const more = [
    ...(imported.length > 0 ? [`Services of files that it imports are asked by their own documents: ${imported.join(', ')}.`] : []),
    ...(services.length === 0 ? ['It has no service, so there is nothing to ask: its messages are types.'] : []),
    ...(files.some(({ extensions }) => extensions > 0)
      ? ['Fields that extend messages of others are in no type: JSON has no names for them.']
      : []),
  ];
  const connector: Connector = {
    title,
    description: '',
    version: '',
    source,
    servers: [],
    credentials: { tls: { kind: 'mutual-tls' }, token: { kind: 'bearer' } },
    types: Object.fromEntries(types),
    actions: Object.fromEntries(actions),
    triggers: {},
    wire: wireTypes(declared),
  };
  const told = withTypeChanges(connector, operations, changed);
  const counts = { ...countOutcomes(told), types: types.size };
  return { connector, report: { ...source, title, counts, operations: told, types: changed, notes: [...notes, ...more] } };
}

/** Where it stands in its document; what a server told of itself stands nowhere. */
function placeOf({ line }: { readonly line: number }): string {
  return line === 0 ? '' : `line ${line}`;
}

const mostFiles = 500;

/** The file and all that it imports; those of Google that have a JSON form of their own need not be there. */
function withImports(root: ProtoFile, beside: ReadBeside, notes: string[]): readonly ProtoFile[] {
  const files = [root];
  const seen = new Set<string>();
  for (const { imports } of files)
    for (const { path } of imports) {
      if (seen.has(path) || files.length > mostFiles) continue;
      seen.add(path);
      const outside = path.startsWith('/') || path.split('/').includes('..');
      const text = outside ? null : beside(path);
      if (text !== null) files.push(parseProto(text));
      else if (!path.startsWith('google/protobuf/')) notes.push(`It imports ${path}, which is not beside it.`);
    }
  return files;
}

function typeOf(one: ProtoMessage | ProtoEnum, declared: ReadonlyMap<string, unknown>, changes: string[]): JsonSchema {
  const known = Object.hasOwn(wellKnown, one.name) ? wellKnown[one.name] : undefined;
  if (known !== undefined) return known;
  if ('values' in one)
    return { type: 'string', ...(one.values.length === 0 ? {} : { enum: [...new Set(one.values.map(([value]) => value))] }) };
  const properties = one.fields.map((field): [string, JsonValue] => [field.jsonName, fieldSchema(field, one.name, declared, changes)]);
  const required = one.fields.filter(({ label }) => label === 'required').map(({ jsonName }) => jsonName);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function fieldSchema(
  { name, type, keyType, label, deprecated, description }: ProtoField,
  scope: string,
  declared: ReadonlyMap<string, unknown>,
  changes: string[],
): JsonSchema {
  const found = resolve(type, scope, declared);
  if (found === null) changes.push(`${name} is of the type ${type}, which is not there, and is taken as anything`);
  const schema = found ?? anything;
  const said: JsonObject = description === '' ? {} : { description };
  if (keyType !== null) return { type: 'object', additionalProperties: schema, ...said };
  if (label === 'repeated') return { type: 'array', items: schema, ...said };
  // What a type of the file means is said where that stands.
  if (typeof schema !== 'object' || typeOfReference(schema) !== null) return schema;
  return { ...schema, ...said, ...(deprecated ? { deprecated: true } : {}) };
}

/** The schema of a type by its name, looked for in the scope and then in those around it; null where there is none. */
function resolve(type: string, scope: string, declared: ReadonlyMap<string, unknown>): JsonSchema | null {
  const scalar = Object.hasOwn(scalars, type) ? scalars[type] : undefined;
  if (scalar !== undefined) return scalar;
  const name = typeNamed(type, scope, declared);
  if (name === null) return null;
  // Those of a form of their own that are not in a file are told where they are used.
  return declared.has(name) ? referenceTo(name) : (wellKnown[name] ?? null);
}

/** Who streams may never end. */
const mostMessages: JsonSchema = {
  type: 'integer',
  minimum: 1,
  maximum: 100_000,
  description: 'Messages that are enough; all where absent.',
};

const effects: Readonly<Record<string, Effect>> = { NO_SIDE_EFFECTS: 'reads', IDEMPOTENT: 'repeatable' };

/** The action that a method is, or why it is none. */
function readMethod(root: ProtoFile, service: ProtoService, method: ProtoMethod, declared: ReadonlyMap<string, unknown>): Action | string {
  const input = resolve(method.input, root.package, declared);
  const output = resolve(method.output, root.package, declared);
  if (input === null) return `It takes ${method.input}, which is not there.`;
  if (output === null) return `It gives ${method.output}, which is not there.`;
  const many = (schema: JsonSchema, stream: boolean): JsonValue => (stream ? { type: 'array', items: schema } : schema);
  return {
    title: method.name,
    description: method.description,
    deprecated: method.options.deprecated === 'true',
    input: {
      type: 'object',
      properties: { message: many(input, method.inputStream), ...(method.outputStream ? { most: mostMessages } : {}) },
      required: ['message'],
      additionalProperties: false,
    },
    output: { type: 'object', properties: { message: many(output, method.outputStream) }, required: ['message'] },
    effect: effects[method.options.idempotency_level ?? ''] ?? 'once',
    credentials: [],
    binding: {
      protocol: 'grpc',
      service: service.name,
      method: method.name,
      input: typeNamed(method.input, root.package, declared) ?? '',
      output: typeNamed(method.output, root.package, declared) ?? '',
      inputStream: method.inputStream,
      outputStream: method.outputStream,
    },
  };
}

function last(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
