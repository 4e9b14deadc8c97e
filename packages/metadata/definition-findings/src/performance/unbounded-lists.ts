import { type Definition, queriesOf } from '@plinth/app-definition';
import type { Finding } from '../finding.ts';
import type { FindComponent, Part } from '../part.ts';

/** So many rows a list that draws all of them shows at once. */
export const mostRows = 200;

/** Lists that draw every row that they get, and may get very many. */
export function unboundedLists(definition: Definition, page: string, parts: readonly Part[], component: FindComponent): readonly Finding[] {
  const queries = new Map(queriesOf(definition, page).map((query) => [query.key, query] as const));
  return parts.flatMap((part): Finding[] => {
    const slots = Object.values(component(part.component)?.ui?.slots ?? {});
    const query = queries.get(String(part.properties.query));
    if (query === undefined || query.limit <= mostRows || !slots.some(({ perRow }) => perRow === true)) return [];
    const fix = { type: 'RECORD_UPDATE', payload: { id: query.id, path: ['limit'], value: mostRows } } as const;
    return [{ kind: 'performance', finding: 'unbounded-list', record: part.id, about: { count: query.limit, most: mostRows }, fix }];
  });
}
