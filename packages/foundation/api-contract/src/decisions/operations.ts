import { type Static, Type } from 'typebox';
import { longOperationOf, waitInput } from '../long-operations/index.ts';
import { type ByteStream, operation } from '../operation.ts';
import {
  DecisionAnswer,
  DecisionDescription,
  DecisionRowAnswer,
  DecisionRunResult,
  DecisionSummary,
  DecisionTestOutcome,
} from './decision-shapes.ts';

const all = '/data/{tenant}/{environment}/{application}/-/decisions';
const one = `${all}/{decision}`;
const closed = { additionalProperties: false } as const;
const decision = Type.String({ maxLength: 120 });
const on = Type.Optional(
  Type.String({ maxLength: 10, description: 'The day for which it is asked, `2026-01-31`: it chooses the version and is `today()`.' }),
);
const inputs = Type.Record(Type.String(), Type.Unknown(), {
  description: 'Input name to value as JSON; exact decimals, dates, times and durations as text.',
});

export const listDecisions = operation({
  id: 'decisions.list',
  summary: 'The decisions that the caller may ask, with their inputs and results.',
  method: 'GET',
  path: all,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(DecisionSummary) }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: [],
});

export const getDecision = operation({
  id: 'decisions.get',
  summary: 'A decision with its tables, and what their analysis finds.',
  method: 'GET',
  path: one,
  input: Type.Object({ decision, on }, closed),
  output: DecisionDescription,
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: ['application.no-decision', 'decisions.not-in-force', 'decisions.bad-day'],
});

export const evaluateDecision = operation({
  id: 'decisions.evaluate',
  summary: 'Asks a decision with inputs, or about a record; explained where that is wanted.',
  method: 'POST',
  path: `${one}/evaluate`,
  input: Type.Object(
    {
      decision,
      inputs: Type.Optional(inputs),
      record: Type.Optional(Type.String({ maxLength: 36, description: 'Id of a record that the decision is about, instead of inputs.' })),
      on,
      explain: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  output: DecisionAnswer,
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: [
    'application.no-decision',
    'decisions.wrong-inputs',
    'decisions.not-in-force',
    'decisions.bad-day',
    'decisions.no-entity',
    'records.not-found',
  ],
});

export const evaluateDecisionMany = operation({
  id: 'decisions.evaluateMany',
  summary: 'Asks a decision once for each row of inputs; each row has its own answer or problem.',
  method: 'POST',
  path: `${one}/evaluate-many`,
  input: Type.Object({ decision, rows: Type.Array(inputs, { maxItems: 1000 }), on }, closed),
  output: Type.Object({ answers: Type.Array(DecisionRowAnswer) }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: ['application.no-decision', 'decisions.not-in-force', 'decisions.bad-day'],
});

/** A decision over many records on its way; its result says what came out and what the file is. */
export const DecisionRunOperation = longOperationOf(DecisionRunResult);
export type DecisionRunOperation = Static<typeof DecisionRunOperation>;

export const startDecisionRun = operation({
  id: 'decisions.startRun',
  summary:
    'Begins a long operation that asks a decision about every record of a filter, writes the answers to a file and, where wanted, compares them.',
  method: 'POST',
  path: `${one}/runs`,
  input: Type.Object(
    {
      decision,
      filter: Type.Optional(Type.String({ maxLength: 20_000, description: 'FEEL over the fields and `user`: `amount > 100`.' })),
      on,
      onField: Type.Optional(
        Type.String({
          maxLength: 120,
          description: 'Date field of the record whose day is the one for which it is asked, instead of `on`.',
        }),
      ),
      compare: Type.Optional(
        Type.Object(
          {
            given: Type.String({
              maxLength: 20_000,
              description: 'FEEL over `result` and the record: what is compared, `result.approved`.',
            }),
            expected: Type.Optional(Type.String({ maxLength: 20_000, description: 'FEEL over the record: what should have come out.' })),
            version: Type.Optional(
              Type.String({ maxLength: 120, description: 'Instead of `expected`: another decision to compare with.' }),
            ),
          },
          closed,
        ),
      ),
      wait: waitInput,
    },
    closed,
  ),
  output: DecisionRunOperation,
  status: 202,
  permission: 'application',
  scope: 'records:read',
  idempotency: 'none',
  errors: [
    'application.no-decision',
    'decisions.no-entity',
    'decisions.bad-comparison',
    'decisions.bad-day',
    'records.denied',
    'expression.invalid',
  ],
});

export const downloadDecisionRun = operation({
  id: 'decisions.downloadRun',
  summary: 'The answers of a run that succeeded, one JSON object a line, for who began it; kept for seven days.',
  method: 'GET',
  path: `${one}/runs/{operation}`,
  input: Type.Object({ decision, operation: Type.String({ maxLength: 36 }) }, closed),
  output: Type.Unsafe<ByteStream>({ format: 'stream' }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: ['application.no-decision', 'long-operations.not-found', 'decisions.not-ready'],
});

export const testDecision = operation({
  id: 'decisions.test',
  summary: 'Runs the test cases that are stored with a decision.',
  method: 'POST',
  path: `${one}/tests`,
  input: Type.Object({ decision }, closed),
  output: Type.Object({ passed: Type.Integer(), failed: Type.Integer(), tests: Type.Array(DecisionTestOutcome) }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: ['application.no-decision'],
});
