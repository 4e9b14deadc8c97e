import { type Static, Type } from 'typebox';
import { Key, Label, recordSchema } from './record-base.ts';

/** A kind of event that the application tells, or hears from others: what its data looks like, and how that may change. */
export const EventTypeRecord = recordSchema('event-type', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** `type` of CloudEvents, by which everybody knows it: `com.example.order.placed`. */
  type: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9._-]*$', maxLength: 200 }),
  /** Who tells it: this application, or systems of others. */
  from: Type.Union([Type.Literal('here'), Type.Literal('elsewhere')], { default: 'here' }),
  /** Raised with each change of the schema. */
  version: Type.Integer({ minimum: 1, maximum: 100_000, default: 1 }),
  /**
   * What a later version must keep. `backward`: it takes what was told before. `forward`: who knows the version before takes what is
   * told now. `full`: both.
   */
  compatibility: Type.Union([Type.Literal('backward'), Type.Literal('forward'), Type.Literal('full')], { default: 'backward' }),
  /** Days for which its events are kept; as long as the operator keeps all where absent. */
  retentionDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
  /** JSON Schema of its data. */
  schema: Type.Record(Type.String(), Type.Unknown(), { default: {} }),
});
export type EventTypeRecord = Static<typeof EventTypeRecord>;
