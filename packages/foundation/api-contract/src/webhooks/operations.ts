import { type Static, Type } from 'typebox';
import { operation } from '../operation.ts';

const all = '/api/{tenant}/environments/{environment}/applications/{application}/webhooks';
const one = `${all}/{webhook}/secret`;
const closed = { additionalProperties: false } as const;
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);
const webhook = Type.String({ pattern: '^[a-z][A-Za-z0-9_-]{0,62}$' });

const state = {
  /** Whether it has a secret here; without one everything is refused. */
  isSet: Type.Boolean(),
  setAt: nullable(Type.String()),
  /** Until when the secret before is valid too; null where it is not. */
  previousUntil: nullable(Type.String()),
};

/** A start event of a process that programs of others start, or a trigger that its system calls. */
export const Webhook = Type.Object({
  webhook: Type.String(),
  /** Null where nothing that runs here has it: it has a secret all the same. */
  process: nullable(Type.String()),
  /** Key of the external trigger; null where it starts a process, or nothing. */
  trigger: nullable(Type.String()),
  /** Id of the start event. */
  event: nullable(Type.String()),
  /** Where it is sent to, on this server. */
  path: Type.String(),
  ...state,
});
export type Webhook = Static<typeof Webhook>;

export const listWebhooks = operation({
  id: 'webhooks.list',
  summary:
    'The webhooks that start processes of an application here or call its external triggers, and which of them have a secret; also secrets of those that are not published here.',
  method: 'GET',
  path: all,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Webhook) }),
  permission: 'maker',
  scope: 'connections:read',
  idempotency: 'safe',
  errors: [],
});

export const setWebhookSecret = operation({
  id: 'webhooks.setSecret',
  summary:
    'Gives a webhook a secret, which is answered this once and kept sealed; the one before stays valid for a time. The version that has it need not be published yet.',
  method: 'PUT',
  path: one,
  input: Type.Object(
    {
      webhook,
      secret: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 120,
          description: 'Of the sender: 24 to 64 bytes in base64. One is made where none is given.',
        }),
      ),
      keepSeconds: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 2_592_000, default: 86_400, description: 'How long the secret before stays valid.' }),
      ),
    },
    closed,
  ),
  output: Type.Object({ webhook: Type.String(), path: Type.String(), secret: Type.String(), previousUntil: state.previousUntil }),
  permission: 'administrator',
  scope: 'connections:write',
  idempotency: 'none',
  errors: ['webhooks.bad-secret'],
});

export const removeWebhookSecret = operation({
  id: 'webhooks.removeSecret',
  summary: 'Takes the secret of a webhook away: everything that comes is refused from then on.',
  method: 'DELETE',
  path: one,
  input: Type.Object({ webhook }, closed),
  output: Type.Null(),
  status: 204,
  permission: 'administrator',
  scope: 'connections:write',
  idempotency: 'idempotent',
  errors: ['webhooks.no-secret'],
});

/** Largest body of a webhook, in bytes. */
const largest = 1_000_000;

export const receiveWebhook = operation({
  id: 'webhooks.receive',
  summary:
    'Takes what a program of others sends, signed as Standard Webhooks say or over the body alone, and starts the process that begins with it, or makes it the event of the external trigger of that key, once for each id.',
  method: 'POST',
  path: '/data/{tenant}/{environment}/{application}/-/webhooks/{webhook}',
  input: Type.Object(
    {
      webhook,
      id: Type.Optional(Type.String({ maxLength: 1000 })),
      timestamp: Type.Optional(Type.String({ maxLength: 1000 })),
      signature: Type.Optional(Type.String({ maxLength: 4000 })),
      bodySignature: Type.Optional(Type.String({ maxLength: 200 })),
      mediaType: Type.Optional(Type.String({ maxLength: 300 })),
      content: Type.Optional(Type.Unsafe<AsyncIterable<Uint8Array>>({ format: 'stream' })),
    },
    closed,
  ),
  headers: {
    ...{ id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature', mediaType: 'content-type' },
    bodySignature: 'x-hub-signature-256',
  },
  body: 'content',
  output: Type.Object({
    /** The instance that began; null where a trigger was called, and where what was sent again does not say when it was sent. */
    instance: nullable(Type.String()),
    repeated: Type.Boolean(),
  }),
  status: 202,
  // Who may is said by the signature.
  permission: 'application',
  scope: 'processes:write',
  idempotency: 'idempotent',
  errors: [
    'webhooks.refused',
    'webhooks.too-many',
    'process-store.no-webhook',
    'triggers.paused',
    'process-store.bad-payload',
    'process-store.bad-variable',
    'gateway.body-too-large',
  ],
  bodyLimit: largest,
});
