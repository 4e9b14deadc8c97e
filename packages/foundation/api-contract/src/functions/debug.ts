import { type Static, Type } from 'typebox';
import { type ChannelNotice, channel, type ReceivedMessage } from '../channel.ts';
import { FunctionCallResult, FunctionLogLine } from './function-shapes.ts';
import { runFunctionDraft, tryFunction } from './operations.ts';

const closed = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ maxLength });
const line = Type.Integer({ minimum: 1, maximum: 200_000 });
const request = Type.Integer({ minimum: 0 });

/** Where a function is to stop: a line of its source, and where there is a condition, JavaScript that is true then. */
export const Breakpoint = Type.Object({ line, condition: Type.Optional(text(1000)) }, closed);
export type Breakpoint = Static<typeof Breakpoint>;

const Breakpoints = Type.Array(Breakpoint, { maxItems: 100 });

/** At which errors it stops: none, those that nobody catches, all. */
export const StopAtErrors = Type.Enum(['none', 'uncaught', 'all']);
export type StopAtErrors = Static<typeof StopAtErrors>;

/** How it goes on: to whatever stops it next, over a call, into it, or out of the function. */
export const DebugStep = Type.Enum(['on', 'over', 'into', 'out']);
export type DebugStep = Static<typeof DebugStep>;

/** A value as it is shown. `of` is what its parts are asked for by, null where it has none; it means nothing after the pause. */
export const DebugValue = Type.Object({ kind: text(40), text: text(1100), of: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]) });
export type DebugValue = Static<typeof DebugValue>;

export const DebugPart = Type.Object({ name: text(1100), value: DebugValue });
export type DebugPart = Static<typeof DebugPart>;

/** A function that is under way, at a place of its source. One that waits for those above it has no values to show. */
export const DebugFrame = Type.Object({
  name: text(200),
  line: Type.Integer(),
  column: Type.Integer(),
  waits: Type.Boolean(),
  scopes: Type.Array(Type.Object({ kind: Type.Enum(['local', 'block', 'closure', 'catch', 'module']), of: Type.Integer({ minimum: 1 }) }), {
    maxItems: 20,
  }),
});
export type DebugFrame = Static<typeof DebugFrame>;

/** Why it stands: at a breakpoint, after a step, because it was asked to, at a `debugger` statement, at an error. */
export const PauseReason = Type.Enum(['breakpoint', 'step', 'pause', 'statement', 'error']);
export type PauseReason = Static<typeof PauseReason>;

const begins = { breakpoints: Type.Optional(Breakpoints), errors: Type.Optional(StopAtErrors) };
const talk = {
  /** All that there are from now on. */
  breakpoints: { schema: Type.Object({ request, breakpoints: Breakpoints }, closed) },
  errors: { schema: Type.Object({ errors: StopAtErrors }, closed) },
  pause: { schema: Type.Object({}, closed) },
  resume: { schema: Type.Object({ step: DebugStep }, closed) },
  /** Parts of a value or a scope, from that one on. */
  values: { schema: Type.Object({ request, of: Type.Integer({ minimum: 1 }), from: Type.Integer({ minimum: 0 }) }, closed) },
  /** JavaScript in a frame of the pause. What would change something is refused unless `effects` says that it may. */
  evaluate: {
    schema: Type.Object(
      { request, frame: Type.Integer({ minimum: 0, maximum: 100 }), expression: text(10_000), effects: Type.Boolean() },
      closed,
    ),
  },
  stop: { schema: Type.Object({}, closed) },
} as const satisfies Readonly<Record<string, ReceivedMessage>>;

const Sent = Type.Union([
  /** It runs; each breakpoint with the line where it really stands, null where nothing is done from there on. */
  Type.Object({ type: Type.Literal('begun') }),
  /** Without `request` those that it began with. */
  Type.Object({
    type: Type.Literal('placed'),
    request: Type.Optional(Type.Integer()),
    lines: Type.Array(Type.Union([Type.Integer(), Type.Null()])),
  }),
  /** `left` are the milliseconds for which it may still stand, all pauses together. */
  Type.Object({
    type: Type.Literal('paused'),
    why: PauseReason,
    error: Type.Union([DebugValue, Type.Null()]),
    frames: Type.Array(DebugFrame),
    left: Type.Integer(),
  }),
  Type.Object({ type: Type.Literal('resumed') }),
  Type.Object({ type: Type.Literal('values'), request: Type.Integer(), total: Type.Integer(), values: Type.Array(DebugPart) }),
  /** `threw`: the value is the error. */
  Type.Object({ type: Type.Literal('evaluated'), request: Type.Integer(), threw: Type.Boolean(), value: DebugValue }),
  /** What was asked for is not there any more, or took too long. */
  Type.Object({ type: Type.Literal('refused'), request: Type.Integer() }),
  Type.Object({ type: Type.Literal('logged'), line: FunctionLogLine }),
  Type.Object({ type: Type.Literal('ended'), result: FunctionCallResult }),
  /** It came to nothing, or was stopped; `problem` is that of `functions.call`. */
  Type.Object({ type: Type.Literal('failed'), problem: Type.Record(Type.String(), Type.Unknown()) }),
]);

/** Connections of all channels count, those of open pages among them; how many are debugged at once is bounded elsewhere. */
const limits = { messageBytes: 8 * 1024 * 1024, messagesPerSecond: 50, connectionsPerMember: 30, waitingBytes: 8 * 1024 * 1024 };

/** The conversation about a function that is tried while its maker looks on: it stands where they say, and shows its values. */
export const debugFunction = channel({
  id: 'functions.debug',
  summary:
    'Tries a function that is still being written, stops it where its maker says and shows its values there. It reaches nothing outside.',
  path: '/api/{tenant}/functions/debug',
  received: { begin: { schema: Type.Object({ ...tryFunction.input.properties, ...begins }, closed), operation: tryFunction }, ...talk },
  sent: Sent,
  permission: 'maker',
  scope: 'definitions:write',
  limits,
});

/** The same on records that its maker may use. */
export const debugFunctionDraft = channel({
  id: 'functions.debug-draft',
  summary: 'Debugs a function as it is being written on records that its maker may use, as `functions.run-draft` runs it.',
  path: '/data/{tenant}/{environment}/{application}/-/functions/-/debug',
  received: {
    begin: { schema: Type.Object({ ...runFunctionDraft.input.properties, ...begins }, closed), operation: runFunctionDraft },
    ...talk,
  },
  sent: Sent,
  permission: 'maker',
  scope: 'records:write',
  limits,
});

/** What a debugger says, beside what every channel may. */
export type DebugMessage = Static<typeof Sent>;
export type DebugNotice = DebugMessage | ChannelNotice;
