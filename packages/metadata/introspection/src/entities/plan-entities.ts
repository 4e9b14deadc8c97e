import type { Catalog, CatalogConstraint, CatalogTable } from '@plinth/database';
import { inNumber, keyOfName, labelOfWords, nameFields, type PlannedRelation, renaming, UniqueKeys, wordsOf } from '@plinth/entity-pages';
import { type PartReport, partReport } from '../report.ts';
import { type ChosenTable, chooseTables, placeOf } from './chosen-table.ts';
import type { EntityPlan, IndexPlan } from './entity-plan.ts';
import { type PlannedFields, planFields, shortened, type TargetOf } from './plan-fields.ts';

/** Everything that the tables become. */
export interface EntitiesPlan {
  readonly chosen: readonly ChosenTable[];
  /** By the place of their table. */
  readonly entities: ReadonlyMap<string, EntityPlan>;
  /** Of link tables, by their place: the relation they are. */
  readonly links: ReadonlyMap<string, { readonly entity: string; readonly relation: string }>;
  /** What changed of an entity as a whole, by the place of its table. */
  readonly changes: ReadonlyMap<string, readonly string[]>;
}

interface Named {
  readonly table: CatalogTable;
  readonly primary: readonly string[];
  readonly onlyRead: boolean;
  readonly key: string;
  readonly pluralKey: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly changes: string[];
}

/** Entities of the tables that a catalog has, of all or of those at the places wanted; the same catalog gives the same. */
export function planEntities(catalog: Catalog, attached: boolean, wanted: ReadonlySet<string> | null): EntitiesPlan {
  const chosen = chooseTables(catalog, attached, wanted);
  const named = nameEntities(chosen);
  const fields = new Map<string, PlannedFields>();
  for (const [place, { table, key }] of named) fields.set(place, planFields(catalog, table, key, targetIn(named)));
  const relations = planRelations(chosen, named, fields);
  const entities = new Map<string, EntityPlan>();
  for (const [place, entity] of named) {
    const own = fields.get(place);
    if (own !== undefined) entities.set(place, assemble(catalog, entity, own, relations.of.get(entity.key) ?? []));
  }
  return { chosen, entities, links: relations.links, changes: new Map([...named].map(([place, { changes }]) => [place, changes])) };
}

function nameEntities(chosen: readonly ChosenTable[]): ReadonlyMap<string, Named> {
  const keys = new UniqueKeys();
  const named = new Map<string, Named>();
  for (const { table, use } of chosen) {
    if (use.as !== 'entity') continue;
    const words = wordsOf(table.name);
    const [one, many] = [inNumber(words, 'one'), inNumber(words, 'many')];
    const wish = keyOfName(one, table.name);
    const inSchema = keyOfName([...wordsOf(table.schema), ...one], table.name);
    const key = keys.take(wish, ...(table.schema === 'public' ? [] : [inSchema]));
    const renamed = renaming(key, wish, keys);
    const changes = [...use.changes, ...(renamed === null ? [] : [renamed])];
    named.set(placeOf(table), {
      table,
      primary: use.key,
      onlyRead: use.onlyRead,
      key,
      pluralKey: key === wish ? keyOfName(many, table.name) : key,
      label: labelOfWords(one, table.name),
      labelPlural: labelOfWords(many, table.name),
      changes,
    });
  }
  return named;
}

/** A reference leads to a record by its primary key; what a foreign key says of other columns, no reference can. */
function targetIn(named: ReadonlyMap<string, Named>): TargetOf {
  return ({ target }) => {
    const found = target === null ? undefined : named.get(placeOf({ schema: target.schema, name: target.table }));
    if (found === undefined || target?.columns.length !== 1 || found.primary.length !== 1) return null;
    return target.columns[0] === found.primary[0] ? found.key : null;
  };
}

interface PlannedRelations {
  readonly of: ReadonlyMap<string, readonly PlannedRelation[]>;
  readonly links: EntitiesPlan['links'];
}

function planRelations(
  chosen: readonly ChosenTable[],
  named: ReadonlyMap<string, Named>,
  fields: ReadonlyMap<string, PlannedFields>,
): PlannedRelations {
  const of = new Map<string, PlannedRelation[]>();
  const keysOf = (entity: string): UniqueKeys => {
    const place = [...named].find(([, { key }]) => key === entity)?.[0] ?? '';
    return fields.get(place)?.keys ?? new UniqueKeys();
  };
  const add = (entity: string, wishes: readonly string[], relation: Omit<PlannedRelation, 'key'>): string => {
    const key = keysOf(entity).take(...wishes);
    of.set(entity, [...(of.get(entity) ?? []), { key, ...relation }]);
    return key;
  };
  for (const [place, source] of named) {
    const references = fields.get(place)?.fields.filter(({ target }) => target !== null) ?? [];
    for (const { key, label, target } of references) {
      if (target === null) continue;
      const several = target === source.key || references.filter((other) => other.target === target).length > 1;
      const by = `${source.pluralKey}By${key.charAt(0).toUpperCase()}${key.slice(1)}`;
      const words = several ? `${source.labelPlural} (${label})` : source.labelPlural;
      add(target, several ? [by] : [source.pluralKey, by], { label: words, target: source.key, through: key });
    }
  }
  const links = new Map<string, { entity: string; relation: string }>();
  for (const { table, use } of chosen) {
    if (use.as !== 'link') continue;
    const [from, to] = [use.from, use.to].map(({ target }) =>
      target === null ? undefined : named.get(placeOf({ schema: target.schema, name: target.table })),
    );
    if (from === undefined || to === undefined) continue;
    const relation = add(from.key, [to.pluralKey, `${to.pluralKey}Linked`], {
      label: to.labelPlural,
      target: to.key,
      through: null,
    });
    links.set(placeOf(table), { entity: from.key, relation });
  }
  return { of, links };
}

function assemble(catalog: Catalog, entity: Named, own: PlannedFields, relations: readonly PlannedRelation[]): EntityPlan {
  const { table, key, pluralKey, label, labelPlural, changes } = entity;
  const { indexes, indexReports, constraintReports } = planIndexes(table, own);
  const numbers = new Set(table.constraints.find(({ kind }) => kind === 'primary key')?.columns ?? []);
  return {
    table,
    primary: entity.primary,
    keyType: keyTypeOf(catalog, entity),
    key,
    pluralKey,
    label,
    labelPlural,
    description: table.comment === null ? null : shortened(table.comment, changes),
    fields: own.fields,
    relations,
    allows: entity.onlyRead ? nothing : table.allows,
    isLarge: table.isLarge,
    numbering: own.fields.filter(({ column }) => numbers.has(column)).map((field) => field.key),
    indexes,
    ...nameFields(own.fields),
    columnReports: own.columnReports,
    constraintReports: [...constraintReports, ...own.checkReports],
    indexReports,
  };
}

const nothing = { create: false, update: false, delete: false };

const keyTypes = { int2: 'integer', int4: 'integer', int8: 'integer', uuid: 'uuid' } as const;

function keyTypeOf({ types }: Catalog, { table, primary }: Named): EntityPlan['keyType'] {
  const type = types.get(table.columns.find(({ name }) => name === primary[0])?.typeId ?? 0)?.name ?? '';
  return Object.hasOwn(keyTypes, type) ? keyTypes[type as keyof typeof keyTypes] : 'text';
}

/** Keys of several columns and indexes; those of one column are said by the field. */
function planIndexes(table: CatalogTable, own: PlannedFields) {
  const keys = new UniqueKeys();
  const indexes: IndexPlan[] = [];
  const byColumn = new Map(own.fields.map((field) => [field.column, field]));
  const add = (name: string, columns: readonly string[], unique: boolean): { readonly as: string } | { readonly reason: string } => {
    const fields = columns.map((column) => byColumn.get(column));
    const kept = fields.flatMap((field) => (field === undefined ? [] : [field]));
    if (kept.length < columns.length) return { reason: 'a column of it is no field' };
    if (kept.some(({ shape }) => shape.type === 'json' || shape.type === 'multiChoice'))
      return { reason: 'no index of records holds lists or JSON' };
    const [only] = kept;
    if (only !== undefined && kept.length === 1 && (unique || only.target !== null)) return { as: only.key };
    const key = keys.take(
      keyOfName(wordsOf(name), name),
      `by${kept.map((field) => field.key.charAt(0).toUpperCase() + field.key.slice(1)).join('')}`,
    );
    indexes.push({ key, fields: kept.map((field) => field.key), unique });
    return { as: key };
  };
  const constraintReports: PartReport[] = [];
  for (const constraint of table.constraints) {
    if (constraint.kind === 'check') continue;
    constraintReports.push(partReport(constraint.name, constraint.definition, constraintFate(constraint, own, add)));
  }
  const indexReports = table.indexes.map((index) =>
    partReport(
      index.name,
      index.definition,
      index.plain ? add(index.name, index.columns, index.unique) : { reason: 'only the database has indexes of this kind' },
    ),
  );
  return { indexes, indexReports, constraintReports };
}

function constraintFate(
  constraint: CatalogConstraint,
  own: PlannedFields,
  add: (name: string, columns: readonly string[], unique: boolean) => { readonly as: string } | { readonly reason: string },
): Partial<Pick<PartReport, 'as' | 'changes' | 'reason'>> {
  switch (constraint.kind) {
    case 'primary key':
    case 'unique': {
      const changes = / NULLS NOT DISTINCT /.test(constraint.definition) ? ['it may be empty more than once'] : [];
      return { ...add(constraint.name, constraint.columns, true), changes: [...changes, ...changesOfTime(constraint.definition)] };
    }
    case 'foreign key': {
      const field = own.references.get(constraint.name);
      if (field !== undefined) return { as: field, changes: changesOfReference(constraint.definition) };
      const several = constraint.columns.length > 1;
      return {
        reason: several
          ? `a reference leads by one column, not by ${constraint.columns.length}; the columns are fields, and pages show what belongs together where all of them are equal`
          : 'a reference leads to the primary key of a table that is taken; the column is a field of its own type',
      };
    }
    default:
      return { reason: 'no field can say it; the database checks it alone' };
  }
}

/** What a foreign key says beside where it leads; PostgreSQL writes it behind the columns. */
function changesOfReference(definition: string): readonly string[] {
  const [, onUpdate] = / ON UPDATE (CASCADE|SET NULL|SET DEFAULT|RESTRICT)/.exec(definition) ?? [];
  return [
    ...(onUpdate === undefined
      ? []
      : [`what it does on update (${onUpdate.toLowerCase()}) has no place, for the id of a record never changes`]),
    ...(/ ON DELETE SET (NULL|DEFAULT) \(/.test(definition)
      ? ['which of its columns are emptied when a record is deleted is not kept']
      : []),
    ...changesOfTime(definition),
  ];
}

function changesOfTime(definition: string): readonly string[] {
  return [
    ...(/ DEFERRABLE( |$)/.test(definition) && !/ NOT DEFERRABLE/.test(definition)
      ? ['it is checked at once, not at the end of a transaction']
      : []),
    ...(/ NOT VALID$/.test(definition) ? ['it holds for all records, also where rows that were there before break it'] : []),
  ];
}
