import { Type } from 'typebox';
import { ConnectionKey } from '../connections/operations.ts';

const closed = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1, maxLength: 20_000 });
const Address = Type.String({ pattern: '^https?://', maxLength: 2000 });

/** A secret, or the secret setting of an application that holds it in the same environment: `bank/apiKey`. */
const SecretText = Type.Union([
  Text,
  Type.Object(
    {
      setting: Type.String({
        pattern: '^[a-z][a-z0-9-]{0,39}/[a-zA-Z][a-zA-Z0-9_]{0,59}$',
        description: 'Application and setting: bank/apiKey.',
      }),
    },
    closed,
  ),
]);

/** What one signs in with. It goes in and never comes out. */
export const CredentialSecret = Type.Union([
  Type.Object({ kind: Type.Literal('key'), value: SecretText }, closed),
  Type.Object({ kind: Type.Literal('basic'), login: Text, password: SecretText }, closed),
  Type.Object({ kind: Type.Literal('bearer'), token: SecretText }, closed),
  Type.Object(
    {
      kind: Type.Literal('oauth2'),
      clientId: Text,
      clientSecret: Type.Optional(SecretText),
      clientKey: Type.Optional(SecretText),
      keyId: Type.Optional(Text),
      tokenAddress: Type.Optional(Address),
      scopes: Type.Optional(Type.Array(Text, { maxItems: 100 })),
      refreshToken: Type.Optional(SecretText),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('private-key'), login: Text, key: SecretText, passphrase: Type.Optional(SecretText) }, closed),
  Type.Object(
    {
      kind: Type.Literal('mutual-tls'),
      certificate: Type.Optional(Text),
      key: Type.Optional(SecretText),
      authorities: Type.Optional(Text),
    },
    closed,
  ),
]);

/** By the name of the credential; null takes one away, and what is not named stays. */
export const Secrets = Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Type.Union([CredentialSecret, Type.Null()]), {
  maxProperties: 20,
});

export const Limits = Type.Object(
  {
    milliseconds: Type.Integer({ minimum: 100, maximum: 300_000, description: 'For one action with all of its attempts.' }),
    bytes: Type.Integer({ minimum: 1000, maximum: 100_000_000, description: 'Of one answer.' }),
    attempts: Type.Integer({ minimum: 1, maximum: 10 }),
    perSecond: Type.Number({ exclusiveMinimum: 0, maximum: 10_000, description: 'How many requests may begin within a second.' }),
  },
  closed,
);

/** A connection through a connector as it is told: by which credentials it signs in, never with what. */
/** What asking again does: nothing, the same as asking once, or perhaps all of it again. */
export const Effect = Type.Enum(['reads', 'repeatable', 'once']);

export const ConnectorConnection = Type.Object({
  key: ConnectionKey,
  title: Type.String(),
  source: Type.Object({ format: Type.String(), version: Type.String() }),
  address: Type.String(),
  actions: Type.Integer(),
  triggers: Type.Integer(),
  credentials: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.String(),
      set: Type.Boolean(),
      /** Of which settings its secrets are, by application and key. */
      settings: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  limits: Limits,
  /** Of actions of which an administrator says it. */
  effects: Type.Optional(Type.Record(Type.String(), Effect)),
  setAt: Type.String(),
  setBy: Type.String(),
});

const text = Type.String();

/** An action in types of FEEL, with where its rows are and how they go on, where that can be told. */
export const ActionTypes = Type.Object({
  input: Type.Record(text, text),
  required: Type.Array(text),
  result: text,
  rows: Type.Union([text, Type.Null()]),
  paging: Type.Union([
    Type.Object({ kind: Type.Literal('cursor'), input: text, from: text }),
    Type.Object({ kind: Type.Literal('page'), input: text, first: Type.Integer() }),
    Type.Object({ kind: Type.Literal('offset'), input: text }),
    Type.Object({ kind: Type.Literal('link') }),
    Type.Null(),
  ]),
});

/** What was said to a system, before signing in. */
export const SaidRequest = Type.Object({
  method: text,
  address: text,
  headers: Type.Record(text, text),
  body: Type.Union([text, Type.Null()]),
});

const Operation = Type.Object({
  name: Type.String(),
  place: Type.String(),
  kind: Type.Enum(['action', 'trigger']),
  outcome: Type.Enum(['taken', 'changed', 'left out']),
  as: Type.Union([Type.String(), Type.Null()]),
  changes: Type.Array(Type.String()),
  reason: Type.Union([Type.String(), Type.Null()]),
});

export const ImportReport = Type.Object({
  format: Type.String(),
  version: Type.String(),
  title: Type.String(),
  counts: Type.Object({ taken: Type.Integer(), changed: Type.Integer(), 'left out': Type.Integer(), types: Type.Integer() }),
  operations: Type.Array(Operation),
  types: Type.Array(Type.Object({ name: Type.String(), place: Type.String(), changes: Type.Array(Type.String()) })),
  notes: Type.Array(Type.String()),
});

export const ActionSummary = Type.Object({
  key: Type.String(),
  title: Type.String(),
  effect: Effect,
  deprecated: Type.Boolean(),
});
