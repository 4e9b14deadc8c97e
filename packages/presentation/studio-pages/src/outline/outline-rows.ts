import { childrenOf, type Definition, type RecordOf } from '@plinth/app-definition';
import type { ComponentsById } from '../component-titles.ts';

/** A line of the outline: a component, or the name of a slot beside others. */
export type OutlineRow =
  | { readonly kind: 'component'; readonly record: RecordOf<'component'>; readonly depth: number; readonly open: boolean | null }
  | { readonly kind: 'slot'; readonly parent: string; readonly slot: string; readonly label: string; readonly depth: number };

/** The lines of a page, those of folded components left out; `chosen` are the selected ones. */
export function outlineRows(
  definition: Definition,
  page: string,
  components: ComponentsById,
  folded: ReadonlySet<string>,
  chosen: ReadonlySet<string>,
): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const add = (record: RecordOf<'component'>, depth: number): void => {
    const slots = Object.entries(components.get(record.component)?.ui?.slots ?? {});
    const children = childrenOf(definition, record.id);
    const several = slots.length > 1;
    // A slot is named where something stands in it, and where it waits for something because its component is selected.
    const named = several
      ? slots.filter(([slot]) => chosen.has(record.id) || (slot !== 'children' && children.some((child) => child.slot === slot)))
      : [];
    const open = children.length === 0 && named.length === 0 ? null : !folded.has(record.id);
    rows.push({ kind: 'component', record, depth, open });
    if (open !== true) return;
    for (const [slot, { label }] of named) {
      rows.push({ kind: 'slot', parent: record.id, slot, label, depth: depth + 1 });
      for (const child of children) if (child.slot === slot) add(child, depth + 2);
    }
    // What stands in a slot that there is not is shown all the same, or nobody could mend it.
    const shown = new Set(named.map(([slot]) => slot));
    for (const child of children) if (!shown.has(child.slot)) add(child, depth + 1);
  };
  for (const record of childrenOf(definition, page)) add(record, 0);
  return rows;
}
