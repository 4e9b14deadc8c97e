import { type Definition, decisionsOf, entitiesOf, fieldsOf, type RecordOf, recordOf } from '@plinth/app-definition';
import { type ContextType, contextType, type FeelType, listOf, types } from '@plinth/expression';

const everyRecord: Readonly<Record<string, FeelType>> = {
  id: types.string,
  version: types.number,
  createdAt: types.dateTime,
  createdBy: types.string,
  updatedAt: types.dateTime,
  updatedBy: types.string,
};

/** The FEEL type of a field's values; of a reference what is known without reading on: its id. */
export function fieldFeelType(field: RecordOf<'field'>): FeelType {
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
    case 'reference':
      return contextType({ id: types.string });
    default:
      return types.string;
  }
}

/** What defaults, computed values and validations of an entity may name: its fields, `user`, and decisions. */
export function ruleScope(definition: Definition, entity: string): ContextType {
  return kept(definition, `rule ${entity}`, () => {
    const fields = fieldsOf(definition, entity).map((field) => [field.key, fieldFeelType(field)] as const);
    // What a decision takes and gives is checked where it is planned; here its name is known.
    const decisions = decisionsOf(definition).map(({ key }) => [key, types.any] as const);
    return contextType({ ...Object.fromEntries(decisions), user: userType(definition), ...Object.fromEntries(fields) });
  });
}

/** What titles and row rules may name: the fields, over references too, what every record has, and `user`. */
export function recordScope(definition: Definition, entity: string): ContextType {
  return kept(definition, `record ${entity}`, () => {
    const record = recordType(definition, entity);
    const entries: Record<string, FeelType> = { user: userType(definition) };
    // Copied as they are: reading the getters of references would follow circles.
    Object.defineProperties(entries, Object.getOwnPropertyDescriptors(record.entries));
    return contextType(entries);
  });
}

function recordType(definition: Definition, id: string): ContextType {
  return kept(definition, `type ${id}`, () => {
    const entries: Record<string, FeelType> = { ...everyRecord };
    for (const field of fieldsOf(definition, id)) {
      const get = (): FeelType => {
        if (field.type !== 'reference') return fieldFeelType(field);
        const target = recordOf(definition, 'entity', field.target ?? '');
        // What another definition owns is only known where it is published.
        return target === null ? types.any : recordType(definition, target.id);
      };
      Object.defineProperty(entries, field.key, { enumerable: true, configurable: true, get });
    }
    return contextType(entries, { name: recordOf(definition, 'entity', id)?.key ?? id });
  });
}

/** `user`: what everybody has, and what the application keeps about its people. */
function userType(definition: Definition): ContextType {
  const people = entitiesOf(definition).find(({ userBy }) => userBy !== undefined);
  const own = (people?.userFields ?? []).flatMap((id) => {
    const field = recordOf(definition, 'field', id);
    return field === null ? [] : [[field.key, fieldFeelType(field)] as const];
  });
  return contextType({
    ...Object.fromEntries(own),
    id: types.string,
    name: types.string,
    email: types.string,
    roles: listOf(types.string),
    groups: listOf(types.string),
  });
}

const scopes = new WeakMap<Definition, Map<string, ContextType>>();

/** Made once for each state of a definition: what is compiled in a scope is remembered by it. */
function kept(definition: Definition, name: string, make: () => ContextType): ContextType {
  let known = scopes.get(definition);
  if (known === undefined) {
    known = new Map();
    scopes.set(definition, known);
  }
  let scope = known.get(name);
  if (scope === undefined) {
    scope = make();
    known.set(name, scope);
  }
  return scope;
}
