import type { DecisionExplanation } from '@plinth/component-contract';
import type { FeelValue } from '@plinth/expression';
import { asPlinthError, PlinthError } from '@plinth/foundation';
import { cliErrors } from '../errors.ts';
import { printTypeOf } from './evaluate-expression.ts';
import { toExactJson } from './exact-json.ts';

/** What an evaluation came to. */
interface Result {
  readonly value: FeelValue;
  readonly diagnostics: readonly object[];
  readonly explanation?: DecisionExplanation | null;
}

/** A result as it is printed with --json; `JSON.stringify` writes its numbers with every digit. */
export function resultJson({ value, diagnostics, explanation = null }: Result) {
  // The value first: it is known to be small enough to be looked at then.
  const json = toExactJson(value);
  return {
    value: json,
    type: printTypeOf(value),
    diagnostics,
    ...(explanation === null ? {} : { explanation }),
  };
}

/** Whatever an evaluation threw; texts, lists and calls that outgrow what the machine can hold are the caller's mistake. */
export function evaluationError(thrown: unknown): PlinthError {
  if (thrown instanceof RangeError) {
    const limit = thrown.message.includes('call stack') ? 'a stack of calls this deep' : 'a text or list this long';
    return cliErrors.tooLarge({ limit }, { cause: thrown });
  }
  return thrown instanceof PlinthError ? thrown : asPlinthError(thrown);
}

/** An error as it is printed with --json. */
export function errorJson({ code, message, hint, details }: PlinthError) {
  return { code, message, hint, ...details };
}
