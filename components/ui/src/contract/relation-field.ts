import type { EntityDescription, FieldDescription } from '@plinth/component-kit';

/** Type of the fields that stand for a relation many to many; their values are lists of references. */
export const relationType = 'relation';

/** The relations many to many of an entity as fields; a field of the same key hides one. */
export function relationFields({ fields, relations }: EntityDescription): readonly FieldDescription[] {
  return relations
    .filter(({ key }) => !fields.some((field) => field.key === key))
    .map((relation) => ({ ...relation, type: relationType, required: false }));
}
