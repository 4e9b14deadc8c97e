import { type Static, Type } from 'typebox';
import { type ChannelNotice, channel } from '../channel.ts';
import { operation } from '../operation.ts';

const closed = { additionalProperties: false } as const;

/** An application tells something, as one of its types of events. */
export const emitEvent = operation({
  id: 'events.emit',
  summary: 'Tells an event of one of the application’s types, if its data is what the type says. The same id means the same event.',
  method: 'POST',
  path: '/data/{tenant}/{environment}/{application}/-/events/{type}',
  input: Type.Object(
    {
      type: Type.String({ maxLength: 120, description: 'Key of the type.' }),
      data: Type.Record(Type.String(), Type.Unknown()),
      subject: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'What it is about; the id where absent.' })),
      id: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9._:-]+$' })),
    },
    closed,
  ),
  output: Type.Object({ id: Type.String() }),
  permission: 'application',
  scope: 'records:write',
  idempotency: 'idempotent',
  errors: ['events.no-type', 'events.wrong-data', 'event-bus.bad-event'],
});

const EntityKey = Type.String({ minLength: 1, maxLength: 160 });

/** What changes in an application while its pages are open. */
export const liveApplication = channel({
  id: 'application.live',
  summary: 'Tells a page that records of the entities which it shows have changed, so that it asks for them again.',
  path: '/data/{tenant}/{environment}/{application}/-/live',
  received: {
    /** Which entities the page shows, instead of those before. */
    watch: { schema: Type.Object({ entities: Type.Array(EntityKey, { maxItems: 200 }) }, closed) },
  },
  sent: Type.Union([
    /** What is watched from now on: what changed before is in the answers to questions asked from here on. */
    Type.Object({ type: Type.Literal('watching') }),
    /** `own`: only by the viewer, perhaps by this very page. */
    Type.Object({ type: Type.Literal('changed'), entities: Type.Array(Type.String()), own: Type.Array(Type.String()) }),
  ]),
  permission: 'application',
  scope: 'records:read',
  samples: true,
  limits: { messageBytes: 64 * 1024, messagesPerSecond: 10, connectionsPerMember: 60, waitingBytes: 256 * 1024 },
});

/** What the live channel of an application says. */
export type LiveApplicationMessage = Static<(typeof liveApplication)['sent']> | ChannelNotice;
