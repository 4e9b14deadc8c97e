import { type Static, Type } from 'typebox';
import { type ChannelNotice, channel } from '../channel.ts';
import { BranchKey, BranchSnapshot, LogEntryShape } from './definition-shapes.ts';
import { appendActions } from './operations.ts';

const closed = { additionalProperties: false } as const;
/** Id of a record of a definition, as part of an input. */
export const RecordId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,119}$' });
const Coordinate = Type.Number({ minimum: -1_000_000, maximum: 1_000_000 });

/** Where somebody is: the artefact that is open, and what is selected in it. */
export const Place = Type.Object(
  {
    /** Record id of the page, entity, decision … that is open; null for the application as a whole. */
    artefact: Type.Union([RecordId, Type.Null()]),
    /** The first of what is selected; nobody looks at more than a few frames of others. */
    selection: Type.Array(RecordId, { maxItems: 20 }),
    /** Pointer on the artefact's canvas in its own pixels. */
    pointer: Type.Optional(Type.Object({ x: Coordinate, y: Coordinate }, closed)),
  },
  closed,
);
export type Place = Static<typeof Place>;

/** Somebody who has a branch open, once for each of their windows. */
export const Person = Type.Object({
  window: Type.String(),
  memberId: Type.String(),
  name: Type.String(),
  /** Number of their colour among the presence colours of the theme. */
  colour: Type.Integer(),
  place: Place,
});
export type Person = Static<typeof Person>;

/** How many presence colours a theme has. */
export const presenceColours = 8;

const Window = Type.String({ pattern: '^[A-Za-z0-9_-]{8,40}$' });
const Entries = Type.Array(LogEntryShape);

/** The live form of a branch: its log as it grows, and who else is there. */
export const liveBranch = channel({
  id: 'branches.live',
  summary: 'A branch as it changes: actions go to the end of its log, the others’ come as they are accepted, and who else has it open.',
  path: '/api/{tenant}/applications/{application}/live',
  received: {
    /** First of all, and again when something is missing. Entries come from `position` on; without it, a snapshot comes. */
    join: {
      schema: Type.Object(
        {
          branch: Type.Optional(BranchKey),
          position: Type.Optional(Type.Integer({ minimum: 0 })),
          window: Window,
          place: Place,
          member: appendActions.input.properties.member,
          /** Whether to hear what is accepted before it is committed. */
          tentative: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    },
    /**
     * As `actions.append`; the answer has the same `request`, comes when all is committed, and has the entries that were not told
     * before to a window that hears what is tentative.
     */
    append: {
      schema: Type.Object(
        {
          request: Type.Integer({ minimum: 0 }),
          expectedPosition: appendActions.input.properties.expectedPosition,
          tentative: appendActions.input.properties.tentative,
          actions: appendActions.input.properties.actions,
        },
        closed,
      ),
      operation: appendActions,
    },
    place: { schema: Type.Object({ place: Place }, closed) },
  },
  sent: Type.Union([
    /** Either the entries after the position of the join, or all of the definition; what is still to come follows as entries. */
    Type.Object({
      type: Type.Literal('joined'),
      position: Type.Integer(),
      entries: Entries,
      snapshot: Type.Optional(BranchSnapshot.properties.snapshot),
      people: Type.Array(Person),
    }),
    Type.Object({
      type: Type.Literal('appended'),
      request: Type.Integer(),
      entries: Entries,
      refused: Type.Record(Type.String(), Type.Unknown()),
      position: Type.Integer(),
    }),
    Type.Object({ type: Type.Literal('entries'), entries: Entries }),
    /**
     * What this server has accepted and put in order after a position, and not yet committed: everything after it is these now. It may
     * be withdrawn: then there are none, or others. Nobody else hears of it, and its author is answered when it is committed.
     */
    Type.Object({ type: Type.Literal('tentative'), after: Type.Integer(), entries: Entries }),
    /** What was tentative up to that position, where it ends with that action, is in the log. */
    Type.Object({ type: Type.Literal('committed'), position: Type.Integer(), action: Type.String() }),
    /** Who came or is elsewhere now. */
    Type.Object({ type: Type.Literal('people'), people: Type.Array(Person) }),
    /** Something was written, changed or resolved among the comments of the branch. */
    Type.Object({ type: Type.Literal('commented') }),
    Type.Object({ type: Type.Literal('gone'), windows: Type.Array(Type.String()) }),
  ]),
  permission: 'maker',
  scope: 'applications:read',
  limits: { messageBytes: 1024 * 1024, messagesPerSecond: 100, connectionsPerMember: 30, waitingBytes: 4 * 1024 * 1024 },
});

/** What the live channel of a branch says. */
export type LiveMessage = Static<(typeof liveBranch)['sent']> | ChannelNotice;
