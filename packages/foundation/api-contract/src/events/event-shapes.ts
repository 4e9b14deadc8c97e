import { type Static, Type } from 'typebox';

/** An event as the API answers it: CloudEvents 1.0. */
export const EventShape = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String(),
    source: Type.String(),
    type: Type.String(),
    subject: Type.Optional(Type.String()),
    time: Type.Optional(Type.String()),
    data: Type.Optional(
      Type.Unknown({
        description: 'Left out for who does not administer the tenant, where the event is not one of Plinth, which hold no values.',
      }),
    ),
  },
  { additionalProperties: true },
);
export type EventShape = Static<typeof EventShape>;

/** How far a group of consumers is. */
export const EventGroup = Type.Object({
  group: Type.String(),
  behind: Type.Integer({ description: 'Events that it has not consumed, counted to 10,000.' }),
  deadLetters: Type.Integer(),
  failing: Type.Union([
    Type.Null(),
    Type.Object({ event: Type.String(), attempts: Type.Integer(), code: Type.String(), message: Type.String() }),
  ]),
  movedAt: Type.String(),
});
export type EventGroup = Static<typeof EventGroup>;

/** What setting a group to a place would do. */
export const ForeseenShape = Type.Object({
  comes: Type.Integer({ description: 'Events that would come to it, of whatever type, counted to 10,000.' }),
  again: Type.Integer({ description: 'Those of them that it has consumed, and that happen again.' }),
  skipped: Type.Integer({ description: 'Those that it has not consumed and never will.' }),
  first: Type.Union([
    Type.Null(),
    Type.Object({
      type: Type.String(),
      subject: Type.Union([Type.String(), Type.Null()]),
      time: Type.Union([Type.String(), Type.Null()]),
    }),
  ]),
  types: Type.Array(Type.Object({ type: Type.String(), count: Type.Integer() }), {
    description: 'Of those that it hears, among the first 500.',
  }),
});
export type ForeseenShape = Static<typeof ForeseenShape>;

/** An event that a group could not consume. */
export const DeadLetterShape = Type.Object({
  id: Type.String(),
  group: Type.String(),
  event: Type.Unknown({ description: 'The event, or `{ malformed }` with what lay there instead of one.' }),
  code: Type.String(),
  message: Type.String(),
  attempts: Type.Integer(),
  at: Type.String(),
  waiting: Type.Boolean({ description: 'It is about to be delivered again.' }),
  discarded: Type.Union([Type.Null(), Type.Object({ by: Type.String(), reason: Type.String(), at: Type.String() })]),
});
export type DeadLetterShape = Static<typeof DeadLetterShape>;
