import { feelText } from '../columns/default-value.ts';
import type { EntityPlan, FieldPlan } from './entity-plan.ts';

/** An entity as its file says it, with where its rows are if it is attached by a connection. */
export function entityForm(entity: EntityPlan, connection: string | null): object {
  const { schema, name: table } = entity.table;
  const { primary: key, keyType } = entity;
  const attached = connection !== null;
  return {
    label: entity.label,
    ...(entity.labelPlural === entity.label ? {} : { labelPlural: entity.labelPlural }),
    ...(entity.description === null ? {} : { description: entity.description }),
    ...(entity.named.length === 0 ? {} : { title: titleOf(entity) }),
    ...(entity.searched.length === 0 ? {} : { search: entity.searched }),
    ...(attached ? { source: { connection, schema, table, key, ...(key.length === 1 && keyType !== 'text' ? { keyType } : {}) } } : {}),
    fields: Object.fromEntries(entity.fields.map(({ key, form, column }) => [key, attached ? { ...form, column } : form])),
    relations: Object.fromEntries(
      entity.relations.map(({ key, label, target, through }) => [key, { label, target, ...(through === null ? {} : { through }) }]),
    ),
    // The other database has the indexes that it has.
    indexes: Object.fromEntries(
      (attached ? [] : entity.indexes).map(({ key, fields, unique }) => [key, { fields, ...(unique ? { unique } : {}) }]),
    ),
  };
}

/** FEEL that names a record of which the fields stand below `path`; parts that may be empty do not make it so. */
export function titleOf({ named, fields, label }: EntityPlan, path = ''): string {
  const parts = named.flatMap((key) => fields.filter((field) => field.key === key));
  const [only, ...others] = parts;
  if (only === undefined) return feelText(label);
  if (others.length === 0) return path + only.key;
  return parts.map((part) => partOf(part, path + part.key)).join(' + " " + ');
}

function partOf({ form }: FieldPlan, name: string): string {
  return form.required === true ? name : `(if ${name} = null then "" else ${name})`;
}
