import { type Static, Type } from 'typebox';
import { operation } from '../operation.ts';

const triggers = '/api/{tenant}/environments/{environment}/applications/{application}/triggers';
const closed = { additionalProperties: false } as const;
const TriggerKey = Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,62}$' });
const moment = Type.Union([Type.String(), Type.Null()]);

/** A trigger of an application as it stands in an environment. */
export const TriggerState = Type.Object({
  key: TriggerKey,
  connection: Type.String(),
  trigger: Type.String({ description: 'Of the connector.' }),
  eventType: Type.String({ description: 'As CloudEvents calls what is told.' }),
  everySeconds: Type.Integer(),
  paused: Type.Boolean(),
  isHeard: Type.Boolean({ description: 'Whether a server hears it at this moment.' }),
  failures: Type.Integer({ description: 'In a row.' }),
  error: Type.Union([Type.Object({ code: Type.String(), message: Type.String(), at: Type.String() }), Type.Null()]),
  heard: Type.Integer({ description: 'How many events it has told.' }),
  unfit: Type.Integer({ description: 'How many it told that became dead letters.' }),
  lookedAt: moment,
  heardAt: moment,
  dueAt: Type.String(),
});
export type TriggerState = Static<typeof TriggerState>;

export const listTriggers = operation({
  id: 'triggers.list',
  summary:
    'What an application hears from other systems in an environment, and how that goes: the last look, the last error, whether it is paused.',
  method: 'GET',
  path: triggers,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(TriggerState) }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: ['repository.not-found'],
});

export const pauseTrigger = operation({
  id: 'triggers.pause',
  summary: 'Stops hearing a trigger until it is resumed; what its system keeps for it is heard then.',
  method: 'POST',
  path: `${triggers}/{trigger}/pause`,
  input: Type.Object({ trigger: TriggerKey }, closed),
  output: Type.Object({}),
  permission: 'administrator',
  scope: 'connections:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'triggers.not-found'],
});

export const resumeTrigger = operation({
  id: 'triggers.resume',
  summary: 'Hears a trigger again, from where it was. One that is not paused and waits for its time is heard at once.',
  method: 'POST',
  path: `${triggers}/{trigger}/resume`,
  input: Type.Object({ trigger: TriggerKey }, closed),
  output: Type.Object({}),
  permission: 'administrator',
  scope: 'connections:write',
  idempotency: 'idempotent',
  errors: ['repository.not-found', 'triggers.not-found'],
});
