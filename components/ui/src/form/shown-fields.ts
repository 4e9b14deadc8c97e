import type { EntityDescription, FieldDescription } from '@plinth/component-kit';
import type { FormField } from './form-field.ts';

export interface ShownField {
  readonly field: FieldDescription;
  readonly wish: FormField;
}

/** The fields a form shows: those the maker named, or all; of each, only what the person may see. Computed ones only of a record. */
export function shownFields(
  entity: EntityDescription,
  wishes: readonly (FormField | string)[] | null,
  existing: boolean,
): readonly ShownField[] {
  if (wishes === null || wishes.length === 0) {
    return entity.fields.filter((field) => existing || !field.readOnly).map((field) => ({ field, wish: { field: field.key } }));
  }
  return wishes.flatMap((one) => {
    const wish = typeof one === 'string' ? { field: one } : one;
    const field = entity.fields.find((candidate) => candidate.key === wish.field);
    return field ? [{ field, wish }] : [];
  });
}
