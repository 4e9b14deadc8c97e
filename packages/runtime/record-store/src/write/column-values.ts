import { signedParts } from '../expressions/sql-values.ts';
import type { FieldModel } from '../model/entity-model.ts';

/** A field's plain value as its columns take it: JSON that PostgreSQL reads by the column's type. */
export function columnValues(field: FieldModel, value: unknown): Record<string, unknown> {
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
