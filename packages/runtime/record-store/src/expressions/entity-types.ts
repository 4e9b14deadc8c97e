import { fieldType as valueType } from '@plinth/definition-expressions';
import type { ContextType, FeelType } from '@plinth/expression';
import { contextType, listOf, types } from '@plinth/expression';
import { type ApplicationModel, decidedByKey, type EntityModel, type FieldModel } from '../model/entity-model.ts';

/** What every record has, by key. */
export const systemTypes: Readonly<Record<string, FeelType>> = {
  id: types.string,
  version: types.number,
  createdAt: types.dateTime,
  createdBy: types.string,
  updatedAt: types.dateTime,
  updatedBy: types.string,
};

const userTypes = new WeakMap<ApplicationModel, ContextType>();

/** `user` in expressions: what everybody has, and what the application keeps about its people, of references their ids. */
export function userType(model: ApplicationModel): ContextType {
  let known = userTypes.get(model);
  if (known === undefined) {
    const own = (model.user?.fields ?? []).map((field) => [field.key, ownType(field)] as const);
    const everybody = {
      id: types.string,
      name: types.string,
      email: types.string,
      roles: listOf(types.string),
      groups: listOf(types.string),
    };
    known = contextType({ ...Object.fromEntries(own), ...everybody }, { name: 'user' });
    userTypes.set(model, known);
  }
  return known;
}

/** What a field is when only its record is known: of a reference its id. */
export function ownType(field: FieldModel): FeelType {
  return field.target === null ? fieldType(field) : contextType({ id: types.string });
}

/** FEEL types of entities. References are contexts that reach on, also in circles, so entries are made when somebody asks. */
class EntityTypes {
  readonly #model: ApplicationModel;
  readonly #known = new Map<string, ContextType>();

  constructor(model: ApplicationModel) {
    this.#model = model;
  }

  /** The type of an entity's records; `sees` leaves out fields. */
  of(entity: EntityModel, sees: (entity: EntityModel, field: string) => boolean = () => true, view = ''): ContextType {
    const name = `${view} ${entity.key}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const entries: Record<string, FeelType> = { ...systemTypes };
    const type = contextType(entries, { name: entity.key });
    this.#known.set(name, type);
    for (const field of entity.fields) {
      if (!sees(entity, field.key)) continue;
      const target = field.target === null ? undefined : this.#model.entities.get(field.target);
      Object.defineProperty(entries, field.key, {
        enumerable: true,
        configurable: true,
        get: () => (target === undefined ? fieldType(field) : this.of(target, sees, view)),
      });
    }
    return type;
  }
}

/** The FEEL type of an entity's records as they are read with what comes along: of other references only the id is there. */
export function recordType(model: ApplicationModel, entity: EntityModel, expand: readonly string[] = []): ContextType {
  const within = (key: string) => expand.flatMap((path) => (path.startsWith(`${key}.`) ? [path.slice(key.length + 1)] : []));
  const comesAlong = (key: string) => expand.some((path) => path === key || path.startsWith(`${key}.`));
  const entries: Record<string, FeelType> = { ...systemTypes, title: types.string };
  for (const field of entity.fields) {
    const target = field.target === null || !comesAlong(field.key) ? undefined : model.entities.get(field.target);
    entries[field.key] = target === undefined ? fieldType(field) : recordType(model, target, within(field.key));
  }
  const decided = entity.fields.filter((field) => field.decided !== null);
  if (decided.length > 0) entries[decidedByKey] = contextType(Object.fromEntries(decided.map(({ key }) => [key, types.string])));
  for (const { key, target } of entity.relations.values()) {
    const other = comesAlong(key) ? model.entities.get(target) : undefined;
    if (other !== undefined) entries[key] = listOf(recordType(model, other, within(key)));
  }
  return contextType(entries, { name: entity.key });
}

/** The FEEL type of a field's values. */
export function fieldType({ record, currencyColumn }: FieldModel): FeelType {
  // In a table of another database an amount has no currency beside it.
  return record.type === 'money' && currencyColumn === null ? types.number : valueType(record);
}

const typesOf = new WeakMap<ApplicationModel, EntityTypes>();

/** The types of a model's entities, made once. */
export function entityTypes(model: ApplicationModel): EntityTypes {
  let known = typesOf.get(model);
  if (known === undefined) {
    known = new EntityTypes(model);
    typesOf.set(model, known);
  }
  return known;
}

/** Names with the entries of a type over them, copied as they are: reading the getters of references would follow circles. */
export function withEntries(names: Record<string, FeelType>, entries: Readonly<Record<string, FeelType>>): Record<string, FeelType> {
  Object.defineProperties(names, Object.getOwnPropertyDescriptors(entries));
  return names;
}
