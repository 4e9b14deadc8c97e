import { isJsonObject } from '@plinth/foundation';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import { signedParts } from '../expressions/sql-values.ts';
import { decidedByKey, type FieldModel } from '../model/entity-model.ts';

/** The value of a record's field as its columns take it: JSON that PostgreSQL reads by the column's type. */
export function columnValues(field: FieldModel, values: RecordValues): Record<string, unknown> {
  const own = valueColumns(field, values[field.key]);
  return field.decided === null ? own : { ...own, [field.decided.column]: decidedBy(values, field) };
}

/** Which version of which decision gave a field's value; null where none did. */
export function decidedBy(values: RecordValues, { key }: FieldModel): string | null {
  const all = values[decidedByKey];
  const by = isJsonObject(all) && Object.hasOwn(all, key) ? all[key] : null;
  return typeof by === 'string' ? by : null;
}

function valueColumns(field: FieldModel, value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) {
    return field.currencyColumn === null ? { [field.column]: null } : { [field.column]: null, [field.currencyColumn]: null };
  }
  switch (field.record.type) {
    case 'integer':
    case 'decimal':
      return { [field.column]: String(value) };
    case 'money': {
      if (field.currencyColumn === null) return { [field.column]: String(value) };
      const { amount, currency } = value as { readonly amount?: unknown; readonly currency?: unknown };
      return { [field.column]: String(amount), [field.currencyColumn]: currency };
    }
    case 'duration':
      return { [field.column]: signedParts(String(value)) };
    default:
      return { [field.column]: value };
  }
}
