import { childrenOf, type Definition, type RecordOf } from '@plinth/app-definition';
import type { ComponentsById } from '../component-titles.ts';

/** A line of the outline: a component, or the name of a slot beside others. */
export type OutlineRow =
  | { readonly kind: 'component'; readonly record: RecordOf<'component'>; readonly depth: number; readonly open: boolean | null }
  | { readonly kind: 'slot'; readonly parent: string; readonly slot: string; readonly label: string; readonly depth: number };

/** The lines of a page, those of folded components left out. Slots are named where a component has several. */
export function outlineRows(
  definition: Definition,
  page: string,
  components: ComponentsById,
  folded: ReadonlySet<string>,
): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const add = (record: RecordOf<'component'>, depth: number): void => {
    const slots = Object.entries(components.get(record.component)?.ui?.slots ?? {});
    const children = childrenOf(definition, record.id);
    const several = slots.length > 1;
    const open = children.length === 0 && !several ? null : !folded.has(record.id);
    rows.push({ kind: 'component', record, depth, open });
    if (open !== true) return;
    const known = new Set(slots.map(([name]) => name));
    for (const [slot, { label }] of several ? slots : []) {
      rows.push({ kind: 'slot', parent: record.id, slot, label, depth: depth + 1 });
      for (const child of children) if (child.slot === slot) add(child, depth + 2);
    }
    // What stands in a slot that there is not is shown all the same, or nobody could mend it.
    for (const child of children) if (!several || !known.has(child.slot)) add(child, depth + 1);
  };
  for (const record of childrenOf(definition, page)) add(record, 0);
  return rows;
}
