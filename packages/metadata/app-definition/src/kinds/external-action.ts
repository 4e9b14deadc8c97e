import { type Static, Type } from 'typebox';
import { Key, Label, recordSchema } from './record-base.ts';

const closed = { additionalProperties: false } as const;
/** A type of FEEL as text: `number`, `list<string>`, `context<name: string, amount: number>`. */
const TypeText = Type.String({ minLength: 1, maxLength: 20_000 });
/** Names of members, one within the other: `body.items`. */
const MemberPath = Type.String({ minLength: 1, maxLength: 500 });
/** What the system calls it: `per_page`, `X-Request-Id`. */
const InputName = Type.String({ minLength: 1, maxLength: 200 });

/** An input by its name, or what stands within one: `message.pageToken`. */
const InputPath = Type.String({ minLength: 1, maxLength: 500 });

/** How the rows that follow are asked for. */
const Paging = Type.Union([
  /** The answer says what the next page is asked by. */
  Type.Object({ kind: Type.Literal('cursor'), input: InputPath, from: MemberPath }, closed),
  /** Pages are numbered, from `first` on. */
  Type.Object({ kind: Type.Literal('page'), input: InputPath, first: Type.Integer({ minimum: 0, maximum: 1 }) }, closed),
  /** As many rows are passed over as were given. */
  Type.Object({ kind: Type.Literal('offset'), input: InputPath }, closed),
  /** The header `Link` of the answer leads to the next page (RFC 8288). */
  Type.Object({ kind: Type.Literal('link') }, closed),
]);

/**
 * What an application asks another system: an action of a connection, with the types that the application counts on. Where it runs, the
 * connection of that key in its environment is asked.
 */
export const ExternalActionRecord = recordSchema('external-action', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** Key of the connection, which each environment has its own of. */
  connection: Key,
  /** Key of the action of its connector. */
  action: Type.String({ minLength: 1, maxLength: 100 }),
  /** What asking again does: nothing, the same as asking once, or perhaps all of it again. Only what reads is asked by queries. */
  effect: Type.Enum(['reads', 'repeatable', 'once'], { default: 'once' }),
  /** Name to type of what it takes. */
  input: Type.Record(InputName, TypeText, { default: {} }),
  /** What of it must be given. */
  required: Type.Array(InputName, { default: [], maxItems: 1000 }),
  /** Type of what it gives. */
  result: Type.Optional(TypeText),
  /** Where in it the rows are that a query shows; a query has one row, the result itself, where absent. */
  rows: Type.Optional(MemberPath),
  /** How further rows are asked for; there are none where absent. */
  paging: Type.Optional(Paging),
});
export type ExternalActionRecord = Static<typeof ExternalActionRecord>;
