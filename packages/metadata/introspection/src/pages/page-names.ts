import type { EntityPlan } from '../entities/entity-plan.ts';
import { UniqueKeys } from '../names/unique-keys.ts';

/** Keys of the pages of an entity. */
export interface PageNames {
  readonly list: string;
  readonly detail: string;
}

/** Each entity with its pages, by the entity's key: `albums` lists and `album` shows one. */
export function namePages(entities: Iterable<EntityPlan>): ReadonlyMap<string, PageNames> {
  const keys = new UniqueKeys();
  const all = [...entities];
  const lists = new Map(all.map((entity) => [entity.key, keys.take(entity.pluralKey, `${entity.key}List`)]));
  return new Map(all.map(({ key }) => [key, { list: lists.get(key) ?? '', detail: keys.take(key, `${key}Details`) }]));
}

/** A page's key as its address: `orderLines` is at `order-lines`. */
export function pathOf(page: string): string {
  return page.replaceAll(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`).replaceAll('_', '-');
}
