import { childrenOfKind, type Definition, type DefinitionRecord, labelFromKey, recordsOf, recordTitle } from '@plinth/app-definition';

/** Where a record stands, as people read it: in what, and as which of it, counted from 1. */
export function placeWords(definition: Definition, record: DefinitionRecord): string {
  const parent = 'parent' in record ? definition.records.get(record.parent) : undefined;
  const siblings: readonly DefinitionRecord[] =
    parent === undefined ? recordsOf(definition, record.kind) : childrenOfKind(definition, parent.id, record.kind);
  const slot = slotOf(record);
  const number = siblings.filter((each) => slotOf(each) === slot).findIndex(({ id }) => id === record.id) + 1;
  const within = slot === undefined || slot === 'children' ? [] : [labelFromKey(slot)];
  return [...(parent === undefined ? [] : [recordTitle(parent)]), ...within, number].join(' › ');
}

function slotOf(record: DefinitionRecord): string | undefined {
  return record.kind === 'component' ? record.slot : undefined;
}
