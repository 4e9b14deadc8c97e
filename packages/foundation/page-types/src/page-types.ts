import type { PagePlan, PlanComponent, ShellEntity, ShellField } from '@plinth/api-contract';
import type { UiContract } from '@plinth/component-contract';
import { contextType, type FeelType, listOf, parseType, types } from '@plinth/expression';

export interface PageTypesOptions {
  readonly plan: Pick<PagePlan, 'page' | 'queries' | 'components'>;
  /** The entities, with the fields that are known. */
  readonly entities: readonly ShellEntity[];
  /** Whether these are all there are, so that a name that is not among them is wrong; a browser knows only what its person may see. */
  readonly complete?: boolean;
  /** FEEL types of what the application keeps about its people, by name: `user` has them beside what everybody has. */
  readonly userTypes?: Readonly<Record<string, string>>;
  /** FEEL types of what the environment tells the application, by key; `settings` is no name where there are none. */
  readonly settingTypes?: Readonly<Record<string, string>>;
  /** What a record of an entity is; made of the entities where absent. */
  readonly recordType?: (entity: string) => FeelType;
  /** The contract of a component by id, where the player has it. */
  readonly contract: (component: string) => Pick<UiContract, 'properties' | 'outputs'> | undefined;
}

export type NamedTypes = Readonly<Record<string, FeelType>>;

const anything = contextType({}, { open: true });
const deepest = 3;

const fieldTypes: Readonly<Record<string, FeelType>> = {
  integer: types.number,
  decimal: types.number,
  boolean: types.boolean,
  date: types.date,
  time: types.time,
  dateTime: types.dateTime,
  duration: types.any,
  json: types.any,
  multiChoice: listOf(types.string),
  file: contextType({ id: types.string, name: types.string, size: types.number, mediaType: types.string }, { open: true }),
};

/** FEEL types of everything in scope on a page, so that exact decimals, dates and times in JSON are read as what they are. */
export class PageTypes {
  readonly page: NamedTypes;
  readonly #options: PageTypesOptions;
  readonly #entities: ReadonlyMap<string, ShellEntity>;
  readonly #open: { readonly open: boolean };

  constructor(options: PageTypesOptions) {
    this.#options = options;
    this.#open = { open: options.complete !== true };
    this.#entities = new Map(options.entities.map((entity) => [entity.key, entity] as const));
    const { page, queries, components } = options.plan;
    this.page = {
      parameters: contextType(
        mapTypes(page.parameters, (text) => typeOf(text)),
        this.#open,
      ),
      state: contextType(mapTypes(page.state, (entry) => typeOf(entry.type))),
      user: contextType({
        ...mapTypes(options.userTypes ?? {}, (text) => typeOf(text)),
        id: types.string,
        name: types.string,
        email: types.string,
        roles: listOf(types.string),
        groups: listOf(types.string),
      }),
      ...settingNames(options.settingTypes),
      row: types.any,
      index: types.number,
      event: types.any,
      result: types.any,
      error: contextType({ title: types.string, hint: types.string, code: types.string }),
      ...Object.fromEntries(
        components.flatMap((component) => (component.name === undefined ? [] : [[component.name, this.#outputs(component)]])),
      ),
      ...Object.fromEntries(queries.map((query) => [query.key, this.#query(query.key)])),
    };
  }

  /** The type of a query's rows. */
  rows(key: string): FeelType {
    const query = this.#options.plan.queries.find((candidate) => candidate.key === key);
    if (query === undefined) return types.any;
    if (query.columns !== undefined) {
      return contextType(
        mapTypes(query.columns, (text) => typeOf(text)),
        this.#open,
      );
    }
    return this.#record(query.entity, 0);
  }

  /** The type of an entity's records; any record of one that is not known. */
  record(key: string): FeelType {
    return this.#record(key, 0);
  }

  /** The fields of an entity by key, as its rules see them. */
  fields(key: string): NamedTypes {
    const entity = this.#entities.get(key);
    const fields = (entity?.fields ?? []).map((field) => [field.key, this.#field(field, 1)] as const);
    return { ...settingNames(this.#options.settingTypes), ...Object.fromEntries(fields), user: this.page.user ?? types.any };
  }

  #query(key: string): FeelType {
    const row = this.rows(key);
    const error = contextType({ title: types.string, hint: types.string });
    return contextType({ rows: listOf(row), first: row, count: types.number, loading: types.boolean, error });
  }

  #outputs(component: PlanComponent): FeelType {
    const contract = this.#options.contract(component.component);
    const query = Object.entries(contract?.properties ?? {}).find(([, property]) => property.editor === 'query')?.[0];
    const bound = query === undefined ? undefined : component.properties[query];
    const row = typeof bound === 'string' ? this.rows(bound) : types.any;
    const entity = component.properties.entity;
    const record = typeof entity === 'string' ? this.#record(entity, 0) : anything;
    const outputs = mapTypes(contract?.outputs ?? {}, ({ feelType }) => {
      if (feelType === 'any') return row;
      if (feelType === 'list<any>') return listOf(row);
      return feelType === 'context' ? record : typeOf(feelType);
    });
    return contextType({ ...outputs, with: types.any }, this.#open);
  }

  #record(key: string, depth: number): FeelType {
    if (this.#options.recordType !== undefined) return this.#options.recordType(key);
    const entity = this.#entities.get(key);
    if (entity === undefined) return anything;
    const fields = entity.fields.map((field) => [field.key, this.#field(field, depth + 1)] as const);
    const carried = { allowed: listOf(types.string), ...Object.fromEntries(entity.relations.map(({ key }) => [key, types.any])) };
    return contextType(
      { ...carried, ...Object.fromEntries(fields), id: types.string, version: types.number, title: types.string },
      this.#open,
    );
  }

  #field(field: ShellField, depth: number): FeelType {
    if (field.type === 'money') {
      return field.currency === undefined ? contextType({ amount: types.number, currency: types.string }) : types.number;
    }
    if (field.type === 'reference') return depth > deepest || field.target === undefined ? types.any : this.#record(field.target, depth);
    return fieldTypes[field.type] ?? types.string;
  }
}

function settingNames(known: Readonly<Record<string, string>> = {}): NamedTypes {
  return Object.keys(known).length === 0 ? {} : { settings: contextType(mapTypes(known, (text) => typeOf(text))) };
}

/** A type as the definition writes it; one the platform does not know constrains nothing. */
function typeOf(text: string): FeelType {
  try {
    return parseType(text);
  } catch {
    return types.any;
  }
}

function mapTypes<Value>(record: Readonly<Record<string, Value>>, read: (value: Value) => FeelType): NamedTypes {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, read(value)]));
}
