import { childrenOfKind, type Definition, type DefinitionRecord, labelFromKey, nameForPeople, recordsOf } from '@plinth/app-definition';

const longest = 80;

/** What a record is called on the screen: its label where it has one. */
export function recordTitle(record: DefinitionRecord): string {
  const label = 'label' in record ? record.label : undefined;
  const title = label === undefined || label === '' ? titleOfComponent(record) : label;
  return title.length > longest ? `${title.slice(0, longest)}…` : title;
}

function titleOfComponent(record: DefinitionRecord): string {
  if (record.kind === 'permission') return labelFromKey(record.entity.replace(/^entity:/, ''));
  if (record.kind !== 'component') return nameForPeople(record);
  const { text, label, title } = record.properties;
  const words = [record.name, text, label, title].find((each) => typeof each === 'string' && each !== '');
  return typeof words === 'string' ? words : labelFromKey(record.component.replace(/^.*\./, ''));
}

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
