import { type Definition, queriesOf, type RecordOf } from '@plinth/app-definition';
import type { Finding } from '../finding.ts';

/** Beyond these a page is slow to open on an ordinary phone. */
export const mostComponents = 300;
export const mostQueries = 12;

/** Pages with very many components, or that ask for very much when they are opened. */
export function pageSize(definition: Definition, page: RecordOf<'page'>, components: number): readonly Finding[] {
  const asked = queriesOf(definition, page.id).filter(({ load }) => load === 'auto').length;
  const is = { kind: 'performance', record: page.id, fix: null } as const;
  return [
    ...(components > mostComponents
      ? [{ ...is, finding: 'many-components' as const, about: { count: components, most: mostComponents } }]
      : []),
    ...(asked > mostQueries ? [{ ...is, finding: 'many-queries' as const, about: { count: asked, most: mostQueries } }] : []),
  ];
}
