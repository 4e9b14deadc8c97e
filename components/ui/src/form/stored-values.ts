import type { EntityDescription } from '@plinth/component-kit';
import { relationType } from '../contract/relation-field.ts';
import { readReference, readReferences } from '../reference-picker/reference.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Values as the record API takes them: references by id, exact numbers as text, of relations what is added and removed, so
 * that what was not shown or came meanwhile stays. `before` are the values of the record; null: there is none yet.
 */
export function storedValues(entity: EntityDescription, values: Values, before: Values | null = null): Record<string, unknown> {
  const stored: Record<string, unknown> = {};
  for (const field of entity.fields) {
    if (!(field.key in values) || field.readOnly) continue;
    const value = values[field.key] ?? null;
    if (field.type === relationType) stored[field.key] = links(value, before?.[field.key], before === null);
    else if (value === null) stored[field.key] = null;
    else if (field.type === 'reference') stored[field.key] = readReference(value)?.id ?? null;
    else if (field.type === 'decimal' || (field.type === 'money' && typeof value === 'number')) stored[field.key] = String(value);
    else stored[field.key] = value;
  }
  return stored;
}

function links(value: unknown, before: unknown, isNew: boolean): unknown {
  const [now, then] = [readReferences(value), readReferences(before)].map((list) => list.map(({ id }) => id)) as [string[], string[]];
  if (isNew) return now;
  return { add: now.filter((id) => !then.includes(id)), remove: then.filter((id) => !now.includes(id)) };
}
