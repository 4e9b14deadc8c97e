import { type Static, Type } from 'typebox';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** Where a long operation is: `running` until it `succeeded`, `failed` or was `cancelled`. */
export const LongOperationStatus = Type.Enum(['running', 'succeeded', 'failed', 'cancelled']);
export type LongOperationStatus = Static<typeof LongOperationStatus>;

/** How far a long operation is. */
export const LongOperationProgress = Type.Object({
  done: Type.Integer({ minimum: 0 }),
  /** Null where nobody can know yet. */
  total: nullable(Type.Integer({ minimum: 0 })),
  /** What is counted. */
  unit: Type.Enum(['bytes', 'records', 'steps']),
  /** What it is at, in words; null where there is nothing to tell. */
  step: nullable(Type.String()),
});
export type LongOperationProgress = Static<typeof LongOperationProgress>;

/** Something that takes longer than a request should: an import, an export, a publication. */
export const LongOperation = Type.Object({
  id: Type.String(),
  /** The operation that began it: `imports.start`. */
  operation: Type.String(),
  status: LongOperationStatus,
  progress: LongOperationProgress,
  /** What it came to, in the form that its own operation says; null until it succeeded. */
  result: Type.Unknown(),
  /** The problem document of what ended it; null unless it failed. */
  problem: nullable(Type.Record(Type.String(), Type.Unknown())),
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Type.String(),
  endedAt: nullable(Type.String({ format: 'date-time' })),
});
export type LongOperation = Static<typeof LongOperation>;

/** A long operation whose result has a known form. */
export const longOperationOf = <Result extends Parameters<typeof Type.Union>[0][number]>(result: Result) =>
  Type.Object({ ...LongOperation.properties, result: nullable(result) });

/** Longest that an answer waits for the end of an operation; seconds. */
export const mostSecondsToWait = 60;

/** Seconds for which an answer waits for the end; with 0 it tells how things are at once. */
export const waitInput = Type.Optional(
  Type.Integer({ minimum: 0, maximum: mostSecondsToWait, description: 'Answer when it ended, or after so many seconds.' }),
);
