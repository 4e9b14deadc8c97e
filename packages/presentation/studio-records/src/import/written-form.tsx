import { useText } from '@plinth/component-kit';
import type { DateOrder, DecimalSign } from '@plinth/table-files';
import { dateTypes, numberTypes } from './import-plan.ts';

interface WrittenFormProps {
  readonly column: string;
  readonly type: string;
  readonly decimalSign: DecimalSign;
  readonly dateOrder: DateOrder;
  /** Of a reference: the fields by which it may be found, and the one that is; null: its id. */
  readonly lookups: readonly { readonly key: string; readonly label: string }[];
  readonly lookup: string | null;
  onChange(change: { readonly decimalSign?: DecimalSign; readonly dateOrder?: DateOrder; readonly lookup?: string | null }): void;
}

/** How the texts of a column are meant, where they could be meant in several ways. */
export function WrittenForm({ column, type, decimalSign, dateOrder, lookups, lookup, onChange }: WrittenFormProps) {
  const text = useText();
  if (numberTypes.has(type)) {
    return (
      <select
        aria-label={text('studio.import.decimalOf', 'How numbers are written in {column}', { column })}
        value={decimalSign}
        onChange={(event) => onChange({ decimalSign: event.currentTarget.value as DecimalSign })}
      >
        <option value=".">{text('studio.import.point', '1,234.5')}</option>
        <option value=",">{text('studio.import.decimalComma', '1.234,5')}</option>
      </select>
    );
  }
  if (dateTypes.has(type)) {
    return (
      <select
        aria-label={text('studio.import.orderOf', 'How days are written in {column}', { column })}
        value={dateOrder}
        onChange={(event) => onChange({ dateOrder: event.currentTarget.value as DateOrder })}
      >
        <option value="dmy">{text('studio.import.dayFirst', 'day, month, year')}</option>
        <option value="mdy">{text('studio.import.monthFirst', 'month, day, year')}</option>
      </select>
    );
  }
  if (type !== 'reference') return null;
  return (
    <select
      aria-label={text('studio.import.lookupOf', 'By what {column} is found', { column })}
      value={lookup ?? ''}
      onChange={(event) => onChange({ lookup: event.currentTarget.value === '' ? null : event.currentTarget.value })}
    >
      {lookups.map(({ key, label }) => (
        <option key={key} value={key}>
          {text('studio.import.foundBy', 'found by {field}', { field: label })}
        </option>
      ))}
      <option value="">{text('studio.import.foundById', 'found by its id')}</option>
    </select>
  );
}
