import { type Static, Type } from 'typebox';

const text = Type.String();
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** What a decision can be asked with, and what it gives; types as FEEL writes them. */
export const DecisionSummary = Type.Object({
  key: text,
  label: text,
  description: nullable(text),
  inputs: Type.Array(Type.Object({ name: text, label: text, type: text })),
  result: Type.Object({ type: text }),
  /** Key of the entity whose records it can be asked about. */
  entity: nullable(text),
  /** Its versions with their first and last days. */
  versions: Type.Array(Type.Object({ key: text, validFrom: nullable(text), validUntil: nullable(text) })),
});
export type DecisionSummary = Static<typeof DecisionSummary>;

/** A decision table as it is shown: cells as written. */
export const DecisionTableShape = Type.Object({
  /** Name of the decision or function whose logic it is. */
  name: text,
  question: nullable(text),
  hitPolicy: text,
  aggregation: nullable(text),
  inputs: Type.Array(Type.Object({ label: text, type: nullable(text) })),
  outputs: Type.Array(Type.Object({ label: text, type: nullable(text) })),
  rules: Type.Array(Type.Object({ key: text, inputs: Type.Array(text), outputs: Type.Array(text), note: nullable(text) })),
});
export type DecisionTableShape = Static<typeof DecisionTableShape>;

/** A decision with its tables, of the version that is in force. */
export const DecisionDescription = Type.Object({
  ...DecisionSummary.properties,
  version: text,
  tables: Type.Array(DecisionTableShape),
  /** What the analysis finds remarkable: gaps, overlaps, rules that never fire. */
  findings: Type.Array(Type.Object({ table: text, message: text, hint: nullable(text) })),
});
export type DecisionDescription = Static<typeof DecisionDescription>;

const Reason = Type.Object({ element: text, place: text, message: text });

/**
 * What a decision came to. Numbers that JSON would round are text with every digit; dates, times and durations are text.
 * The explanation names every step: inputs, decisions, tables with the rules that matched and fired.
 */
export const DecisionAnswer = Type.Object({
  result: Type.Unknown(),
  reasons: Type.Array(Reason),
  version: text,
  explanation: Type.Unknown(),
});
export type DecisionAnswer = Static<typeof DecisionAnswer>;

/** One answer of many: the result, or the problem document of why there is none. */
export const DecisionRowAnswer = Type.Union([
  Type.Object({ result: Type.Unknown(), reasons: Type.Array(Reason), version: text }),
  Type.Object({ problem: Type.Record(text, Type.Unknown()) }),
]);
export type DecisionRowAnswer = Static<typeof DecisionRowAnswer>;

/** How a stored test case went. */
export const DecisionTestOutcome = Type.Object({
  test: text,
  passed: Type.Boolean(),
  differences: Type.Array(Type.Object({ path: text, expected: Type.Unknown(), actual: Type.Unknown() })),
  /** Why it could not be run; empty where it was. */
  problems: Type.Array(text),
});
export type DecisionTestOutcome = Static<typeof DecisionTestOutcome>;

/** Answers counted beside what they are compared with; both as text. */
export const ConfusionCell = Type.Object({ expected: text, given: text, count: Type.Integer() });

/** What a decision over many records came to. */
export const DecisionRunResult = Type.Object({
  records: Type.Integer(),
  /** Records for which there is no answer, with the problems of the first of them in the file. */
  failed: Type.Integer(),
  /** Where it was compared: how often each pair of expected and given value was there. */
  confusion: Type.Array(ConfusionCell),
  /** Bytes of the file with every answer. */
  size: Type.Integer(),
  fileName: text,
  mediaType: text,
});
export type DecisionRunResult = Static<typeof DecisionRunResult>;
