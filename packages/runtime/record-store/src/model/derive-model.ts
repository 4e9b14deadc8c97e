import {
  appOf,
  type Definition,
  decisionMark,
  decisionsOf,
  entitiesOf,
  type FieldRecord,
  fieldsOf,
  indexesOf,
  type RecordOf,
  recordsOf,
  relationsOf,
  rolesOf,
} from '@plinth/app-definition';
import { quoteIdentifier } from '@plinth/database';
import { recordErrors } from '../errors.ts';
import { askedDecisions } from '../expressions/asked-decisions.ts';
import { type ComputedValue, type ComputedValues, noComputedValues } from '../expressions/computed-value.ts';
import { deriveAttached } from './attached-entity.ts';
import { entityConstraints } from './entity-constraints.ts';
import {
  type ApplicationModel,
  type CatalogName,
  decidedByKey,
  type EntityModel,
  type FieldModel,
  type RelationModel,
} from './entity-model.ts';
import { findSource, requireSameSource, type Source, targetOf } from './entity-source.ts';
import { fieldColumns, hasCurrencyColumn } from './field-columns.ts';
import { choosePhysicalName } from './physical-name.ts';
import { SettingsModel } from './settings-model.ts';
import { userModel } from './user-model.ts';

export interface ModelOptions {
  readonly environmentId: string;
  /** The modules that the definition depends on, by key. */
  readonly dependencies?: ReadonlyMap<string, Definition>;
  /** Physical names chosen earlier in the environment for the definition and those it depends on. */
  readonly names?: readonly CatalogName[];
  /** Names of the tables that the environment has, of whatever definition. */
  readonly takenTables?: readonly string[];
  /** What expressions of entities may call; without it nothing can be written that asks a decision. */
  readonly computedValues?: ComputedValues;
}

/** Name of the PostgreSQL schema with an environment's records. */
export function environmentSchema(environmentId: string): string {
  if (!/^[0-9a-z]{1,40}$/.test(environmentId)) throw recordErrors.noEnvironment();
  return `env_${environmentId}`;
}

const reservedColumns = ['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at'];
const reservedKeys = new Set(['id', 'version']);

/** The entities of an application with their tables, columns and constraints; the same for the same definition and names. */
export function deriveModel(definition: Definition, options: ModelOptions): ApplicationModel {
  const app = appOf(definition);
  if (app === null)
    throw recordErrors.badModel({ entity: 'app', member: 'id', reason: 'there is no root record', hint: 'Add plinth.yaml.' });
  const schema = environmentSchema(options.environmentId);
  const names = new PhysicalNames(options.names ?? [], options.takenTables ?? []);
  const sources: Source[] = entitiesOf(definition).map((entity) => ({ definition, definitionKey: app.key, entity, key: entity.key }));
  for (const [moduleKey, module] of options.dependencies ?? []) {
    for (const entity of entitiesOf(module))
      sources.push({ definition: module, definitionKey: moduleKey, entity, key: `${moduleKey}/${entity.key}` });
  }
  const entities = new Map<string, EntityModel>();
  const callable = new Map<Definition, ReadonlyMap<string, ComputedValue>>();
  for (const owner of new Set(sources.map((source) => source.definition)))
    callable.set(owner, (options.computedValues ?? noComputedValues)(owner));
  const own = sources.filter(({ entity }) => entity.source === undefined);
  const tables = new Map(own.map((source) => [source.key, tableName(source, names)]));
  for (const source of sources) {
    const attached = source.entity.source !== undefined;
    const entity = attached ? deriveAttached(source, sources) : deriveEntity(source, schema, tables, names, sources);
    entities.set(source.key, { ...entity, decisions: callable.get(source.definition) ?? new Map() });
  }
  return {
    key: app.key,
    label: app.label,
    environmentId: options.environmentId,
    schema,
    entities,
    permissions: recordsOf(definition, 'permission').map((permission) => ({
      ...permission,
      entity: entityKeyOf(permission.entity, definition),
    })),
    roles: rolesOf(definition),
    user: userModel(app.key, entities),
    settings: new SettingsModel(definition),
    imports: new Map(
      recordsOf(definition, 'import').map((record) => [record.key, { ...record, entity: entityKeyOf(record.entity, definition) }]),
    ),
    newNames: names.added,
  };
}

/** Records name entities of their own definition by id and those of others as `module/entity`. */
export function entityKeyOf(reference: string, definition: Definition): string {
  const record = definition.records.get(reference);
  return record?.kind === 'entity' ? record.key : reference;
}

class PhysicalNames {
  readonly added: CatalogName[] = [];
  readonly #known: Map<string, string>;
  readonly #tables: Set<string>;

  constructor(names: readonly CatalogName[], takenTables: readonly string[]) {
    this.#known = new Map(names.map((entry) => [`${entry.definition} ${entry.record}`, entry.name]));
    this.#tables = new Set([...takenTables, ...names.map((entry) => entry.name)]);
  }

  table(definition: string, record: string, keys: readonly string[]): string {
    return this.#name(definition, record, keys, this.#tables);
  }

  column(definition: string, record: string, keys: readonly string[], taken: Set<string>): string {
    return this.#name(definition, record, keys, taken);
  }

  known(definition: string, record: string): string | undefined {
    return this.#known.get(`${definition} ${record}`);
  }

  #name(definition: string, record: string, keys: readonly string[], taken: Set<string>): string {
    const known = this.known(definition, record);
    if (known !== undefined) return known;
    const name = choosePhysicalName(keys, taken);
    this.added.push({ definition, record, name });
    this.#known.set(`${definition} ${record}`, name);
    return name;
  }
}

function tableName(source: Source, names: PhysicalNames): string {
  return names.table(source.definitionKey, source.entity.id, [source.definitionKey, source.entity.key]);
}

function deriveEntity(
  source: Source,
  schema: string,
  tables: ReadonlyMap<string, string>,
  names: PhysicalNames,
  sources: readonly Source[],
): Omit<EntityModel, 'decisions'> {
  const { definition, definitionKey, entity, key } = source;
  const table = tables.get(key) ?? '';
  const records = fieldsOf(definition, entity.id);
  const taken = new Set(reservedColumns);
  for (const field of records) {
    for (const id of [field.id, currencyId(field), decidedById(field)]) {
      const known = names.known(definitionKey, id);
      if (known !== undefined) taken.add(known);
    }
  }
  const decisions = decisionsOf(definition)
    .map((decision) => decision.key)
    .filter((each) => records.every((record) => record.key !== each));
  const asked = ({ computed }: FieldRecord) => (computed === undefined ? [] : askedDecisions(computed, decisions));
  const reserved = new Set([...reservedKeys, ...(records.some((record) => asked(record).length > 0) ? [decidedByKey] : [])]);
  const fields = records.map((record): FieldModel => {
    if (reserved.has(record.key)) {
      throw recordErrors.badModel({
        entity: key,
        member: record.key,
        reason: 'every record has this already',
        hint: 'Choose another key.',
      });
    }
    const column = names.column(definitionKey, record.id, [record.key], taken);
    const currencyColumn = hasCurrencyColumn(record)
      ? names.column(definitionKey, currencyId(record), [record.key, 'currency'], taken)
      : null;
    const asks = asked(record);
    const decided =
      asks.length === 0
        ? null
        : {
            column: names.column(definitionKey, decidedById(record), [record.key, 'decided', 'by'], taken),
            decisions: asks,
            marks: marksOf(definition, asks),
          };
    return {
      record,
      key: record.key,
      column,
      currencyColumn,
      decided,
      columns: fieldColumns(record, column, currencyColumn, decided?.column ?? null),
      target: record.type === 'reference' ? targetOf(record, source, sources) : null,
    };
  });
  const relations = relationsOf(definition, entity.id).map((record) => deriveRelation(record, source, names, sources));
  return {
    key,
    definitionKey,
    record: entity,
    table,
    qualified: `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`,
    source: null,
    idType: 'uuid',
    historyTable: entity.history ? `${table}_history` : null,
    fields,
    fieldsByKey: new Map(fields.map((field) => [field.key, field])),
    relations: new Map(relations.map((relation) => [relation.key, relation])),
    ...entityConstraints({ schema, table, entity, fields, indexes: indexesOf(definition, entity.id), tables }),
  };
}

function currencyId(field: FieldRecord): string {
  return `${field.id}#currency`;
}

/** What tells the versions of decisions apart, of each that may answer in its time. */
function marksOf(definition: Definition, decisions: readonly string[]): readonly string[] {
  const all = decisionsOf(definition);
  const own = all.filter(({ key }) => decisions.includes(key));
  const versions = all.filter(({ versionOf }) => own.some(({ id }) => id === versionOf));
  return [...own, ...versions].map((decision) => decisionMark(definition, decision));
}

function decidedById(field: FieldRecord): string {
  return `${field.id}#decidedBy`;
}

function deriveRelation(record: RecordOf<'relation'>, source: Source, names: PhysicalNames, sources: readonly Source[]): RelationModel {
  const target = findSource(record.target, source, sources);
  if (target === undefined) {
    throw recordErrors.badModel({
      entity: source.key,
      member: record.key,
      reason: `there is no entity ${record.target}`,
      hint: 'Name an entity.',
    });
  }
  requireSameSource(source, record, target);
  if (record.through === null) {
    const linkTable = names.table(source.definitionKey, record.id, [source.definitionKey, source.entity.key, record.key]);
    return { record, key: record.key, target: target.key, column: null, linkTable };
  }
  const through = record.through;
  const field = fieldsOf(target.definition, target.entity.id).find((candidate) => candidate.id === through || candidate.key === through);
  if (field === undefined || field.type !== 'reference') {
    throw recordErrors.badModel({
      entity: source.key,
      member: record.key,
      reason: `${target.key} has no reference ${through}`,
      hint: 'Name the reference field that points back.',
    });
  }
  // The target's columns may not have been named yet.
  const taken = new Set(reservedColumns);
  for (const other of fieldsOf(target.definition, target.entity.id)) taken.add(names.known(target.definitionKey, other.id) ?? '');
  return {
    record,
    key: record.key,
    target: target.key,
    column: names.column(target.definitionKey, field.id, [field.key], taken),
    linkTable: null,
  };
}
