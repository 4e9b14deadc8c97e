import { type DefinitionViolation, violationOf } from '@plinth/app-definition';
import { type Diagnostic, positionOf } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';

type Steps = readonly (string | number)[];

/**
 * What is wrong at a place of a definition, found by doing there what would be done once it runs; each finding of an
 * expression with its line and column, or those of some codes. Errors that are not about what was written are thrown on.
 */
export function foundBy(
  record: { readonly id: string },
  steps: Steps,
  text: string,
  work: () => unknown,
  codes?: readonly Diagnostic['code'][],
): DefinitionViolation[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof PlinthError) || error.fault !== 'caller') throw error;
    const { diagnostics } = error.details as { readonly diagnostics?: readonly Diagnostic[] };
    if (diagnostics === undefined) return [violationOf(record, 'expression', steps, sentencePart(error.message), error.hint)];
    return diagnostics
      .filter(({ code }) => codes?.includes(code) ?? true)
      .map(({ message, from, expected, suggestion }) => {
        const { line, column } = positionOf(text, from);
        const hint =
          suggestion === undefined ? (expected === undefined ? undefined : `Expected: ${expected}.`) : `Did you mean ${suggestion}?`;
        return {
          ...violationOf(record, 'expression', steps, `${message} (line ${line}, column ${column})`, hint),
          within: { line, column },
        };
      });
  }
}

/** Violations with their places counted from the beginning of what was written, not of the expression in it. */
export function placedAfter(before: string, violations: DefinitionViolation[]): DefinitionViolation[] {
  const lines = before.split('\n').length - 1;
  const last = before.slice(before.lastIndexOf('\n') + 1).length;
  return violations.map(({ within, ...violation }) => {
    if (within === undefined) return violation;
    const { line, column } = within;
    return { ...violation, within: { line: line + lines, column: line === 1 ? column + last : column } };
  });
}

/** A violation goes on after the name of its place. */
function sentencePart(message: string): string {
  return message.replace(/\.$/, '');
}
