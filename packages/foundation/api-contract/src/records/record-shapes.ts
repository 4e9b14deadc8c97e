import { type Static, Type } from 'typebox';

/** Values by field key: decimals and amounts are text, dates and durations ISO 8601, references ids. */
export const RecordInput = Type.Record(Type.String({ maxLength: 120 }), Type.Unknown());
export type RecordInput = Static<typeof RecordInput>;

/** A record: its id, its version (the `ETag`), its title and its fields by key, as far as the reader may see them. */
export const RecordOutput = Type.Object(
  { id: Type.String(), version: Type.Integer(), title: Type.Optional(Type.Union([Type.String(), Type.Null()])) },
  { additionalProperties: true },
);
export type RecordOutput = Static<typeof RecordOutput>;

/** A page of records in the order asked for; `next` is null on the last one, `count` where it was not asked for. */
export const RecordPage = Type.Object({
  items: Type.Array(RecordOutput),
  next: Type.Union([Type.String(), Type.Null()]),
  count: Type.Union([Type.Integer(), Type.Null()]),
});
export type RecordPage = Static<typeof RecordPage>;

/** A change of a record: what it did, and each changed field before and after. */
export const HistoryEntry = Type.Object({
  version: Type.Integer(),
  operation: Type.Union((['created', 'updated', 'deleted', 'restored'] as const).map((name) => Type.Literal(name))),
  at: Type.String({ format: 'date-time' }),
  /** Id of the member. */
  by: Type.String(),
  changes: Type.Record(Type.String(), Type.Object({ before: Type.Unknown(), after: Type.Unknown() })),
});
export type HistoryEntry = Static<typeof HistoryEntry>;
