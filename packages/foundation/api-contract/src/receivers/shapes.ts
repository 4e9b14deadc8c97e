import { type Static, Type } from 'typebox';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** An address of another system to which events are sent. */
export const ReceiverShape = Type.Object({
  key: Type.String(),
  address: Type.String({ description: 'Without its query, which is told to nobody.' }),
  toldBy: nullable(Type.String({ description: 'Key of the only application whose events are sent; everybody’s where null.' })),
  types: Type.Array(Type.String()),
  filter: Type.String(),
  failingSince: nullable(Type.String({ description: 'Since when nothing was taken.' })),
  takenAt: nullable(Type.String({ description: 'When something was taken last.' })),
  stopped: nullable(
    Type.Object({
      by: Type.String(),
      reason: Type.Enum(['asked', 'gone', 'failing'], { description: 'Somebody asked; it said 410; it failed for five days.' }),
      at: Type.String(),
    }),
  ),
  waiting: Type.Integer({ description: 'Deliveries that are still to be made, counted to 10,000.' }),
  failed: Type.Integer({ description: 'Deliveries that were given up, counted to 10,000.' }),
  setAt: Type.String(),
  setBy: Type.String(),
});
export type ReceiverShape = Static<typeof ReceiverShape>;

const Attempt = Type.Object({
  at: Type.String(),
  milliseconds: Type.Integer(),
  status: nullable(Type.Integer({ description: 'Of HTTP; null where nobody answered.' })),
  code: nullable(Type.String()),
  answer: Type.String({ description: 'The beginning of what was answered, or why nothing was.' }),
});

const delivery = {
  id: Type.String({ description: 'The webhook-id; the same each time that the event is sent.' }),
  type: Type.String(),
  subject: nullable(Type.String()),
  at: Type.String(),
  state: Type.Enum(['waiting', 'taken', 'failed']),
  attempts: Type.Integer(),
  nextAt: nullable(Type.String()),
  last: nullable(Attempt),
};

/** One event for one receiver. */
export const DeliveryShape = Type.Object(delivery);
export type DeliveryShape = Static<typeof DeliveryShape>;

/** The same with its event and its latest attempts. */
export const DeliveryWhole = Type.Object({ ...delivery, event: Type.Unknown(), tries: Type.Array(Attempt) });
export type DeliveryWhole = Static<typeof DeliveryWhole>;
