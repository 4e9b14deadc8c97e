import { childrenOf, componentsOf, type Definition, type RecordOf } from '@plinth/app-definition';
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

/** What lines were made of. */
export interface OutlineSource {
  readonly definition: Definition;
  readonly page: string;
  readonly components: ComponentsById;
  readonly folded: ReadonlySet<string>;
  readonly chosen: ReadonlySet<string>;
}

/**
 * The lines after a change of the definition that moves none of them: the same, each with its record as it is now. Null where lines
 * may come, go or stand elsewhere.
 */
export function rowsInPlace(rows: readonly OutlineRow[], before: OutlineSource, after: OutlineSource): readonly OutlineRow[] | null {
  const { page, components, folded, chosen, definition } = after;
  if (before.page !== page || before.components !== components || before.folded !== folded || before.chosen !== chosen) return null;
  const [were, are] = [componentsOf(before.definition, page), componentsOf(definition, page)];
  if (were.length !== are.length) return null;
  const changed = new Map<RecordOf<'component'>, RecordOf<'component'>>();
  for (const [at, record] of are.entries()) {
    const old = were[at];
    if (old === undefined || old === record) continue;
    if (old.id !== record.id || old.parent !== record.parent || old.slot !== record.slot || old.component !== record.component) return null;
    changed.set(old, record);
  }
  // Which slots a composite has follows from what stands in it, on a page of its own.
  for (const id of before.definition.records.differing(definition.records)) {
    const old = before.definition.records.get(id);
    if (old?.kind !== 'component' || !changed.has(old)) return null;
  }
  if (changed.size === 0) return rows;
  return rows.map((row) => {
    const record = row.kind === 'component' ? changed.get(row.record) : undefined;
    return record === undefined ? row : { ...row, record };
  });
}

/** The lines of a page, those of folded components left out; `chosen` are the selected ones. */
export function outlineRows({ definition, page, components, folded, chosen }: OutlineSource): readonly OutlineRow[] {
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
