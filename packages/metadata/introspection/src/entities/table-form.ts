import { entityForm } from '@plinth/entity-pages';
import type { EntityPlan } from './entity-plan.ts';

/** An entity as its file says it, with where its rows are if it is attached by a connection. */
export function tableForm(entity: EntityPlan, connection: string | null): object {
  const { schema, name: table } = entity.table;
  const { primary: key, keyType } = entity;
  const attached = connection !== null;
  return {
    ...entityForm(entity),
    ...(attached ? { source: { connection, schema, table, key, ...(key.length === 1 && keyType !== 'text' ? { keyType } : {}) } } : {}),
    ...(attached ? { fields: Object.fromEntries(entity.fields.map(({ key, form, column }) => [key, { ...form, column }])) } : {}),
    // The other database has the indexes that it has.
    indexes: Object.fromEntries(
      (attached ? [] : entity.indexes).map(({ key, fields, unique }) => [key, { fields, ...(unique ? { unique } : {}) }]),
    ),
  };
}
