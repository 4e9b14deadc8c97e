import { Type } from 'typebox';
import { ConnectionKey } from '../connections/operations.ts';
import { operation } from '../operation.ts';
import { ActionSummary, ActionTypes, ConnectorConnection, Effect, ImportReport, Limits, SaidRequest, Secrets } from './schemas.ts';

const connections = '/api/{tenant}/environments/{environment}/connections';
const closed = { additionalProperties: false } as const;
const largestDocument = 40_000_000;

const Schema = Type.Unknown({ description: 'A JSON Schema; a reference #/types/NAME leads to the types beside it.' });
/** What may be wrong with any request to another system. */
const askingErrors = [
  'connections.no-setting',
  'connectors.no-credential',
  'connectors.sign-in-refused',
  'outgoing.refused',
  'outgoing.unreachable',
  'outgoing.timed-out',
  'outgoing.broke-off',
  'outgoing.too-large',
  'outgoing.malformed-answer',
];
const ActionKey = Type.String({ minLength: 1, maxLength: 100 });

export const listConnectors = operation({
  id: 'connectors.list',
  summary: 'The connections of an environment through connectors, without their secrets.',
  method: 'GET',
  path: `${connections}/-/connectors`,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(ConnectorConnection) }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: [],
});

export const setConnector = operation({
  id: 'connectors.set',
  summary:
    'Sets a connection of an environment through a connector that is made of a document, and tells what became of it. What is left out stays as it is, so that secrets can be replaced alone; they are sealed, never answered, and given anew with another document or address.',
  method: 'PUT',
  path: `${connections}/{connection}/connector`,
  input: Type.Object(
    {
      connection: ConnectionKey,
      format: Type.Optional(
        Type.String({ maxLength: 40, description: 'What the document is: openapi …; grpc needs none, for the server tells it.' }),
      ),
      document: Type.Optional(Type.String({ minLength: 1, maxLength: largestDocument })),
      address: Type.Optional(
        Type.String({
          pattern: '^[a-z][a-z0-9]{1,15}://',
          maxLength: 2000,
          description: "Where the system answers; the document's own where absent.",
        }),
      ),
      secrets: Type.Optional(Secrets),
      limits: Type.Optional(Type.Partial(Limits)),
      effects: Type.Optional(
        Type.Record(ActionKey, Type.Union([Effect, Type.Null()]), {
          maxProperties: 1000,
          description: 'What asking again does, by the action, where the document says it otherwise or not at all; null takes that back.',
        }),
      ),
    },
    closed,
  ),
  output: Type.Object({ connection: ConnectorConnection, report: Type.Union([ImportReport, Type.Null()]) }),
  permission: 'administrator',
  scope: 'connections:write',
  idempotency: 'idempotent',
  errors: [
    'connections.too-many',
    'connections.other-kind',
    'connections.no-document',
    'connections.no-address',
    'connections.unknown-credential',
    'connections.too-large',
    'connectors.no-action',
    'connectors.unreadable-document',
    'connectors.too-large-document',
    'connectors.no-reflection',
    'connectors.unreadable-answer',
    ...askingErrors,
  ],
  bodyLimit: largestDocument + 1_000_000,
});

export const testConnector = operation({
  id: 'connectors.test',
  summary: 'Signs in at the system of a connection and says what its address answers, and how the connection stands at this server.',
  method: 'POST',
  path: `${connections}/{connection}/connector/test`,
  input: Type.Object({ connection: ConnectionKey }, closed),
  output: Type.Object({
    status: Type.Integer({ description: 'Of HTTP. One below 500 comes from a system that is there.' }),
    milliseconds: Type.Integer(),
  }),
  permission: 'administrator',
  scope: 'connections:write',
  idempotency: 'idempotent',
  errors: ['records.no-source', ...askingErrors],
});

export const connectorState = operation({
  id: 'connectors.state',
  summary: 'How a connection stands at the server that answers: failures in a row, and whether its system is left alone for them.',
  method: 'GET',
  path: `${connections}/{connection}/connector/state`,
  input: Type.Object({ connection: ConnectionKey }, closed),
  output: Type.Object({ failures: Type.Integer(), pausedUntil: Type.Union([Type.String(), Type.Null()]) }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: ['records.no-source'],
});

export const listConnectorActions = operation({
  id: 'connectors.actions',
  summary: 'What the system of a connection can be asked.',
  method: 'GET',
  path: `${connections}/{connection}/actions`,
  input: Type.Object(
    {
      connection: ConnectionKey,
      search: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(ActionSummary), total: Type.Integer() }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: ['records.no-source'],
});

export const getConnectorAction = operation({
  id: 'connectors.action',
  summary: 'What an action takes and gives, with the types that both refer to.',
  method: 'GET',
  path: `${connections}/{connection}/actions/{action}`,
  input: Type.Object({ connection: ConnectionKey, action: ActionKey }, closed),
  output: Type.Object({
    key: Type.String(),
    title: Type.String(),
    description: Type.String(),
    effect: ActionSummary.properties.effect,
    deprecated: Type.Boolean(),
    credentials: Type.Array(Type.Array(Type.String())),
    input: Schema,
    output: Schema,
    types: Type.Record(Type.String(), Schema),
    feel: ActionTypes,
  }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: ['records.no-source', 'connectors.no-action'],
});

export const listConnectorTriggers = operation({
  id: 'connectors.triggers',
  summary: 'What the system of a connection tells, and what has to be said to hear it.',
  method: 'GET',
  path: `${connections}/{connection}/triggers`,
  input: Type.Object({ connection: ConnectionKey }, closed),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        key: Type.String(),
        title: Type.String(),
        description: Type.String(),
        canBeHeard: Type.Boolean({ description: 'Whether Plinth hears it, or only knows of it.' }),
        isAsked: Type.Boolean({ description: 'Whether it is asked for again and again.' }),
        isCalled: Type.Boolean({ description: 'Whether its system calls a webhook of the key under which an application hears it.' }),
        input: Schema,
        payload: Schema,
        types: Type.Record(Type.String(), Schema),
      }),
    ),
  }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: ['records.no-source'],
});

export const callConnectorAction = operation({
  id: 'connectors.call',
  summary: 'Asks the system of a connection for one thing, really. What changes something there is for administrators.',
  method: 'POST',
  path: `${connections}/{connection}/actions/{action}/call`,
  input: Type.Object({ connection: ConnectionKey, action: ActionKey, input: Type.Record(Type.String(), Type.Unknown()) }, closed),
  output: Type.Object({
    output: Type.Unknown(),
    request: Type.Union([SaidRequest, Type.Null()]),
    attempts: Type.Integer(),
    mismatches: Type.Array(Type.Object({ path: Type.String(), message: Type.String() })),
  }),
  permission: 'maker',
  scope: 'connections:write',
  idempotency: 'none',
  errors: [
    'records.no-source',
    'connections.only-administrators',
    'connectors.no-action',
    'connectors.wrong-input',
    'connectors.unwritable-input',
    ...askingErrors,
    'connectors.refused',
    'connectors.unreadable-answer',
    'connectors.no-wire',
    'connectors.paused',
    'connectors.too-many',
  ],
});
