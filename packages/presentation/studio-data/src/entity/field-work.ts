import {
  type Definition,
  type DefinitionRecord,
  entitiesOf,
  type FieldType,
  fieldTypes,
  type RecordOf,
  recordOf,
} from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import type { DefinitionExpressions } from '@plinth/definition-expressions';
import type { Edit } from '../definition/edit.ts';
import { labelField, retypeField, setOfField } from '../definition/field-edits.ts';
import { freeKey, keyFromLabel } from '../definition/free-key.ts';
import { usagesByKey } from '../definition/usages.ts';
import type { ColumnKey } from '../grid/column.ts';
import type { Choice } from '../properties/setting.tsx';
import { typeNames } from '../type-names.ts';

type Field = RecordOf<'field'>;

/** What a cell's editor begins with. */
export function cellText(field: Field, column: ColumnKey): string {
  switch (column) {
    case 'label':
    case 'key':
    case 'type':
      return field[column];
    case 'required':
    case 'unique':
      return String(field[column]);
    case 'default':
      return field.default ?? '';
    case 'details':
      return field.target ?? (field.options ?? []).map(({ label }) => label).join(', ');
    case 'onDelete':
      return field.onDelete ?? 'restrict';
  }
}

/** What may be chosen in a cell; undefined where it is written. */
export function cellChoices(definition: Definition, field: Field, column: ColumnKey, text: TextLookup): readonly Choice[] | undefined {
  if (column === 'type') {
    const names = typeNames(text);
    return fieldTypes.map((value) => ({ value, label: names[value] }));
  }
  if (column === 'onDelete') return deletionChoices(text);
  return column === 'details' && field.type === 'reference' ? entityChoices(definition) : undefined;
}

export function entityChoices(definition: Definition): readonly Choice[] {
  return entitiesOf(definition).map(({ id, key, label }) => ({ value: id, label: label.trim() === '' ? key : label }));
}

export function deletionChoices(text: TextLookup): readonly Choice[] {
  return [
    { value: 'restrict', label: text('studio.onDelete.restrict', 'Refuse') },
    { value: 'cascade', label: text('studio.onDelete.cascade', 'Delete this too') },
    { value: 'clear', label: text('studio.onDelete.clear', 'Leave empty') },
  ];
}

/** What a cell's new text does. */
export function editCell(
  expressions: DefinitionExpressions,
  field: Field,
  column: ColumnKey,
  value: string,
  text: TextLookup,
): Edit | null {
  const { definition } = expressions;
  switch (column) {
    case 'label':
      return labelField(definition, field, value.trim(), usagesByKey(expressions, field).every(isTitle(field)));
    case 'key':
      return setOfField(field, 'key', { key: value.trim() });
    case 'type':
      return retypeField(definition, field, value as FieldType, typeNames(text)[value as FieldType]);
    case 'required':
    case 'unique':
      return setOfField(field, column, { [column]: value === 'true' });
    case 'default':
      return setOfField(field, 'default', { default: value.trim() === '' ? undefined : value.trim() });
    case 'onDelete':
      return setOfField(field, 'what happens when its target is deleted', { onDelete: value });
    case 'details':
      return field.type === 'reference' ? setOfField(field, 'target', { target: value }) : setOptions(field, value);
  }
}

/** The title of the entity, where it is this field alone, goes along when its key changes. */
function isTitle(field: Field) {
  return ({ record }: { readonly record: DefinitionRecord }) => record.kind === 'entity' && record.title?.trim() === field.key;
}

/** Choices as they are written in a cell: labels with commas. One that was there keeps its value and tone. */
function setOptions(field: Field, written: string): Edit | null {
  const labels = [...new Set(written.split(',').map((label) => label.trim()))].filter((label) => label !== '');
  if (labels.length === 0) return null;
  const taken = new Set<string>();
  const options = labels.map((label) => {
    const known = field.options?.find((option) => option.label === label);
    const value = freeKey(known?.value ?? keyFromLabel(label, 'option'), taken);
    taken.add(value);
    return { ...known, value, label };
  });
  return setOfField(field, 'choices', { options });
}

/** A cell as it is read. */
export function cellWords(definition: Definition, field: Field, column: ColumnKey, text: TextLookup): string {
  const written = cellText(field, column);
  if (column === 'details' && field.type === 'reference') {
    const target = recordOf(definition, 'entity', written);
    return target === null ? written : target.label.trim() === '' ? target.key : target.label;
  }
  const choices = cellChoices(definition, field, column, text);
  return choices?.find(({ value }) => value === written)?.label ?? written;
}
