import { quoteIdentifier } from '@plinth/database';
import type { ApplicationModel, ColumnModel, EntityModel } from '../model/entity-model.ts';
import { columnDeclaration } from '../model/field-columns.ts';
import type { ExistingTable } from './introspect.ts';
import { isolateTable, qualifiedName } from './isolated-table.ts';
import type { MigrationStep } from './migration-plan.ts';

type StepParts = Pick<MigrationStep, 'kind' | 'summary' | 'sql'> & Partial<Pick<MigrationStep, 'lock' | 'readsEveryRow'>>;

/** A step on a table that exists or not. */
export function tableStep(table: string, existing: ExistingTable | undefined, parts: StepParts): MigrationStep {
  return {
    table,
    lock: existing === undefined ? 'none' : 'ACCESS EXCLUSIVE',
    readsEveryRow: false,
    rows: existing === undefined ? null : Math.max(0, existing.rows),
    bytes: existing?.bytes ?? null,
    ...parts,
  };
}

const systemColumns = `id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  created_by text collate "C" not null,
  updated_at timestamptz(3) not null default now(),
  updated_by text collate "C" not null,
  deleted_at timestamptz(3)`;

/** Makes an entity's table without the constraints that refer to other tables. */
export function createTableStep(model: ApplicationModel, entity: EntityModel): MigrationStep {
  const columns = entity.fields.flatMap((field) => field.columns).map((column) => `,\n  ${columnSql(column)}`);
  const search =
    entity.searchColumn === null ? '' : `,\n  ${quoteIdentifier(entity.searchColumn.name)} tsvector ${entity.searchColumn.sql}`;
  const checks = entity.checks.map((check) => `,\n  constraint ${quoteIdentifier(check.name)} ${check.sql}`);
  return tableStep(entity.table, undefined, {
    kind: 'expand',
    summary: `Make the table of ${entity.key} with ${entity.fields.length} fields.`,
    sql: [
      `create table ${entity.qualified} (\n  ${systemColumns}${columns.join('')}${search}${checks.join('')})`,
      isolateTable(entity.qualified, model.environmentId),
    ].join(';\n'),
  });
}

export function columnSql(column: ColumnModel, notNull = column.notNull): string {
  return `${quoteIdentifier(column.name)} ${columnDeclaration(column)}${notNull ? ' not null' : ''}`;
}

/** Makes the table of earlier states. */
export function historyTableStep(model: ApplicationModel, entity: EntityModel, table: string): MigrationStep {
  const qualified = qualifiedName(model.schema, table);
  return tableStep(table, undefined, {
    kind: 'expand',
    summary: `Keep the history of ${entity.key}.`,
    sql: [
      `create table ${qualified} (
  id uuid not null,
  version integer not null,
  operation text not null check (operation in ('created', 'updated', 'deleted', 'restored')),
  at timestamptz(3) not null default now(),
  by text collate "C" not null,
  record jsonb not null,
  primary key (id, version))`,
      isolateTable(qualified, model.environmentId, 'select, insert'),
    ].join(';\n'),
  });
}

/** Makes the link table of a relation many to many. */
export function linkTableStep(model: ApplicationModel, entity: EntityModel, target: EntityModel, table: string): MigrationStep {
  const qualified = qualifiedName(model.schema, table);
  return tableStep(table, undefined, {
    kind: 'expand',
    summary: `Make the links between ${entity.key} and ${target.key}.`,
    sql: [
      `create table ${qualified} (
  source uuid not null references ${entity.qualified} on delete cascade,
  target uuid not null references ${target.qualified} on delete cascade,
  primary key (source, target))`,
      `create index on ${qualified} (target, source)`,
      isolateTable(qualified, model.environmentId, 'select, insert, delete'),
    ].join(';\n'),
  });
}
