import { isUtf8 } from 'node:buffer';
import { nearestName } from '@plinth/foundation';
import { cliErrors } from '../errors.ts';
import type { DecisionOptions } from './evaluate-decision.ts';
import { type ExactJson, type ExactObject, isExactObject, readExactJson } from './exact-json.ts';
import { contextIn, contextOfJson } from './read-context.ts';
import { errorJson, evaluationError, resultJson } from './result-json.ts';

/** What lines are about, and what holds for all of them. */
export type LinesOptions =
  | { readonly of: 'expressions'; readonly strict: boolean }
  | ({ readonly of: 'decisions'; readonly file: string | null; readonly decision: string | null } & DecisionOptions);

/** Answers a line, never throwing: one JSON object with the id of the line, and `value` or `error`. */
export type AnswerLine = (line: Buffer) => string;

interface LineKind {
  readonly keys: readonly string[];
  readonly example: string;
  answer(line: ExactObject): object;
}

/** Loads what lines of a kind need, and only that. */
export async function lineAnswerer(options: LinesOptions): Promise<AnswerLine> {
  const kind = await (options.of === 'expressions' ? expressionLines(options.strict) : decisionLines(options));
  return (line) => {
    let id: ExactJson | undefined;
    try {
      const given = readLine(line, kind);
      id = given.id;
      checkKeys(given, kind);
      return JSON.stringify({ id, ...kind.answer(given) });
    } catch (thrown) {
      const error = evaluationError(thrown);
      // Nobody else hears of a defect, and it is on the machine of who asks.
      return JSON.stringify({ id, error: { ...errorJson(error), ...(error.fault === 'ours' ? { cause: String(error.cause) } : {}) } });
    }
  };
}

async function expressionLines(strict: boolean): Promise<LineKind> {
  const { ExpressionEvaluator } = await import('./evaluate-expression.ts');
  const evaluator = new ExpressionEvaluator();
  const example = '{"id": 1, "expression": "a + 1", "context": {"a": 1}}';
  return {
    keys: ['id', 'expression', 'context'],
    example,
    answer({ expression, context }) {
      if (typeof expression !== 'string') throw cliErrors.malformedLine({ problem: 'expression is no text.', example });
      return resultJson(evaluator.evaluate(expression, contextIn(contextOfJson(context, 'context')), strict));
    },
  };
}

async function decisionLines({
  file: defaultFile,
  decision: defaultDecision,
  ...options
}: Extract<LinesOptions, { of: 'decisions' }>): Promise<LineKind> {
  const { DecisionEvaluator } = await import('./evaluate-decision.ts');
  const evaluator = new DecisionEvaluator(options);
  const example = '{"id": 1, "file": "loans.dmn", "decision": "Rate", "inputs": {"Amount": 1}}';
  const textOr = (given: ExactJson | undefined, otherwise: string | null, name: string) => {
    if (given === undefined) return otherwise;
    if (typeof given !== 'string') throw cliErrors.malformedLine({ problem: `${name} is no text.`, example });
    return given;
  };
  return {
    keys: ['id', 'file', 'decision', 'inputs'],
    example,
    answer(line) {
      const file = textOr(line.file, defaultFile, 'file');
      if (file === null) throw cliErrors.malformedLine({ problem: 'it names no file.', example });
      const decision = textOr(line.decision, defaultDecision, 'decision');
      return resultJson(evaluator.evaluate({ file, decision, inputs: contextOfJson(line.inputs, 'inputs') }));
    },
  };
}

function readLine(line: Buffer, { example }: LineKind): ExactObject {
  if (!isUtf8(line)) throw cliErrors.malformedLine({ problem: 'it is not UTF-8.', example });
  let json: ExactJson;
  try {
    json = readExactJson(line.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw cliErrors.malformedLine({ problem: `${error.message}.`, example });
    throw error;
  }
  if (!isExactObject(json)) throw cliErrors.malformedLine({ problem: 'it is no object.', example });
  return json;
}

function checkKeys(line: ExactObject, { keys, example }: LineKind): void {
  for (const key of Object.keys(line)) {
    if (keys.includes(key)) continue;
    const nearest = nearestName(key, keys);
    const meant = nearest === null ? `it may have ${keys.join(', ')}` : `did you mean ${nearest}?`;
    throw cliErrors.malformedLine({ problem: `it has the key "${key}": ${meant}`, example });
  }
}
