import type { RecordOf } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import { type FieldSetting, hasSetting } from '../definition/field-type.ts';

type Field = RecordOf<'field'>;

/** What the grid shows of a field. */
export const columnKeys = ['label', 'key', 'type', 'required', 'unique', 'default', 'details', 'onDelete'] as const;
export type ColumnKey = (typeof columnKeys)[number];

export type CellKind = 'text' | 'choice' | 'check' | 'feel';

/** How a cell is edited; null where the field has nothing of the kind. */
export function cellKind(field: Field, column: ColumnKey): CellKind | null {
  const given = (setting: FieldSetting, kind: CellKind) => (hasSetting(field.type, setting) ? kind : null);
  switch (column) {
    case 'label':
    case 'key':
      return 'text';
    case 'type':
      return 'choice';
    case 'required':
      return field.computed === undefined ? 'check' : null;
    case 'unique':
      return given('unique', 'check');
    case 'default':
      return field.computed === undefined ? given('default', 'feel') : null;
    case 'details':
      return given('target', 'choice') ?? given('options', 'text');
    case 'onDelete':
      return given('onDelete', 'choice');
  }
}

export function columnNames(text: TextLookup): Readonly<Record<ColumnKey, string>> {
  return {
    label: text('studio.column.label', 'Label'),
    key: text('studio.column.key', 'Key'),
    type: text('studio.column.type', 'Type'),
    required: text('studio.column.required', 'Required'),
    unique: text('studio.column.unique', 'Unique'),
    default: text('studio.column.default', 'Default'),
    details: text('studio.column.details', 'Choices or target'),
    onDelete: text('studio.column.onDelete', 'On deletion'),
  };
}
