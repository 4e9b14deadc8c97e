import { type Static, Type } from 'typebox';
import { callConnectorAction } from '../connectors/index.ts';
import { operation } from '../operation.ts';

const all = '/data/{tenant}/{environment}/{application}/-/external-actions';
const closed = { additionalProperties: false } as const;
const text = Type.String();

/** An external action that the caller may ask for. */
export const ExternalActionSummary = Type.Object({
  key: text,
  label: text,
  description: Type.Union([text, Type.Null()]),
  effect: Type.Enum(['reads', 'repeatable', 'once']),
  /** Name to type of FEEL of what it takes, and what of it must be given. */
  input: Type.Record(text, text),
  required: Type.Array(text),
  /** Type of FEEL; null where it may give anything. */
  result: Type.Union([text, Type.Null()]),
});
export type ExternalActionSummary = Static<typeof ExternalActionSummary>;

export const listExternalActions = operation({
  id: 'externalActions.list',
  summary: 'What the caller may ask other systems for through the application, with what each takes and gives.',
  method: 'GET',
  path: all,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(ExternalActionSummary) }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: [],
});

export const callExternalAction = operation({
  id: 'externalActions.call',
  summary: 'Asks another system for one thing, through the connection that the environment has for it.',
  method: 'POST',
  path: `${all}/{action}/call`,
  input: Type.Object(
    {
      action: Type.String({ maxLength: 120 }),
      input: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'Name to value as JSON.' })),
      idempotencyKey: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          description: 'Given on where the system knows such keys: asked again with it, it does nothing twice.',
        }),
      ),
    },
    closed,
  ),
  output: Type.Object({ result: Type.Unknown() }),
  permission: 'application',
  scope: 'records:write',
  idempotency: 'none',
  errors: ['application.no-action', ...callConnectorAction.errors.filter((code) => code !== 'connections.only-administrators')],
});
