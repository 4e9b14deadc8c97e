import { compile, contextType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';

/** Which of the decisions an expression asks; none where it cannot be read, which is told elsewhere. */
export function askedDecisions(text: string, decisions: readonly string[]): readonly string[] {
  // Most expressions ask none, and need not be read twice.
  const possible = decisions.filter((key) => text.includes(key));
  if (possible.length === 0) return [];
  try {
    const scope = contextType(Object.fromEntries(possible.map((key) => [key, types.any])));
    const { dependencies } = compile(text, { scope, mode: 'standard' });
    return possible.filter((key) => dependencies.some(([first]) => first === key));
  } catch (error) {
    if (error instanceof PlinthError && error.fault === 'caller') return [];
    throw error;
  }
}
