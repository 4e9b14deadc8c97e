import { Type } from 'typebox';
import { SearchText } from '../line-of-text.ts';
import { operation } from '../operation.ts';
import { DeadLetterShape, EventGroup, EventShape, ForeseenShape } from './event-shapes.ts';

const events = '/api/{tenant}/environments/{environment}/events';
const closed = { additionalProperties: false } as const;

const GroupName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' });
const Moment = Type.String({ format: 'date-time', maxLength: 40 });
const Cursor = Type.String({ minLength: 1, maxLength: 20_000, description: 'The `cursor` of an answer before.' });
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 }));

/** The events of an environment as they come: asked again and again with the cursor of the answer before. */
export const tailEvents = operation({
  id: 'events.tail',
  summary: 'Events of an environment after a cursor, the oldest first; without one the newest. May wait for the next.',
  method: 'GET',
  path: events,
  input: Type.Object(
    {
      after: Type.Optional(Cursor),
      limit,
      types: Type.Optional(SearchText),
      text: Type.Optional(Type.String({ ...SearchText, description: 'Part of what is answered of an event, in whatever case.' })),
      positions: Type.Optional(Type.Boolean({ description: 'Whether to answer `positions` too.' })),
      waitSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 20, description: 'How long to wait where there is none.' })),
    },
    closed,
  ),
  output: Type.Object({
    items: Type.Array(EventShape),
    cursor: Type.String(),
    positions: Type.Optional(
      Type.Array(Type.String(), { description: 'Of each item: `after` this, with `events.seek`, a group consumes on from the item.' }),
    ),
  }),
  permission: 'maker',
  scope: 'events:read',
  idempotency: 'safe',
  errors: ['event-bus.bad-cursor'],
});

export const publishEvents = operation({
  id: 'events.publish',
  summary: 'Publishes events of other systems in an environment, all or none. What has the same source and id is consumed once.',
  method: 'POST',
  path: events,
  input: Type.Object({ events: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: 500 }) }, closed),
  output: Type.Object({ published: Type.Integer() }),
  permission: 'administrator',
  scope: 'events:write',
  idempotency: 'idempotent',
  errors: ['event-bus.bad-event'],
});

export const listEventGroups = operation({
  id: 'events.groups',
  summary: 'The groups that consume the events of an environment, and how far they are.',
  method: 'GET',
  path: `${events}/-/groups`,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(EventGroup) }),
  permission: 'maker',
  scope: 'events:read',
  idempotency: 'safe',
  errors: [],
});

const To = Type.Union([
  Type.Literal('start'),
  Type.Literal('end'),
  Type.Object({ time: Moment }, closed),
  Type.Object({ after: Cursor }, closed),
]);

export const foreseeEventGroup = operation({
  id: 'events.foresee',
  summary: 'What setting a group to a place would do: how many events come to it, happen again or are passed over. Nothing is done.',
  method: 'POST',
  path: `${events}/-/groups/{group}/position/foreseen`,
  input: Type.Object({ group: GroupName, to: To }, closed),
  output: ForeseenShape,
  permission: 'administrator',
  scope: 'events:read',
  idempotency: 'safe',
  errors: ['event-bus.no-group', 'event-bus.bad-cursor', 'event-bus.unavailable'],
});

export const seekEventGroup = operation({
  id: 'events.seek',
  summary: 'Sets a group back or forth: to the start, the end, a time or a cursor. What comes then happens again.',
  method: 'POST',
  path: `${events}/-/groups/{group}/position`,
  input: Type.Object({ group: GroupName, to: To }, closed),
  output: Type.Object({}),
  permission: 'administrator',
  scope: 'events:write',
  idempotency: 'idempotent',
  errors: ['event-bus.no-group', 'event-bus.bad-cursor', 'event-bus.unavailable'],
});

export const removeEventGroup = operation({
  id: 'events.removeGroup',
  summary: 'Forgets a group with its dead letters; one that consumes under its name again begins anew.',
  method: 'DELETE',
  path: `${events}/-/groups/{group}`,
  input: Type.Object({ group: GroupName }, closed),
  output: Type.Null(),
  status: 204,
  permission: 'administrator',
  scope: 'events:write',
  idempotency: 'idempotent',
  errors: ['event-bus.no-group'],
});

export const listDeadLetters = operation({
  id: 'events.deadLetters',
  summary: 'Events that could not be consumed, the newest first.',
  method: 'GET',
  path: `${events}/-/dead-letters`,
  input: Type.Object(
    {
      group: Type.Optional(GroupName),
      text: Type.Optional(SearchText),
      after: Type.Optional(Type.String({ format: 'uuid', description: 'Id of the last one that was seen.' })),
      discarded: Type.Optional(Type.Boolean({ description: 'Those that were given up, instead of those that were not.' })),
      limit,
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(DeadLetterShape) }),
  permission: 'administrator',
  scope: 'events:read',
  idempotency: 'safe',
  errors: [],
});

const letters = {
  ids: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 500 })),
  matching: Type.Optional(
    Type.Object(
      { group: Type.Optional(GroupName), text: Type.Optional(SearchText) },
      { ...closed, description: 'Instead of ids: all of a group, with a text; all where empty.' },
    ),
  ),
};
const counted = Type.Object({ count: Type.Integer() });

export const redriveDeadLetters = operation({
  id: 'events.redrive',
  summary: 'Has dead letters delivered again to the groups that could not consume them.',
  method: 'POST',
  path: `${events}/-/dead-letters/redriven`,
  input: Type.Object(letters, closed),
  output: counted,
  permission: 'administrator',
  scope: 'events:write',
  idempotency: 'idempotent',
  errors: ['event-bus.no-dead-letter', 'event-bus.unclear-choice'],
});

export const discardDeadLetters = operation({
  id: 'events.discard',
  summary: 'Gives dead letters up for good; who did and why is kept for as long as events are.',
  method: 'POST',
  path: `${events}/-/dead-letters/discarded`,
  input: Type.Object({ ...letters, reason: Type.String({ minLength: 1, maxLength: 500 }) }, closed),
  output: counted,
  permission: 'administrator',
  scope: 'events:write',
  idempotency: 'idempotent',
  errors: ['event-bus.no-dead-letter', 'event-bus.unclear-choice'],
});
