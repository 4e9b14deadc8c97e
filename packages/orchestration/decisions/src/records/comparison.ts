import {
  type ContextType,
  compile,
  compileClosure,
  contextType,
  type FeelContext,
  type FeelType,
  type FeelValue,
  fromJson,
  isNumber,
  printValue,
  scopeOf,
} from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';

/** A value of a record beside the answer to it, both as text. */
export interface ComparedPair {
  readonly expected: string;
  readonly given: string;
}

/** How often each pair was there. */
export class Confusion {
  readonly #counts = new Map<string, { readonly pair: ComparedPair; count: number }>();

  add(pair: ComparedPair): void {
    const name = JSON.stringify([pair.expected, pair.given]);
    const known = this.#counts.get(name);
    if (known === undefined) this.#counts.set(name, { pair, count: 1 });
    else known.count++;
  }

  /** In the order of the texts. */
  cells(): readonly (ComparedPair & { readonly count: number })[] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { pair, count }]) => ({ ...pair, count }));
  }
}

/** A FEEL text over a record and, where it is about an answer, its `result`. Throws `expression.invalid`. */
export function comparedText(text: string, record: ContextType, result?: FeelType) {
  const entries = result === undefined ? record.entries : { ...record.entries, result };
  const closure = compileClosure(compile(text, { scope: contextType(entries) }));
  return (values: FeelContext, answer: JsonValue = null): string => {
    const scope = result === undefined ? values : { ...values, result: fromJson(result, answer) };
    return shown(closure(scopeOf(scope)));
  };
}

function shown(value: FeelValue): string {
  return typeof value === 'string' || isNumber(value) ? String(value) : printValue(value);
}
