import { componentsOf, type Definition, pagesOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import type { DefinitionExpressions } from '@plinth/definition-expressions';
import { headingOrder } from './accessibility/heading-order.ts';
import { namesOfParts } from './accessibility/names-of-parts.ts';
import { targetSizes } from './accessibility/target-sizes.ts';
import { type FaintPair, type JudgedTheme, themeContrast } from './accessibility/theme-contrast.ts';
import type { Finding } from './finding.ts';
import { pageSize } from './performance/page-size.ts';
import { unboundedLists } from './performance/unbounded-lists.ts';
import { unindexed } from './performance/unindexed.ts';

export interface FindingOptions {
  /** What is known of a component; undefined where it is not installed. */
  readonly component: (id: string) => ComponentMetadata | undefined;
  /** The expressions of the same definition. */
  readonly expressions: Pick<DefinitionExpressions, 'findings'>;
  /** Which colours of a theme are too much alike; absent where nobody can tell. */
  readonly contrast?: (theme: JudgedTheme) => readonly FaintPair[];
}

/** Finds everything, a page at a time, so that whoever asks can do something else in between. */
export function* findingsOf(
  definition: Definition,
  { component, expressions, contrast }: FindingOptions,
): Generator<undefined, readonly Finding[]> {
  const findings: Finding[] = contrast === undefined ? [] : [...themeContrast(definition, contrast)];
  for (const page of pagesOf(definition)) {
    const components = componentsOf(definition, page.id);
    findings.push(
      ...pageSize(definition, page, components.length),
      ...namesOfParts(definition, page.id, components, component),
      ...headingOrder(components, component),
      ...targetSizes(components, component),
      ...unboundedLists(definition, page.id, components, component),
      ...unindexed(definition, page.id, expressions),
    );
    yield undefined;
  }
  return findings;
}
