import {
  appOf,
  type Definition,
  type Dependencies,
  decisionsOf,
  entitiesOf,
  entityByKey,
  fieldsOf,
  foreignEntity,
  type RecordOf,
  recordOf,
  relationsOf,
  settingsOf,
} from '@plinth/app-definition';
import { type ContextType, contextType, type FeelType, listOf, type NameMeaning, types } from '@plinth/expression';
import { isJsonObject } from '@plinth/foundation';

/**
 * How much of a record is known: `rule`, only itself, of references their ids; `row`, what the database reaches over references;
 * `page`, what pages have beside that; `full`, everything that may ever stand there, also the records of relations.
 */
export type RecordForm = 'rule' | 'row' | 'page' | 'full';

const system: Readonly<Record<string, FeelType>> = {
  id: types.string,
  version: types.number,
  createdAt: types.dateTime,
  createdBy: types.string,
  updatedAt: types.dateTime,
  updatedBy: types.string,
};
const systemMeanings: Readonly<Record<string, NameMeaning>> = {
  id: { documentation: 'What tells the record from all others, for ever.' },
  version: { documentation: 'Counts the changes of the record.' },
  createdAt: { documentation: 'When the record was created.' },
  createdBy: { documentation: 'Id of who created the record.' },
  updatedAt: { documentation: 'When the record was last changed.' },
  updatedBy: { documentation: 'Id of who changed the record last.' },
  title: { documentation: 'How people know the record.' },
  allowed: { documentation: 'What may be done with the record, such as "update".' },
};
const anything = contextType({}, { open: true });

/** The types of an application's records, made when somebody asks: references lead on, also in circles. */
export class RecordTypes {
  readonly definition: Definition;
  readonly #dependencies: Dependencies | undefined;
  readonly #known = new Map<string, ContextType>();
  #decisions: ContextType | null = null;

  constructor(definition: Definition, dependencies?: Dependencies) {
    this.definition = definition;
    this.#dependencies = dependencies;
  }

  /** The entity that an id, a key or `module/key` of the definition stands for, with the definition that has it. */
  entity(reference: string): { readonly definition: Definition; readonly record: RecordOf<'entity'> } | null {
    const foreign = foreignEntity(reference);
    const definition = foreign === null ? this.definition : this.#dependencies?.get(foreign.module);
    if (definition === undefined) return null;
    const record =
      foreign === null
        ? (recordOf(definition, 'entity', reference) ?? entityByKey(definition, reference))
        : entityByKey(definition, foreign.entity);
    return record === null ? null : { definition, record };
  }

  /** A record of an entity by id, key or `module/key`; any record of one that is not known. */
  record(reference: string, form: RecordForm): ContextType {
    const found = this.entity(reference);
    return found === null ? anything : this.#record(found.definition, found.record, form);
  }

  /** `user`: what everybody has, and what the application keeps about its people. */
  get user(): ContextType {
    const known = this.#known.get('user');
    if (known !== undefined) return known;
    const entity = entitiesOf(this.definition).find(({ userBy }) => userBy !== undefined);
    const own = (entity?.userFields ?? []).flatMap((id) => recordOf(this.definition, 'field', id) ?? []);
    const meanings = new Map(own.map((field) => [field.key, meaningOfField(field)] as const));
    const type = contextType(
      {
        ...Object.fromEntries(
          own.map((field) => [field.key, field.type === 'reference' ? contextType({ id: types.string }) : fieldType(field)]),
        ),
        id: types.string,
        name: types.string,
        email: types.string,
        roles: listOf(types.string),
        groups: listOf(types.string),
      },
      { name: 'user', meaningOf: (name) => meanings.get(name) ?? userMeanings[name] },
    );
    this.#known.set('user', type);
    return type;
  }

  /** `settings`: what environments tell the application, without what is secret; no name where it declares none. */
  get settings(): Readonly<Record<string, ContextType>> {
    const records = settingsOf(this.definition).filter(({ secret }) => !secret);
    if (records.length === 0) return {};
    const known = this.#known.get('settings');
    if (known !== undefined) return { settings: known };
    const meanings = new Map(records.map((record) => [record.key, meaningOfSetting(record)] as const));
    const entries = Object.fromEntries(records.map((record) => [record.key, fieldType(record)]));
    const type = contextType(entries, { name: 'settings', meaningOf: (name) => meanings.get(name) });
    this.#known.set('settings', type);
    return { settings: type };
  }

  /** The decisions that rules of records may ask. */
  get decisions(): ContextType {
    this.#decisions ??= this.#decisionTypes();
    return this.#decisions;
  }

  #decisionTypes(): ContextType {
    const own = decisionsOf(this.definition).filter(({ versionOf }) => versionOf === undefined);
    const byKey = new Map(own.map((record) => [record.key, record] as const));
    const typeOf = ({ inputs }: RecordOf<'decision'>): FeelType => ({
      kind: 'function',
      parameters: Object.keys(inputs).map((name) => ({ name, type: types.any })),
      result: types.any,
    });
    return contextType(Object.fromEntries(own.map((record) => [record.key, typeOf(record)])), {
      meaningOf(name) {
        const record = byKey.get(name);
        return record === undefined ? undefined : { label: record.label, documentation: record.description, declaredBy: record.id };
      },
    });
  }

  #record(definition: Definition, entity: RecordOf<'entity'>, form: RecordForm): ContextType {
    const name = `${form} ${appOf(definition)?.key ?? ''} ${entity.id}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const isOnPage = form === 'page' || form === 'full';
    const entries: Record<string, FeelType> = form === 'rule' ? {} : { ...system };
    if (isOnPage) Object.assign(entries, { allowed: listOf(types.string), title: types.string });
    const meanings = new Map<string, NameMeaning>();
    const type = contextType(entries, {
      name: entity.key,
      // Keys are single words.
      plain: true,
      meaningOf: (entry) => meanings.get(entry) ?? systemMeanings[entry],
    });
    this.#known.set(name, type);
    const isOwn = definition === this.definition;
    for (const { key, id, label, target } of relationsOf(definition, entity.id)) {
      if (!isOnPage) continue;
      meanings.set(key, { label, ...(isOwn ? { declaredBy: id } : {}) });
      if (form === 'page') entries[key] = types.any;
      else define(entries, key, () => listOf(this.#referred(definition, target, form)));
    }
    for (const field of fieldsOf(definition, entity.id)) {
      meanings.set(field.key, isOwn ? meaningOfField(field) : { ...meaningOfField(field), declaredBy: undefined });
      const { target } = field;
      if (field.type !== 'reference' || target === undefined) entries[field.key] = isOnPage ? pageFieldType(field) : fieldType(field);
      else if (form === 'rule') entries[field.key] = contextType({ id: types.string });
      else define(entries, field.key, () => this.#referred(definition, target, form));
    }
    return type;
  }

  #referred(definition: Definition, target: string, form: RecordForm): ContextType {
    const own = recordOf(definition, 'entity', target);
    return own === null ? this.record(target, form) : this.#record(definition, own, form);
  }
}

const userMeanings: Readonly<Record<string, NameMeaning>> = {
  id: { documentation: 'Id of the person in the tenant.' },
  name: { documentation: 'Name of the person.' },
  email: { documentation: 'E-mail address by which the person signs in.' },
  roles: { documentation: 'Keys of the roles that the person holds in this application.' },
  groups: { documentation: 'Keys of the groups of the tenant that the person is in.' },
};

function define(entries: Record<string, FeelType>, key: string, get: () => FeelType): void {
  Object.defineProperty(entries, key, { enumerable: true, configurable: true, get });
}

function meaningOfField({ id, label, help, options }: RecordOf<'field'>): NameMeaning {
  return { label, documentation: help, declaredBy: id, values: options?.map(({ value, label }) => ({ value, label })) };
}

function meaningOfSetting({ id, label, description, options }: RecordOf<'setting'>): NameMeaning {
  return { label, documentation: description, declaredBy: id, values: options?.map(({ value, label }) => ({ value, label })) };
}

/** The FEEL type of a field's values, as rules and the database have them. */
export function fieldType(field: Pick<RecordOf<'field'>, 'type' | 'currency'>): FeelType {
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return types.number;
    case 'money':
      return field.currency === undefined ? contextType({ amount: types.number, currency: types.string }) : types.number;
    case 'boolean':
      return types.boolean;
    case 'date':
      return types.date;
    case 'time':
      return types.time;
    case 'dateTime':
      return types.dateTime;
    case 'duration':
      return types.daysDuration;
    case 'multiChoice':
      return listOf(types.string);
    case 'json':
      return types.any;
    case 'file':
      return contextType({ id: types.string, name: types.string, mediaType: types.string, size: types.number });
    default:
      return types.string;
  }
}

/** What a definition that declares settings has in scope of its expressions beside everything else: `settings`, without what is secret. */
export function settingsScope(definition: Definition): Readonly<Record<string, ContextType>> {
  return new RecordTypes(definition).settings;
}

/** The value of a setting as expressions have it: an amount whose currency is fixed is its number alone; null where there is none. */
export function plainSetting({ type, currency }: Pick<RecordOf<'setting'>, 'type' | 'currency'>, value: unknown): unknown {
  const isAmount = type === 'money' && currency !== undefined && isJsonObject(value);
  return (isAmount ? value.amount : value) ?? null;
}

/** On pages durations may be of either kind. */
function pageFieldType(field: RecordOf<'field'>): FeelType {
  return field.type === 'duration' ? types.any : fieldType(field);
}
