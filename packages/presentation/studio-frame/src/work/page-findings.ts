import { type Definition, type DefinitionRecord, pageOf, pagesOf, queriesOf, recordsOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';

/** Something that can be published, but that people or their devices would suffer from. */
export interface PageFinding {
  readonly kind: 'accessibility' | 'performance';
  readonly record: string;
  readonly finding: 'unlabelled' | 'no-alternative' | 'many-components' | 'many-queries';
  /** How many there are, where that is the matter. */
  readonly count: number;
}

/** Beyond these a page is slow to open on an ordinary phone. */
export const mostComponents = 300;
export const mostQueries = 12;

/** What is missing for people who do not see the page, and what makes pages slow. */
export function pageFindings(definition: Definition, components: readonly ComponentMetadata[]): readonly PageFinding[] {
  const known = new Map(components.map((each) => [each.id, each]));
  const counts = new Map<string, number>();
  const findings: PageFinding[] = [];
  for (const component of recordsOf(definition, 'component')) {
    const page = pageOf(definition, component)?.id;
    if (page !== undefined) counts.set(page, (counts.get(page) ?? 0) + 1);
    const metadata = known.get(component.component);
    const lacks = (name: string) => Object.hasOwn(metadata?.ui?.properties ?? {}, name) && !said(component, name);
    const is = { kind: 'accessibility', record: component.id, count: 0 } as const;
    if (metadata?.ui?.role === 'img' && lacks('description')) findings.push({ ...is, finding: 'no-alternative' });
    else if (metadata?.category === 'input' && lacks('label')) findings.push({ ...is, finding: 'unlabelled' });
  }
  for (const { id } of pagesOf(definition)) {
    const count = counts.get(id) ?? 0;
    const queries = queriesOf(definition, id).length;
    if (count > mostComponents) findings.push({ kind: 'performance', record: id, finding: 'many-components', count });
    if (queries > mostQueries) findings.push({ kind: 'performance', record: id, finding: 'many-queries', count: queries });
  }
  return findings;
}

function said(record: Extract<DefinitionRecord, { kind: 'component' }>, name: string): boolean {
  const value = record.properties[name];
  return value !== undefined && value !== null && String(value).trim() !== '';
}
