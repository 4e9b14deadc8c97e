import type { PlannedEntity } from '../entities/planned-entity.ts';
import { UniqueKeys } from '../names/unique-keys.ts';

/** Keys of the pages of an entity. */
export interface PageNames {
  readonly list: string;
  readonly detail: string;
}

/** Each entity with its pages, by the entity's key: `albums` lists and `album` shows one; keys that are taken are left alone. */
export function namePages(entities: Iterable<PlannedEntity>, taken: readonly string[]): ReadonlyMap<string, PageNames> {
  const keys = new UniqueKeys(taken);
  const all = [...entities];
  const lists = new Map(all.map((entity) => [entity.key, keys.take(entity.pluralKey, `${entity.key}List`)]));
  return new Map(all.map(({ key }) => [key, { list: lists.get(key) ?? '', detail: keys.take(key, `${key}Details`) }]));
}

/** A page's key as its address: `orderLines` is at `order-lines`. */
export function pathOf(page: string): string {
  return page.replaceAll(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`).replaceAll('_', '-');
}
