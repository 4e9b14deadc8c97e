import { labelFromKey } from '../files/wording.ts';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';
import { nameForPeople } from './violation.ts';

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
