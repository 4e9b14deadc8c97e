import {
  type Closure,
  compile,
  compileClosure,
  contextType,
  type FeelContext,
  type FeelValue,
  type NullReason,
  positionOf,
  printType,
  scopeOf,
  typeOfValue,
} from '@plinth/expression';
import { BoundedCache } from '@plinth/foundation';

/** Why something is null, with its place as line and column from 1 and as UTF-16 offsets. */
export interface ExpressionDiagnostic {
  readonly severity: NullReason['severity'];
  readonly message: string;
  readonly position: { readonly line: number; readonly column: number; readonly from: number; readonly to: number };
}

export interface ExpressionResult {
  readonly value: FeelValue;
  readonly diagnostics: readonly ExpressionDiagnostic[];
}

const mostCompiled = 1000;
/** What is longer is compiled each time: a thousand of them would be more than memory holds. */
const longestKey = 20_000;
const mostDiagnostics = 100;

/** Evaluates FEEL over values whose types are found in themselves; what was compiled is kept by text and types. */
export class ExpressionEvaluator {
  readonly #compiled = new BoundedCache<Closure>(mostCompiled);

  /** `strict` refuses what the types show to be wrong; otherwise it is null at run time, as the standard says. Throws `expression.invalid`. */
  evaluate(text: string, context: FeelContext, strict: boolean): ExpressionResult {
    const type = typeOfValue(context);
    const scope = type.kind === 'context' ? type : contextType({});
    const key = `${strict}${JSON.stringify(scope)}${text}`;
    const make = () => compileClosure(compile(text, { scope, mode: strict ? 'strict' : 'standard' }));
    const run = key.length > longestKey ? make() : this.#compiled.get(key, make);
    const diagnostics: ExpressionDiagnostic[] = [];
    const now = Date.now();
    const onNull = ({ severity, message, from, to }: NullReason) => {
      if (diagnostics.length < mostDiagnostics) diagnostics.push({ severity, message, position: { ...positionOf(text, from), from, to } });
    };
    return { value: run(scopeOf(context), undefined, { now: () => now, onNull }), diagnostics };
  }
}

/** The type of a result as FEEL writes it; null is of the type null. */
export function printTypeOf(value: FeelValue): string {
  return printType(typeOfValue(value));
}
