import type { CompositePlan, PlannedEntity } from '../entities/planned-entity.ts';
import { reservedKeys } from '../entities/reserved-keys.ts';
import { UniqueKeys } from '../names/unique-keys.ts';
import { detailPage } from './detail-page.ts';
import { listPage } from './list-page.ts';
import { namePages } from './page-names.ts';

/** Two pages for each entity, by their keys: one that lists records and has a form for new ones, and one that shows and changes a record. */
export function entityPages(
  all: readonly PlannedEntity[],
  { composites = [], taken = [] }: { readonly composites?: readonly CompositePlan[]; readonly taken?: readonly string[] } = {},
): ReadonlyMap<string, object> {
  const pages = namePages(all, taken);
  const around = { entities: new Map(all.map((entity) => [entity.key, entity])), pages, composites };
  const made = new Map<string, object>();
  for (const entity of all) {
    const names = pages.get(entity.key);
    const list = new UniqueKeys([...reservedKeys, 'editor']).take(entity.pluralKey, `${entity.pluralKey}Rows`);
    if (names === undefined) continue;
    made.set(names.list, listPage(entity, pages, list));
    made.set(names.detail, detailPage(entity, around));
  }
  return made;
}
