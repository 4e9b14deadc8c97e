import { Type } from 'typebox';
import { operation } from '../operation.ts';

const connections = '/api/{tenant}/environments/{environment}/connections';
const closed = { additionalProperties: false } as const;

const ForeignName = Type.String({ minLength: 1, maxLength: 63 });

export const ConnectionKey = Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,62}$' });

/** A connection as it is told: where it leads and as whom, never by which password. */
const Product = Type.Enum(['postgres', 'mariadb']);

export const Connection = Type.Object({
  key: ConnectionKey,
  product: Product,
  host: Type.String(),
  database: Type.String(),
  login: Type.String(),
  writable: Type.Boolean({ description: 'Whether applications may change records there.' }),
  setAt: Type.String(),
  setBy: Type.String(),
});

export const listConnections = operation({
  id: 'connections.list',
  summary: 'The connections of an environment to databases of others, without their passwords.',
  method: 'GET',
  path: connections,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Connection) }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: [],
});

const address = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'postgres://LOGIN:PASSWORD@HOST:PORT/DATABASE, or mariadb:// for a MariaDB',
});

export const testConnection = operation({
  id: 'connections.test',
  summary: 'Signs in to a PostgreSQL or MariaDB database and says what answers there. Nothing is kept.',
  method: 'POST',
  path: `${connections}/-/test`,
  input: Type.Object({ address }, closed),
  output: Type.Object({ product: Product, database: Type.String(), login: Type.String(), version: Type.String() }),
  permission: 'administrator',
  scope: 'connections:write',
  // It changes nothing, and yet it reaches out to wherever somebody said: that is kept in the audit.
  idempotency: 'idempotent',
  errors: ['database.bad-address', 'database.source-unreachable', 'database.not-mariadb'],
});

export const setConnection = operation({
  id: 'connections.set',
  summary:
    'Sets a connection of an environment to a PostgreSQL or MariaDB database, once it can be reached; its address is sealed and never answered.',
  method: 'PUT',
  path: `${connections}/{connection}`,
  input: Type.Object(
    {
      connection: ConnectionKey,
      address,
      writable: Type.Optional(
        Type.Boolean({
          description: 'Whether applications may change records there, as far as their roles let people; only read where absent.',
        }),
      ),
    },
    closed,
  ),
  output: Connection,
  permission: 'administrator',
  scope: 'connections:write',
  idempotency: 'idempotent',
  errors: ['database.bad-address', 'database.source-unreachable', 'database.not-mariadb', 'connections.too-many'],
});

export const removeConnection = operation({
  id: 'connections.remove',
  summary: 'Forgets a connection; within five seconds no server uses it.',
  method: 'DELETE',
  path: `${connections}/{connection}`,
  input: Type.Object({ connection: ConnectionKey }, closed),
  output: Type.Null(),
  status: 204,
  permission: 'administrator',
  scope: 'connections:write',
  idempotency: 'idempotent',
  errors: ['records.no-source'],
});

const Part = Type.Object({
  name: Type.String(),
  definition: Type.String(),
  outcome: Type.Enum(['taken', 'changed', 'left out']),
  as: Type.Union([Type.String(), Type.Null()]),
  changes: Type.Array(Type.String()),
  reason: Type.Union([Type.String(), Type.Null()]),
});

export const introspectSource = operation({
  id: 'sources.introspect',
  summary: 'An application of what the database of a connection has, as files, with what became of each table and column. Nothing is kept.',
  method: 'POST',
  path: `${connections}/{connection}/introspection`,
  input: Type.Object(
    {
      connection: ConnectionKey,
      key: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', description: 'Key of the application.' }),
      label: Type.String({ minLength: 1, maxLength: 120 }),
      schemas: Type.Optional(Type.Array(ForeignName, { minItems: 1, maxItems: 100 })),
      tables: Type.Optional(
        Type.Array(Type.Object({ schema: ForeignName, name: ForeignName }, closed), {
          maxItems: 10_000,
          description: 'Only these tables; all where absent.',
        }),
      ),
      attach: Type.Optional(
        Type.Boolean({ description: 'Whether the records are read where they are; else the application gets tables of its own.' }),
      ),
    },
    closed,
  ),
  output: Type.Object({
    files: Type.Record(Type.String(), Type.String()),
    report: Type.Object({
      database: Type.Object({ name: Type.String(), version: Type.String(), schemas: Type.Array(Type.String()) }),
      counts: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer())),
      objects: Type.Array(
        Type.Object({
          schema: Type.String(),
          name: Type.String(),
          kind: Type.String(),
          outcome: Part.properties.outcome,
          as: Part.properties.as,
          changes: Part.properties.changes,
          reason: Part.properties.reason,
          columns: Type.Array(Part),
          constraints: Type.Array(Part),
          indexes: Type.Array(Part),
        }),
      ),
      others: Type.Array(
        Type.Object({
          kind: Type.String(),
          schema: Type.String(),
          name: Type.String(),
          outcome: Part.properties.outcome,
          reason: Type.String(),
        }),
      ),
    }),
  }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: ['records.no-source', 'database.source-unreachable', 'database.no-schema', 'database.too-old', 'database.not-mariadb'],
});
