import { childrenOf, type Definition, type RecordOf } from '@plinth/app-definition';
import type { ComponentsById } from '../component-titles.ts';

/** A line of the outline: a component, or the name of a slot beside others. */
export type OutlineRow = LinePlace &
  (
    | { readonly kind: 'component'; readonly record: RecordOf<'component'>; readonly open: boolean | null }
    | { readonly kind: 'slot'; readonly parent: string; readonly slot: string; readonly label: string }
  );

/** Where a line stands. */
interface LinePlace {
  readonly depth: number;
  /** Its number among the lines beside it, from 1. */
  readonly position: number;
  /** How many lines stand beside each other there, itself too. */
  readonly siblings: number;
}

/** The lines of a page, those of folded components left out; `chosen` are the selected ones. */
export function outlineRows(
  definition: Definition,
  page: string,
  components: ComponentsById,
  folded: ReadonlySet<string>,
  chosen: ReadonlySet<string>,
): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const addAll = (records: readonly RecordOf<'component'>[], depth: number, before = 0): void => {
    for (const [at, record] of records.entries()) add(record, { depth, position: before + at + 1, siblings: before + records.length });
  };
  const add = (record: RecordOf<'component'>, place: LinePlace): void => {
    const slots = Object.entries(components.get(record.component)?.ui?.slots ?? {});
    const children = childrenOf(definition, record.id);
    const several = slots.length > 1;
    // A slot is named where something stands in it, and where it waits for something because its component is selected.
    const named = several
      ? slots.filter(([slot]) => chosen.has(record.id) || (slot !== 'children' && children.some((child) => child.slot === slot)))
      : [];
    const open = children.length === 0 && named.length === 0 ? null : !folded.has(record.id);
    rows.push({ kind: 'component', record, open, ...place });
    if (open !== true) return;
    const depth = place.depth + 1;
    const shown = new Set(named.map(([slot]) => slot));
    // What stands in a slot that there is not is shown all the same, or nobody could mend it.
    const unnamed = children.filter(({ slot }) => !shown.has(slot));
    for (const [at, [slot, { label }]] of named.entries()) {
      rows.push({ kind: 'slot', parent: record.id, slot, label, depth, position: at + 1, siblings: named.length + unnamed.length });
      addAll(
        children.filter((child) => child.slot === slot),
        depth + 1,
      );
    }
    addAll(unnamed, depth, named.length);
  };
  addAll(childrenOf(definition, page), 0);
  return rows;
}
