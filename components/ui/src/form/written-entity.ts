import type { EntityDescription } from '@plinth/component-kit';
import { relationFields } from '../contract/relation-field.ts';

/** An entity as a form that creates or changes its records sees it: with its relations as fields, and what is locked then read-only. */
export function writtenEntity(entity: EntityDescription, write: 'create' | 'update'): EntityDescription {
  const fields = [...entity.fields, ...relationFields(entity)];
  return { ...entity, fields: fields.map((field) => ({ ...field, readOnly: field.readOnly || field.lockedOn === write })) };
}
