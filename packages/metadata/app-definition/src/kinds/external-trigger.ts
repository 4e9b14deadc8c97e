import { type Static, Type } from 'typebox';
import { Key, Label, ReferenceTo, recordSchema } from './record-base.ts';

/**
 * What an application hears from another system: a trigger of a connection, of which each thing told becomes an event of one of the
 * application's types. Where it runs, the connection of that key in its environment is heard.
 */
export const ExternalTriggerRecord = recordSchema('external-trigger', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** Key of the connection, which each environment has its own of. */
  connection: Key,
  /** Key of the trigger of its connector; `rows` where an action is asked for new rows. */
  trigger: Type.String({ minLength: 1, maxLength: 100 }),
  /** What is said of it: which folder, queue or topic. */
  input: Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Type.Unknown(), { default: {}, maxProperties: 50 }),
  /** The type of event that it becomes, one that comes from elsewhere. */
  event: ReferenceTo('event-type'),
  /** Seconds between two looks, where the system is asked again and again. */
  everySeconds: Type.Integer({ minimum: 1, maximum: 86_400, default: 60 }),
});
export type ExternalTriggerRecord = Static<typeof ExternalTriggerRecord>;
