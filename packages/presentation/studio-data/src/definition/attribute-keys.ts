import { type Definition, fieldsOf, relationsOf } from '@plinth/app-definition';

/** Keys of the fields and relations of an entity, `except` one record: they share their names. */
export function attributeKeys(definition: Definition, entity: string, except?: string): ReadonlySet<string> {
  const records = [...fieldsOf(definition, entity), ...relationsOf(definition, entity)];
  return new Set(records.flatMap(({ id, key }) => (id === except ? [] : [key])));
}
