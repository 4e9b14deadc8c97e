import type { Definition, DefinitionViolation } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import type { DefinitionExpressions } from '@plinth/definition-expressions';

/** Finds what is wrong with the expressions of a definition; null where it was given up. */
export type ExpressionProblems = (definition: Definition, signal: AbortSignal) => Promise<readonly DefinitionViolation[] | null>;

/**
 * Checks expressions while nobody waits: fetched when first needed, a slice at a time, and of one definition after another only the
 * records that changed, or whose names did.
 */
export function expressionProblems(components: readonly ComponentMetadata[]): ExpressionProblems {
  const contracts = new Map(components.map(({ id, ui }) => [id, ui] as const));
  const contract = (component: string) => contracts.get(component);
  let known: DefinitionExpressions | null = null;
  return async (definition, signal) => {
    const { DefinitionExpressions, inSlices } = await import('@plinth/definition-expressions');
    known = known === null ? new DefinitionExpressions(definition, { contract }) : known.at(definition);
    return inSlices(known.violations(), signal);
  };
}
