import type { Entry } from '../syntax/entry.ts';
import type { Storage } from './storage.ts';

export interface Table {
  readonly minimum: number;
  readonly maximum: number;
  /** The field that says how many there are; null where there are always as many. */
  readonly counter: Field | null;
}

interface Placed {
  /** As COBOL calls it, `FILLER` where it has no name. */
  readonly name: string;
  /** What it is called among the members of its JSON object. */
  readonly key: string;
  readonly parent: Group | null;
  /** Bytes from the beginning of the record, where every table is as long as it can be. */
  readonly offset: number;
  /** Bytes of one occurrence, at most. */
  readonly size: number;
  readonly table: Table | null;
  /** The item whose bytes it describes once more. */
  readonly redefines: Item | null;
  /** Null for slack bytes, which nobody wrote. */
  readonly entry: Entry | null;
}

export interface Group extends Placed {
  readonly kind: 'group';
  readonly children: readonly Item[];
  /** Whether an occurrence may be shorter than `size`, by a table in it. */
  readonly varies: boolean;
  /** Whether its members stand in the object around it: an unnamed group is no object of its own. */
  readonly transparent: boolean;
}

export interface Field extends Placed {
  readonly kind: 'field';
  readonly storage: Storage;
  readonly varies: false;
}

export type Item = Group | Field;

/** Another name for the bytes from one item to another. */
export interface Alias {
  readonly name: string;
  readonly from: Item;
  readonly through: Item;
}

/** A record as it lies in memory: the items of one entry of level 01 or 77. */
export interface Layout {
  readonly name: string;
  /** The record itself, at offset 0. */
  readonly root: Item;
  /** Other names for some of its bytes, of level 66. */
  readonly aliases: readonly Alias[];
  /** Bytes of the shortest and the longest record. */
  readonly minimum: number;
  readonly maximum: number;
}

/** Whether nobody can name it: FILLER, or slack bytes. Only a group of them may hold what has a name. */
export function isUnnamed(item: Item): boolean {
  return item.name === 'FILLER' || item.name === 'slack';
}

/** The items that are members of an object, those of unnamed groups among them. */
export function membersOf(items: readonly Item[]): Item[] {
  return items.flatMap((item) => {
    if (item.kind === 'group' && item.transparent) return membersOf(item.children);
    return item.kind === 'field' && isUnnamed(item) ? [] : [item];
  });
}

/** The bytes of a group one after the other: each item with those that redefine it, and how many bytes they take together. */
export function areasOf(group: Group): readonly { readonly item: Item; readonly views: readonly Item[]; readonly size: number }[] {
  const views = Map.groupBy(
    group.children.filter(({ redefines }) => redefines !== null),
    ({ redefines }) => redefines,
  );
  return group.children
    .filter(({ redefines }) => redefines === null)
    .map((item) => {
      const own = views.get(item) ?? [];
      return { item, views: own, size: Math.max(lengthOf(item), ...own.map(lengthOf)) };
    });
}

/** Bytes of all occurrences. */
export function lengthOf(item: Item): number {
  return item.size * (item.table?.maximum ?? 1);
}

/** Where an item stands, by keys: `CUSTOMER.ADDRESS.CITY`, from below the record. */
export function pathOf(item: Item): string {
  const parents = item.parent === null ? [] : keysAbove(item.parent);
  return [...parents, item.key].join('.');
}

function keysAbove(group: Group): string[] {
  const above = group.parent === null ? [] : keysAbove(group.parent);
  return group.parent === null || group.transparent ? above : [...above, group.key];
}
