import type { EntityDescription } from '@plinth/component-kit';
import { readReference } from '../reference-picker/reference.ts';

/** Values as the record API takes them: references by id, exact numbers as text. */
export function storedValues(entity: EntityDescription, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const stored: Record<string, unknown> = {};
  for (const field of entity.fields) {
    if (!(field.key in values) || field.readOnly) continue;
    const value = values[field.key] ?? null;
    if (value === null) stored[field.key] = null;
    else if (field.type === 'reference') stored[field.key] = readReference(value)?.id ?? null;
    else if (field.type === 'decimal' || (field.type === 'money' && typeof value === 'number')) stored[field.key] = String(value);
    else stored[field.key] = value;
  }
  return stored;
}
