import { type ColumnFilter, type SkinProps, useText, type WebSkin } from '@plinth/component-kit';
import type { ComponentType } from 'react';
import { withDefaults } from '../contract/with-defaults.tsx';
import { dateInput } from '../date-input/manifest.ts';
import { DateInput } from '../date-input/web.tsx';
import { multiSelect } from '../multi-select/manifest.ts';
import { MultiSelect } from '../multi-select/web.tsx';
import { numberInput } from '../number-input/manifest.ts';
import { NumberInput } from '../number-input/web.tsx';
import { referencePicker } from '../reference-picker/manifest.ts';
import { readReference } from '../reference-picker/reference.ts';
import { ReferencePicker } from '../reference-picker/web.tsx';
import { select } from '../select/manifest.ts';
import { Select } from '../select/web.tsx';
import { textInput } from '../text-input/manifest.ts';
import { TextInput } from '../text-input/web.tsx';
import styles from './table.module.css';
import type { TableColumn } from './table-columns.ts';

const asInput = (skin: WebSkin) => skin as ComponentType<SkinProps>;
const inputs = {
  text: asInput(withDefaults(textInput, TextInput)),
  number: asInput(withDefaults(numberInput, NumberInput)),
  date: asInput(withDefaults(dateInput, DateInput)),
  choices: asInput(withDefaults(multiSelect, MultiSelect)),
  choice: asInput(withDefaults(select, Select)),
  reference: asInput(withDefaults(referencePicker, ReferencePicker)),
};

type Kind = keyof typeof inputs;

function kindOf(column: TableColumn): Kind {
  switch (column.description?.type ?? column.format) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return 'number';
    case 'date':
    case 'dateTime':
      return 'date';
    case 'choice':
    case 'multiChoice':
      return (column.description?.options?.length ?? 0) > 0 ? 'choices' : 'text';
    case 'boolean':
      return 'choice';
    case 'reference':
      return column.description?.target ? 'reference' : 'text';
    default:
      return 'text';
  }
}

/** The filters that a column's type offers, empty; the first is the usual one. */
export function operatorsOf(column: TableColumn): readonly ColumnFilter[] {
  switch (kindOf(column)) {
    case 'number':
    case 'date':
      return [
        { operator: 'atLeast', value: '' },
        { operator: 'atMost', value: '' },
        { operator: 'equals', value: '' },
      ];
    case 'choices':
      return [{ operator: 'anyOf', values: [] }];
    case 'choice':
    case 'reference':
      return [{ operator: 'equals', value: '' }];
    case 'text':
      return [
        { operator: 'contains', value: '' },
        { operator: 'equals', value: '' },
      ];
  }
}

interface FilterInputProps {
  readonly id: string;
  readonly column: TableColumn;
  readonly draft: ColumnFilter;
  readonly onDraft: (filter: ColumnFilter) => void;
}

const nothing = {};
const ignore = () => {};

/** How to compare, and with what. */
export function FilterInput({ id, column, draft, onDraft }: FilterInputProps) {
  const words = useText();
  const kind = kindOf(column);
  const operators = operatorsOf(column);
  const names: Readonly<Record<ColumnFilter['operator'], string>> = {
    contains: words('ui.table.contains', 'contains'),
    equals: words('ui.table.equals', 'is'),
    atLeast: kind === 'date' ? words('ui.table.from', 'from') : words('ui.table.atLeast', 'at least'),
    atMost: kind === 'date' ? words('ui.table.until', 'until') : words('ui.table.atMost', 'at most'),
    anyOf: words('ui.table.anyOf', 'is one of'),
  };
  const Value = inputs[kind];
  const properties = {
    label: column.label,
    labelHidden: operators.length > 1,
    autoFocus: true,
    value: 'values' in draft ? draft.values : kind === 'number' && draft.value !== '' ? draft.value : draft.value,
    ...(kind === 'choices' ? { options: column.description?.options ?? [], appearance: 'checkboxes' } : {}),
    ...(kind === 'choice'
      ? {
          options: [
            { value: 'true', label: words('ui.yes', 'Yes') },
            { value: 'false', label: words('ui.no', 'No') },
          ],
          appearance: 'radio',
        }
      : {}),
    ...(kind === 'reference' ? { entity: column.description?.target } : {}),
  };
  const change = async (payload: Readonly<Record<string, unknown>> = {}) => {
    const { value } = payload;
    if ('values' in draft) onDraft({ ...draft, values: Array.isArray(value) ? value.map(String) : [] });
    else onDraft({ ...draft, value: kind === 'reference' ? (readReference(value)?.id ?? '') : String(value ?? '') });
  };
  return (
    <>
      {operators.length > 1 && !('values' in draft) ? (
        <select
          className={styles.operator}
          aria-label={words('ui.table.comparison', 'How {label} is compared', { label: column.label })}
          value={draft.operator}
          onChange={(event) => {
            const chosen = operators.find((one) => one.operator === event.currentTarget.value);
            if (chosen && !('values' in chosen)) onDraft({ operator: chosen.operator, value: draft.value });
          }}
        >
          {operators.map(({ operator }) => (
            <option key={operator} value={operator}>
              {column.label} {names[operator]}
            </option>
          ))}
        </select>
      ) : null}
      <Value id={`${id}-filter`} properties={properties} events={{ change }} slots={nothing} rowSlots={nothing} setOutput={ignore} />
    </>
  );
}
