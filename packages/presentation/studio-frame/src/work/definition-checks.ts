import { type Definition, type DefinitionViolation, validateDefinition } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { baseTokens, checkContrast } from '@plinth/component-kit';
import type { DefinitionExpressions } from '@plinth/definition-expressions';
import type { Finding } from '@plinth/definition-findings';
import type { ArtefactView } from './artefact-view.ts';

/** What is wrong with a definition, and what can be published though somebody would suffer from it. */
export interface CheckedDefinition {
  readonly problems: readonly DefinitionViolation[];
  readonly findings: readonly Finding[];
}

/** Checks a definition; null where it was given up. */
export type CheckDefinition = (definition: Definition, signal: AbortSignal) => Promise<CheckedDefinition | null>;

/**
 * Checks while nobody waits, and asks each view what it knows of its own artefacts: what that needs is fetched when first needed, it is done a slice at a time, and of the expressions of
 * one definition after another only those of records that changed, or whose names did.
 */
export function definitionChecks(components: readonly ComponentMetadata[], views: readonly ArtefactView[]): CheckDefinition {
  const known = new Map(components.map((each) => [each.id, each] as const));
  const componentIds = new Set(known.keys());
  const component = (id: string) => known.get(id);
  const contract = (id: string) => known.get(id)?.ui;
  let expressions: DefinitionExpressions | null = null;
  let fetched: readonly [typeof import('@plinth/definition-expressions'), typeof import('@plinth/definition-findings')] | null = null;
  return async (definition, signal) => {
    await idle();
    if (signal.aborted) return null;
    const found = validateDefinition(definition, { componentIds });
    try {
      fetched ??= await Promise.all([import('@plinth/definition-expressions'), import('@plinth/definition-findings')]);
      const [{ DefinitionExpressions, inSlices }, { findingsOf }] = fetched;
      expressions = expressions === null ? new DefinitionExpressions(definition, { contract }) : expressions.at(definition);
      const inExpressions = await inSlices(expressions.violations(), signal);
      if (inExpressions === null) return null;
      // What is not well-formed means nothing yet.
      const inViews = found.length > 0 ? [] : await Promise.all(views.map((view) => view.problems?.(definition) ?? []));
      if (signal.aborted) return null;
      const contrast = (theme: Parameters<typeof checkContrast>[0]) => checkContrast(theme, baseTokens);
      const findings = await inSlices(findingsOf(definition, { component, expressions, contrast }), signal);
      return findings === null ? null : { problems: [...found, ...inExpressions, ...inViews.flat()], findings };
    } catch (thrown) {
      if (signal.aborted) return null;
      // Without a network what is not here yet cannot be fetched; the next change tries again.
      if (expressions === null) return { problems: found, findings: [] };
      throw thrown;
    }
  };
}

/** Milliseconds after which a check no longer waits until there is nothing else to do. */
const longest = 1000;

function idle(): Promise<void> {
  // Not every browser tells when it has nothing else to do.
  if (!('requestIdleCallback' in window)) return Promise.resolve();
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: longest }));
}
