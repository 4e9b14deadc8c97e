import { feelText } from '../names/feel-text.ts';
import type { PlannedEntity, PlannedField } from './planned-entity.ts';

/** An entity as its file says it. */
export function entityForm(entity: PlannedEntity): object {
  return {
    label: entity.label,
    ...(entity.labelPlural === entity.label ? {} : { labelPlural: entity.labelPlural }),
    ...(entity.description === null ? {} : { description: entity.description }),
    ...(entity.named.length === 0 ? {} : { title: titleOf(entity) }),
    ...(entity.searched.length === 0 ? {} : { search: entity.searched }),
    fields: Object.fromEntries(entity.fields.map(({ key, form }) => [key, form])),
    relations: Object.fromEntries(
      entity.relations.map(({ key, label, target, through }) => [key, { label, target, ...(through === null ? {} : { through }) }]),
    ),
  };
}

/** FEEL that names a record of which the fields stand below `path`; parts that may be empty do not make it so. */
export function titleOf({ named, fields, label }: PlannedEntity, path = ''): string {
  const parts = named.flatMap((key) => fields.filter((field) => field.key === key));
  const [only, ...others] = parts;
  if (only === undefined) return feelText(label);
  if (others.length === 0) return path + only.key;
  return parts.map((part) => partOf(part, path + part.key)).join(' + " " + ');
}

function partOf({ form }: PlannedField, name: string): string {
  return form.required === true ? name : `(if ${name} = null then "" else ${name})`;
}
