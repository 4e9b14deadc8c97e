import { type Static, Type } from 'typebox';

/** One thing that is wrong with a file: where it stands and why. */
export const ImportProblem = Type.Object({
  /** Number of the line on which the row begins; the header is line 1. */
  row: Type.Integer(),
  /** Name of the column as the file has it; null where the whole row is meant. */
  column: Type.Union([Type.String(), Type.Null()]),
  reason: Type.String(),
  /** What stands there, cut to 200 characters. */
  value: Type.Optional(Type.String()),
});
export type ImportProblem = Static<typeof ImportProblem>;

/** How a file was read, and what became of its rows. */
export const ImportReport = Type.Object({
  /** Whether records were changed: false for a preview or a dry run, and where all-or-nothing came to nothing. */
  kept: Type.Boolean(),
  /** Rows beneath the header, blank lines apart. */
  total: Type.Integer(),
  imported: Type.Integer(),
  updated: Type.Integer(),
  failed: Type.Integer(),
  delimiter: Type.String(),
  /** The columns of the file. */
  columns: Type.Array(Type.String()),
  /** The field type that each column looks like in the first rows. */
  columnTypes: Type.Array(Type.String()),
  /** Field key to the columns from which it is filled. */
  fields: Type.Record(Type.String(), Type.Array(Type.String())),
  /** The problems found first, by row; at most 1000. */
  rows: Type.Array(ImportProblem),
  /** How many problems there are beyond those. */
  moreRows: Type.Integer(),
  /** The rows that were refused, each stretch by its first and its last, in order; at most 100,000 stretches. */
  refused: Type.Array(Type.Unsafe<readonly [first: number, last: number]>(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }))),
  /** The records that the first rows would become; only of a preview. */
  preview: Type.Optional(Type.Array(Type.Object({ row: Type.Integer(), values: Type.Record(Type.String(), Type.Unknown()) }))),
});
export type ImportReport = Static<typeof ImportReport>;
