import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { type ChannelSystem, channelSystem } from '../call/channel-request.ts';
import type { Action, Connector, Server, Trigger } from '../connector.ts';
import { below, DocumentSet, type Place, type ReadBeside } from '../document/document-set.ts';
import { SchemaReader } from '../document/schema-reader.ts';
import { connectorErrors } from '../errors.ts';
import { type Imported, withTypeChanges } from '../imported.ts';
import { itemsOf, membersOf, objectAt, textOf } from '../openapi/members.ts';
import { countOutcomes, type OperationReport, operationReport } from '../report.ts';
import { UniqueKeys } from '../unique-keys.ts';
import { type Exchange, exchangesOf, type UnreadableExchange } from './exchanges.ts';
import { type ReadMessages, readMessages } from './messages.ts';

const format = 'an AsyncAPI document of version 2 or 3 in JSON or YAML';

/**
 * Makes a connector of an AsyncAPI document: what its application receives is an action, what it sends a trigger, both typed by their
 * messages. Of version 2, whose words are those of the other side, what one publishes is received and what one subscribes to is sent.
 */
export function importAsyncApi(text: string, beside?: ReadBeside): Imported {
  const documents = new DocumentSet(text, format, beside);
  const document = documents.root;
  const version = textOf(document.asyncapi);
  if (!/^[23]\./.test(version))
    throw connectorErrors.unreadableDocument({
      reason: version === '' ? 'it says no version of AsyncAPI' : `it is of version ${version}`,
      format,
    });
  const schemas = new SchemaReader(documents, 'json-schema');
  const keys = new UniqueKeys();
  const notes: string[] = [];
  const actions = new Map<string, Action>();
  const triggers = new Map<string, Trigger>();
  const operations: OperationReport[] = [];
  const unreadable: UnreadableExchange[] = [];
  const found = exchangesOf(documents, version, unreadable);
  for (const exchange of found) {
    const { name, place, direction } = exchange;
    const kind = direction === 'receive' ? 'action' : 'trigger';
    const changes = [...exchange.changes];
    const read = readMessages({ documents, schemas, version }, exchange.messages, changes);
    if (typeof read === 'string') {
      operations.push(operationReport({ name, place: place.pointer, kind, reason: read }));
      continue;
    }
    const { payload, headers } = read;
    if (kind === 'trigger' && headers !== null) changes.push('the headers of its message are in no type');
    const key = keys.of(exchange.id, `${direction} ${exchange.address}`);
    const { protocol } = exchange;
    if (protocol !== '' && channelSystem(protocol) === null)
      changes.push(`it is told over ${protocol}, which is described here and not spoken`);
    if (direction === 'receive') actions.set(key, actionOf(exchange, read, schemas, changes));
    else triggers.set(key, { ...triggerOf(exchange, read, schemas, changes), payload });
    operations.push(operationReport({ name, place: place.pointer, kind, as: key, changes }));
  }
  for (const report of unreadable) operations.push(operationReport(report));
  const { types, reports } = schemas.finish();
  const info = isJsonObject(document.info) ? document.info : {};
  const connector: Connector = {
    title: textOf(info.title, 'Events'),
    description: textOf(info.description),
    version: textOf(info.version),
    source: { format: 'asyncapi', version },
    servers: serversOf(documents),
    credentials: isSpoken(actions, triggers) ? { login: { kind: 'basic' }, certificate: { kind: 'mutual-tls' } } : {},
    types,
    actions: Object.fromEntries(actions),
    triggers: Object.fromEntries(triggers),
  };
  const told = withTypeChanges(connector, operations, reports);
  const counts = { ...countOutcomes(told), types: Object.keys(types).length };
  return { connector, report: { format: 'asyncapi', version, title: connector.title, counts, operations: told, types: reports, notes } };
}

function isSpoken(actions: ReadonlyMap<string, Action>, triggers: ReadonlyMap<string, Trigger>): boolean {
  const isChannel = ({ binding }: Action) =>
    binding.protocol === 'channel' && (binding.transport === '' || channelSystem(binding.transport) !== null);
  return actions.values().some(isChannel) || triggers.values().some(({ binding }) => binding !== undefined);
}

/** The parameters of a channel's address, as properties of an input. */
function parametersOf({ parameters }: Exchange, schemas: SchemaReader, changes: string[]): [string, JsonValue][] {
  return parameters.map(({ name, schema }) => [
    name,
    schema === null ? { type: 'string' } : schemas.read(schema.value, schema.place, changes),
  ]);
}

const word = (description: string): JsonObject => ({ type: 'string', minLength: 1, maxLength: 249, description });

/** What whoever hears a channel says beside the parts of its address, by the system that has it. */
const hearing: Readonly<Record<ChannelSystem, Readonly<Record<string, JsonObject>>>> = {
  kafka: {
    from: { type: 'string', enum: ['now', 'beginning'], default: 'now', description: 'Where it begins.' },
    group: word('Group of consumers, where it begins where that one is.'),
  },
  mqtt: { receiver: { ...word('A name by which the broker knows who hears; nobody else uses it.'), maxLength: 60 } },
  amqp: { queue: word('Queue in which the messages lie, where it is not called as the document says.') },
};

function triggerOf(exchange: Exchange, { form }: ReadMessages, schemas: SchemaReader, changes: string[]): Omit<Trigger, 'payload'> {
  const { title, description, address, protocol, parameters, bound } = exchange;
  const system = channelSystem(protocol);
  // Bytes can be heard by nobody yet.
  if (system === null || form === 'bytes') return { title, description };
  // A part of a topic of MQTT that nobody gives is any.
  const required =
    system === 'mqtt' ? ['receiver'] : bound.topic === undefined && bound.queue === undefined ? parameters.map(({ name }) => name) : [];
  return {
    title,
    description,
    input: {
      type: 'object',
      properties: { ...hearing[system], ...Object.fromEntries(parametersOf(exchange, schemas, changes)) },
      required,
      additionalProperties: false,
    },
    binding: { protocol: 'system', system, command: 'messages', hears: 'staying', channel: { address, form, ...bound } },
  };
}

function actionOf(exchange: Exchange, { payload, headers, form }: ReadMessages, schemas: SchemaReader, changes: string[]): Action {
  const { title, description, address, parameters, protocol, bound } = exchange;
  const properties = parametersOf(exchange, schemas, changes);
  if (channelSystem(protocol) === 'kafka' && !parameters.some(({ name }) => name === 'key'))
    properties.push(['key', { type: 'string', description: 'Messages with the same key stay in their order.' }]);
  if (headers !== null) properties.push(['headers', headers]);
  return {
    title,
    description,
    deprecated: false,
    input: {
      type: 'object',
      properties: { ...Object.fromEntries(properties), message: payload },
      required: [...parameters.map(({ name }) => name), 'message'],
      additionalProperties: false,
    },
    output: { type: 'null' },
    effect: 'once',
    credentials: [],
    binding: { protocol: 'channel', transport: protocol, address, form, ...bound },
  };
}

const root: Place = { file: '', pointer: '' };

function serversOf(documents: DocumentSet): readonly Server[] {
  const servers = membersOf(documents.root.servers).flatMap(([name, written]) => {
    const found = objectAt(written, below(root, 'servers', name), documents);
    return typeof found === 'string' ? [] : [found.value];
  });
  return servers.map((server) => ({ address: addressOf(server), description: textOf(server.description), variables: variablesOf(server) }));
}

function addressOf({ url, host, protocol, pathname }: JsonObject): string {
  const address = typeof url === 'string' ? url : textOf(host) + textOf(pathname);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `${textOf(protocol, 'tcp')}://${address}`;
}

function variablesOf({ variables }: JsonObject): Server['variables'] {
  return Object.fromEntries(
    membersOf(variables).map(([name, variable]) => {
      const { default: value, enum: choices } = isJsonObject(variable) ? variable : {};
      return [name, { default: textOf(value), choices: itemsOf(choices).map(String) }];
    }),
  );
}
