import { type Static, Type } from 'typebox';

const text = Type.String();

/** A function that the caller may call. */
export const FunctionSummary = Type.Object({
  key: text,
  label: text,
  description: Type.Union([text, Type.Null()]),
  /** Name to type of FEEL; null where it takes anything. */
  input: Type.Union([Type.Record(text, text), Type.Null()]),
  /** Type of FEEL; null where it may give anything. */
  result: Type.Union([text, Type.Null()]),
});
export type FunctionSummary = Static<typeof FunctionSummary>;

/** `place` says where in the source it was logged, `loan.ts:12:5`; null where that is not known. */
export const FunctionLogLine = Type.Object({ level: text, text, place: Type.Union([text, Type.Null()]) });
export type FunctionLogLine = Static<typeof FunctionLogLine>;

/** Something that a function asked for outside of itself. */
export const FunctionRequest = Type.Object({
  what: text,
  milliseconds: Type.Number(),
  /** Code of the error; null where it was done. */
  problem: Type.Union([text, Type.Null()]),
});
export type FunctionRequest = Static<typeof FunctionRequest>;

/** What a call came to. Makers see what it logged and asked for. */
export const FunctionCallResult = Type.Object({
  result: Type.Unknown(),
  logs: Type.Array(FunctionLogLine),
  /** Milliseconds of processor time. */
  cpu: Type.Number(),
  /** Milliseconds from beginning to end. */
  milliseconds: Type.Number(),
  /** Bytes of its isolate's heap in use at the end. */
  memory: Type.Number(),
  requests: Type.Array(FunctionRequest),
});
export type FunctionCallResult = Static<typeof FunctionCallResult>;

/** How a stored test case went; `problem` says why it did not pass. */
export const FunctionTestOutcome = Type.Object({
  test: text,
  passed: Type.Boolean(),
  problem: Type.Union([text, Type.Null()]),
  logs: Type.Array(FunctionLogLine),
});
export type FunctionTestOutcome = Static<typeof FunctionTestOutcome>;
