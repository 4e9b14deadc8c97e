import { type Queryable, quoteIdentifier, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { ApplicationModel, CatalogName, EntityModel } from '../model/entity-model.ts';
import { createEnvironmentTableSql, createSchemaSql, environmentTables } from './environment-tables.ts';
import { type ExistingTable, introspect, namesOfOthers } from './introspect.ts';
import type { MigrationPlan, MigrationProblem, MigrationStep } from './migration-plan.ts';
import { type DefaultLiteral, planTableChanges } from './plan-changes.ts';
import { createTableStep, historyTableStep, linkTableStep, tableStep } from './plan-table.ts';

export interface PlanOptions {
  /** Destroy the tables and columns of what the definition has no longer; otherwise they are kept out of sight. */
  readonly allowDrops?: boolean;
  readonly defaultLiteral?: DefaultLiteral;
  /** Whether to look for rows that stand against it; without, the steps are the same but for values to fill in. */
  readonly readRows?: boolean;
  /** Names chosen earlier in the environment. */
  readonly names: readonly CatalogName[];
}

/** What the database needs to hold the model: ordered steps with their cost, or why it is impossible. Changes nothing. */
export async function planModel(
  context: RequestContext,
  queryable: Queryable,
  model: ApplicationModel,
  options: PlanOptions,
): Promise<MigrationPlan> {
  const existing = await introspect(context, queryable, model.schema, tablesOfInterest(model, options.names));
  const { allowDrops = false, defaultLiteral = () => null, readRows = true } = options;
  const steps: MigrationStep[] = environmentSteps(model, existing);
  const problems: MigrationProblem[] = [];
  const warnings: string[] = [];
  // What lies in another database is never changed.
  const entities = [...model.entities.values()].filter(({ source }) => source === null);

  for (const entity of entities) {
    if (!existing.has(entity.table)) steps.push(createTableStep(model, entity));
  }
  for (const entity of entities) {
    const table = existing.get(entity.table);
    if (table === undefined) continue;
    // What another definition owns is dropped only by its own migration.
    const drops = allowDrops && entity.definitionKey === model.key;
    const changes = await planTableChanges({ context, queryable, entity, existing: table, allowDrops: drops, defaultLiteral, readRows });
    steps.push(...changes.steps);
    problems.push(...changes.problems);
    warnings.push(...changes.warnings);
  }
  for (const entity of entities) {
    problems.push(...(await addKeysAndIndexes(context, queryable, entity, existing.get(entity.table), steps, readRows)));
  }
  for (const entity of entities) {
    if (entity.historyTable !== null && !existing.has(entity.historyTable))
      steps.push(historyTableStep(model, entity, entity.historyTable));
    for (const { linkTable, target } of entity.relations.values()) {
      const other = model.entities.get(target);
      if (linkTable !== null && other !== undefined && !existing.has(linkTable)) steps.push(linkTableStep(model, entity, other, linkTable));
    }
  }
  const retired = await retiredTables(context, queryable, model, existing, options.names);
  retireTables(model, retired, existing, allowDrops, steps, warnings);
  return { schema: model.schema, steps, problems, warnings };
}

function environmentSteps(model: ApplicationModel, existing: ReadonlyMap<string, ExistingTable>): MigrationStep[] {
  const missing = (Object.keys(environmentTables) as (keyof typeof environmentTables)[]).filter((table) => !existing.has(table));
  const schema =
    existing.size > 0
      ? []
      : [
          tableStep(model.schema, undefined, {
            kind: 'expand',
            summary: 'Make the schema of the environment.',
            sql: createSchemaSql(model.schema),
          }),
        ];
  return [
    ...schema,
    ...missing.map((table) =>
      tableStep(table, undefined, {
        kind: 'expand',
        summary: `Make the table ${table} of the environment.`,
        sql: createEnvironmentTableSql(model.schema, table, model.environmentId),
      }),
    ),
  ];
}

async function addKeysAndIndexes(
  context: RequestContext,
  queryable: Queryable,
  entity: EntityModel,
  existing: ExistingTable | undefined,
  steps: MigrationStep[],
  readRows: boolean,
): Promise<readonly MigrationProblem[]> {
  const problems: MigrationProblem[] = [];
  for (const index of entity.indexes) {
    if (existing?.indexes.has(index.name)) continue;
    const columns = index.fields.map((key) => entity.fieldsByKey.get(key)).filter((field) => field !== undefined);
    const known = existing !== undefined && columns.every((field) => existing.columns.has(field.column));
    if (index.unique && known && readRows) {
      const list = columns.map((field) => quoteIdentifier(field.column)).join(', ');
      const where = [
        ...columns.map((field) => `${quoteIdentifier(field.column)} is not null`),
        ...(entity.record.softDelete ? ['deleted_at is null'] : []),
      ];
      const text = `select exists (select from ${entity.qualified} where ${where.join(' and ')} group by ${list} having count(*) > 1)`;
      if ((await queryable.value<boolean>(context, statement(text))) === true) {
        problems.push({
          entity: entity.key,
          field: index.fields[0] ?? null,
          reason: 'there are records with equal values',
          hint: 'Make them different, or leave the field as not unique.',
        });
        continue;
      }
    }
    steps.push(
      tableStep(entity.table, existing, {
        kind: index.unique && existing !== undefined ? 'contract' : 'expand',
        summary: `Index ${entity.key}${index.fields.length === 0 ? ' for search' : ` by ${index.fields.join(', ')}`}.`,
        sql: `create ${index.unique ? 'unique ' : ''}index ${quoteIdentifier(index.name)} on ${entity.qualified} ${index.sql}`,
        lock: existing === undefined ? 'none' : 'SHARE',
        readsEveryRow: existing !== undefined,
      }),
    );
  }
  for (const key of entity.foreignKeys) {
    if (existing?.constraints.has(key.name)) continue;
    steps.push(
      tableStep(entity.table, existing, {
        kind: 'expand',
        summary: `Let ${key.fields.map((field) => `${entity.key}.${field}`).join(', ')} refer to what exists.`,
        sql: `alter table ${entity.qualified} add constraint ${quoteIdentifier(key.name)} ${key.sql}`,
        lock: existing === undefined ? 'none' : 'SHARE ROW EXCLUSIVE',
        readsEveryRow: existing !== undefined,
      }),
    );
  }
  return problems;
}

/** Tables that the model has or had, and those of every environment. */
function tablesOfInterest(model: ApplicationModel, names: readonly CatalogName[]): string[] {
  const history = (name: string) => [name, `${name}_history`];
  return [
    ...Object.keys(environmentTables),
    ...[...modelTables(model)].flatMap(history),
    ...names.filter(({ definition }) => definition === model.key).flatMap(({ name }) => history(name)),
  ];
}

function modelTables(model: ApplicationModel): ReadonlySet<string> {
  const tables = new Set<string>();
  for (const entity of model.entities.values()) {
    if (entity.source !== null) continue;
    tables.add(entity.table);
    for (const { linkTable } of entity.relations.values()) if (linkTable !== null) tables.add(linkTable);
  }
  return tables;
}

/** Tables of entities that are gone. The catalog has names of columns too, and one may be called like a table of another definition. */
async function retiredTables(
  context: RequestContext,
  queryable: Queryable,
  model: ApplicationModel,
  existing: ReadonlyMap<string, ExistingTable>,
  names: readonly CatalogName[],
): Promise<readonly ExistingTable[]> {
  const wanted = modelTables(model);
  const own = names.filter(({ definition, name }) => definition === model.key && !wanted.has(name)).map(({ name }) => name);
  const found = [...new Set(own)].flatMap((name) => existing.get(name) ?? []);
  const others = await namesOfOthers(
    context,
    queryable,
    model.key,
    found.map(({ name }) => name),
  );
  return found.filter(({ name }) => !others.has(name));
}

/** What becomes of tables of entities that are gone: kept, unless drops are allowed. */
function retireTables(
  model: ApplicationModel,
  retired: readonly ExistingTable[],
  existing: ReadonlyMap<string, ExistingTable>,
  allowDrops: boolean,
  steps: MigrationStep[],
  warnings: string[],
): void {
  for (const table of retired) {
    const { name } = table;
    if (!allowDrops) {
      warnings.push(`The table ${name} is kept though its entity is gone; allow drops to destroy it.`);
      continue;
    }
    const dropped = [name, `${name}_history`].filter((candidate) => existing.has(candidate));
    const sql = dropped.map((candidate) => `drop table ${quoteIdentifier(model.schema)}.${quoteIdentifier(candidate)} cascade`).join(';\n');
    steps.push(tableStep(name, table, { kind: 'drop', summary: `Destroy the table ${name} with its records.`, sql }));
  }
}
