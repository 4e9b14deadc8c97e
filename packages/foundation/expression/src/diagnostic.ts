import type { PlinthError } from '@plinth/foundation';
import { expressionErrors } from './errors.ts';

/** A finding about an expression, with its place as UTF-16 offsets. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: 'syntax' | 'unknown-name' | 'unknown-function' | 'unknown-property' | 'type' | 'arguments' | 'limit';
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** What would have been right there. */
  readonly expected?: string;
  /** The nearest name that exists. */
  readonly suggestion?: string;
}

/** The error of an expression with findings: line and column of the first in its message, all in its details. */
export function invalidExpression(text: string, diagnostics: readonly Diagnostic[]): PlinthError {
  const [first] = diagnostics;
  const place = positionOf(text, first?.from ?? 0);
  const suggestion = first?.suggestion === undefined ? undefined : `Did you mean ${first.suggestion}?`;
  const expected = first?.expected === undefined ? undefined : `Expected here: ${first.expected}.`;
  return expressionErrors.invalid(
    {
      problem: `${first?.message ?? 'it is empty'} (line ${place.line}, column ${place.column})`,
      suggestion: suggestion ?? expected ?? 'Correct the marked part.',
    },
    { details: { diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic })) } },
  );
}

/** Line and column, both from 1, of an offset. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
