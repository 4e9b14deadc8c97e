import { Type } from 'typebox';
import { SearchText } from '../line-of-text.ts';
import { operation } from '../operation.ts';
import { DeliveryShape, DeliveryWhole, ReceiverShape } from './shapes.ts';

const receivers = '/api/{tenant}/environments/{environment}/events/-/receivers';
const one = `${receivers}/{receiver}`;
const closed = { additionalProperties: false } as const;
const receiver = Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' });
const administering = { permission: 'administrator', scope: 'events:write' } as const;
const looking = { permission: 'administrator', scope: 'events:read', idempotency: 'safe' } as const;

export const listReceivers = operation({
  id: 'receivers.list',
  summary: 'The addresses of other systems to which events of an environment are sent, and how they stand.',
  method: 'GET',
  path: receivers,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(ReceiverShape) }),
  ...looking,
  errors: [],
});

export const setReceiver = operation({
  id: 'receivers.set',
  summary:
    'Has events of some types sent to an address from now on, signed as Standard Webhooks say. What is left out stays as it is; the secret of a new one is answered this once.',
  method: 'PUT',
  path: one,
  input: Type.Object(
    {
      receiver,
      address: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'https:, without a name and password.' })),
      toldBy: Type.Optional(
        Type.Union([Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }), Type.Null()], {
          description: 'Only events that this application tells; of everybody where null.',
        }),
      ),
      types: Type.Optional(
        Type.Array(Type.String({ pattern: '^[A-Za-z0-9._-]{0,199}\\*?$', minLength: 1, maxLength: 200 }), {
          minItems: 1,
          maxItems: 50,
          description: 'Types, or their beginnings with * at the end.',
        }),
      ),
      filter: Type.Optional(Type.String({ maxLength: 2000, description: 'FEEL over `event`; everything where empty.' })),
    },
    closed,
  ),
  output: Type.Object({
    receiver: ReceiverShape,
    secret: Type.Union([Type.String(), Type.Null()], { description: 'Null where it has one already.' }),
  }),
  ...administering,
  idempotency: 'idempotent',
  errors: ['receivers.no-address', 'receivers.bad-address', 'receivers.too-many', 'expression.invalid'],
});

export const removeReceiver = operation({
  id: 'receivers.remove',
  summary: 'Sends nothing more to an address, and forgets what was sent.',
  method: 'DELETE',
  path: one,
  input: Type.Object({ receiver }, closed),
  output: Type.Null(),
  status: 204,
  ...administering,
  idempotency: 'idempotent',
  errors: ['receivers.no-receiver'],
});

export const setReceiverSecret = operation({
  id: 'receivers.setSecret',
  summary: 'Gives a receiver another secret, answered this once; the one before signs too for a time.',
  method: 'PUT',
  path: `${one}/secret`,
  input: Type.Object(
    {
      receiver,
      secret: Type.Optional(
        Type.String({ minLength: 1, maxLength: 120, description: '24 to 64 bytes in base64; one is made where absent.' }),
      ),
      keepSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_592_000, default: 86_400 })),
    },
    closed,
  ),
  output: Type.Object({ secret: Type.String(), previousUntil: Type.Union([Type.String(), Type.Null()]) }),
  ...administering,
  idempotency: 'none',
  errors: ['receivers.no-receiver', 'webhooks.bad-secret'],
});

export const stopReceiver = operation({
  id: 'receivers.stop',
  summary: 'Sends nothing to a receiver until it is started again; what comes meanwhile waits for as long as events are kept.',
  method: 'POST',
  path: `${one}/stopped`,
  input: Type.Object({ receiver }, closed),
  output: Type.Object({}),
  ...administering,
  idempotency: 'idempotent',
  errors: ['receivers.no-receiver'],
});

export const startReceiver = operation({
  id: 'receivers.start',
  summary: 'Sends to a receiver again, what waited first, also where the platform had stopped it.',
  method: 'POST',
  path: `${one}/started`,
  input: Type.Object({ receiver }, closed),
  output: Type.Object({}),
  ...administering,
  idempotency: 'idempotent',
  errors: ['receivers.no-receiver'],
});

export const testReceiver = operation({
  id: 'receivers.test',
  summary: 'Sends a receiver an event of the type plinth.receiver.tested now, and tells what it answered.',
  method: 'POST',
  path: `${one}/test`,
  input: Type.Object({ receiver }, closed),
  output: Type.Object({ isTaken: Type.Boolean(), last: DeliveryWhole.properties.tries.items }),
  ...administering,
  idempotency: 'idempotent',
  errors: ['receivers.no-receiver'],
});

export const listDeliveries = operation({
  id: 'receivers.deliveries',
  summary: 'What was sent to a receiver and what is to be, the newest first.',
  method: 'GET',
  path: `${one}/deliveries`,
  input: Type.Object(
    {
      receiver,
      state: Type.Optional(DeliveryShape.properties.state),
      text: Type.Optional(SearchText),
      after: Type.Optional(Type.String({ format: 'uuid', description: 'Id of the last one that was seen.' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(DeliveryShape) }),
  ...looking,
  errors: ['receivers.no-receiver'],
});

export const getDelivery = operation({
  id: 'receivers.delivery',
  summary: 'One delivery with its event and its latest attempts.',
  method: 'GET',
  path: `${one}/deliveries/{delivery}`,
  input: Type.Object({ receiver, delivery: Type.String({ format: 'uuid' }) }, closed),
  output: DeliveryWhole,
  ...looking,
  errors: ['receivers.no-delivery'],
});

export const redeliver = operation({
  id: 'receivers.redeliver',
  summary: 'Sends deliveries again, with the ids that they had: those that are named, or all that failed.',
  method: 'POST',
  path: `${one}/deliveries/redelivered`,
  input: Type.Object(
    {
      receiver,
      what: Type.Union([
        Type.Object({ ids: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 500 }) }, closed),
        Type.Object({ state: Type.Literal('failed') }, closed),
      ]),
    },
    closed,
  ),
  output: Type.Object({ count: Type.Integer() }),
  ...administering,
  idempotency: 'idempotent',
  errors: ['receivers.no-receiver', 'receivers.no-delivery'],
});
