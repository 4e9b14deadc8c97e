import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import {
  buildASTSchema,
  buildClientSchema,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type IntrospectionQuery,
  isRequiredArgument,
  parse,
  version,
} from 'graphql';
import type { Action, Connector, Effect, Trigger } from '../connector.ts';
import { readDocument } from '../document/read-document.ts';
import { connectorErrors } from '../errors.ts';
import type { Imported } from '../imported.ts';
import { countOutcomes, type OperationReport, operationReport } from '../report.ts';
import { UniqueKeys } from '../unique-keys.ts';
import { completed } from './completed-document.ts';
import { InputTypes } from './input-types.ts';
import { Selections } from './selection.ts';

const format = 'a GraphQL schema, or the answer to an introspection query';

/** Makes a connector of a GraphQL schema: each field of query and mutation is an action, which selects what it gives to some depth. */
export function importGraphql(text: string): Imported {
  const notes: string[] = [];
  const schema = schemaOf(text, notes);
  const inputs = new InputTypes();
  const keys = new UniqueKeys();
  const actions = new Map<string, Action>();
  const triggers = new Map<string, Trigger>();
  const operations: OperationReport[] = [];
  const roots = [
    ['query', schema.getQueryType(), 'reads'],
    ['mutation', schema.getMutationType(), 'once'],
  ] as const;
  for (const [kind, root, effect] of roots)
    for (const field of fieldsOf(root)) {
      const changes: string[] = [];
      const key = keys.of(field.name, `${kind} ${field.name}`);
      actions.set(key, readField(schema, kind, effect, field, inputs, changes));
      operations.push(operationReport({ name: `${kind} ${field.name}`, place: `${root?.name}.${field.name}`, as: key, changes }));
    }
  for (const field of fieldsOf(schema.getSubscriptionType())) {
    const changes: string[] = [];
    const key = keys.of(`on ${field.name}`);
    const { schema: payload } = new Selections(schema, changes).of(field.type);
    triggers.set(key, { title: field.name, description: field.description ?? '', payload });
    operations.push(operationReport({ name: `subscription ${field.name}`, place: field.name, kind: 'trigger', as: key, changes }));
  }
  const types = inputs.types();
  const connector: Connector = {
    title: 'GraphQL',
    description: schema.description ?? '',
    version: '',
    source: { format: 'graphql', version },
    servers: [],
    credentials: { token: { kind: 'bearer' }, key: { kind: 'key', in: 'header', name: 'X-API-Key' }, login: { kind: 'basic' } },
    types,
    actions: Object.fromEntries(actions),
    triggers: Object.fromEntries(triggers),
  };
  const counts = { ...countOutcomes(operations), types: Object.keys(types).length };
  return { connector, report: { format: 'graphql', version: '', title: connector.title, counts, operations, types: [], notes } };
}

function schemaOf(text: string, notes: string[]): GraphQLSchema {
  try {
    return /^\s*\{/.test(text)
      ? buildClientSchema(introspectionOf(readDocument(text, format)))
      : buildASTSchema(completed(parse(text), notes), { assumeValidSDL: true });
  } catch (cause) {
    if (!(cause instanceof GraphQLError) && !(cause instanceof TypeError) && cause instanceof Error && 'code' in cause) throw cause;
    const place = cause instanceof GraphQLError ? (cause.locations?.[0]?.line ?? null) : null;
    const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '').split('\n');
    throw connectorErrors.unreadableDocument({ reason: place === null ? line : `line ${place}: ${line}`, format }, { cause });
  }
}

function introspectionOf(document: JsonObject): IntrospectionQuery {
  const data = isJsonObject(document.data) ? document.data : document;
  if (!isJsonObject(data.__schema)) throw connectorErrors.unreadableDocument({ reason: 'it has no __schema', format });
  return data as unknown as IntrospectionQuery;
}

function fieldsOf(type: GraphQLObjectType | null | undefined): readonly GraphQLField<unknown, unknown>[] {
  return type === null || type === undefined ? [] : Object.values(type.getFields());
}

function readField(
  schema: GraphQLSchema,
  kind: 'query' | 'mutation',
  effect: Effect,
  { name, args, type, description, deprecationReason }: GraphQLField<unknown, unknown>,
  inputs: InputTypes,
  changes: string[],
): Action {
  const properties = args.map((argument): [string, JsonValue] => [argument.name, inputs.of(argument.type)]);
  const required = args.filter(isRequiredArgument).map((argument) => argument.name);
  const { selection, schema: output } = new Selections(schema, changes).of(type);
  const variables = args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const query = `${kind}${variables === '' ? '' : `(${variables})`} { ${name}${given === '' ? '' : `(${given})`}${selection} }`;
  return {
    title: name,
    description: description ?? '',
    deprecated: deprecationReason !== null && deprecationReason !== undefined,
    input: {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    },
    output,
    effect,
    credentials: [],
    binding: { protocol: 'graphql', query, field: name },
  };
}
