import type { Field, Item } from '../layout/item.ts';

/** The path of an item with the numbers of occurrences, from 0: `ORDERS[2].AMOUNT`; of a table as a whole without its own number. */
export function pathText(item: Item, indexes: readonly number[], asTable = false): string {
  const steps: string[] = [];
  let depth = tableDepth(item);
  for (let each: Item | null = item; each !== null; each = each.parent) {
    if (each.table !== null) depth--;
    if (each.parent === null || (each.kind === 'group' && each.transparent)) continue;
    steps.unshift(each.table === null || (asTable && each === item) ? each.key : `${each.key}[${indexes[depth] ?? 0}]`);
  }
  return steps.join('.');
}

/** How many tables an item stands in, its own among them. */
export function tableDepth(item: Item): number {
  let depth = 0;
  for (let each: Item | null = item; each !== null; each = each.parent) if (each.table !== null) depth++;
  return depth;
}

/** The fields that count tables, each with its number. */
export function countersOf(root: Item): ReadonlyMap<Field, number> {
  const counters = new Map<Field, number>();
  const visit = (item: Item) => {
    const counter = item.table?.counter ?? null;
    if (counter !== null && !counters.has(counter)) counters.set(counter, counters.size);
    if (item.kind === 'group') item.children.forEach(visit);
  };
  visit(root);
  return counters;
}
