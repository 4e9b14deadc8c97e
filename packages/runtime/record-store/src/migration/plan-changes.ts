import { type Queryable, quoteIdentifier, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { ColumnModel, EntityModel, FieldModel } from '../model/entity-model.ts';
import { columnDeclaration } from '../model/field-columns.ts';
import type { ExistingTable } from './introspect.ts';
import { keptDecisions } from './kept-decisions.ts';
import type { MigrationProblem, MigrationStep } from './migration-plan.ts';
import { columnSql, tableStep } from './plan-table.ts';

/** Gives the SQL literal that fills a required field of existing rows, or null where its default is no constant. */
export type DefaultLiteral = (entity: EntityModel, field: FieldModel) => string | null;

export interface TableChanges {
  readonly steps: MigrationStep[];
  readonly problems: MigrationProblem[];
  readonly warnings: string[];
}

export interface ChangeInput {
  readonly context: RequestContext;
  readonly queryable: Queryable;
  readonly entity: EntityModel;
  readonly existing: ExistingTable;
  readonly allowDrops: boolean;
  readonly defaultLiteral: DefaultLiteral;
  readonly readRows: boolean;
}

const reserved = new Set(['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at']);

/** What a table that exists needs to become the entity's. */
export async function planTableChanges(input: ChangeInput): Promise<TableChanges> {
  const changes: TableChanges = { steps: [], problems: [], warnings: [] };
  const empty = !(await holds({ ...input, readRows: true }, 'true'));
  dropObsolete(input, changes);
  for (const field of input.entity.fields) {
    for (const column of field.columns) await planColumn(input, changes, field, column, empty);
  }
  retireColumns(input, changes);
  await addConstraints(input, changes, empty);
  if (!empty) changes.warnings.push(...(await keptDecisions(input)));
  return changes;
}

/** Whether some row fulfils a condition; none does where nobody looks. */
async function holds({ context, queryable, entity, readRows }: ChangeInput, condition: string): Promise<boolean> {
  return (
    readRows &&
    (await queryable.value<boolean>(context, statement(`select exists (select from ${entity.qualified} where ${condition})`))) === true
  );
}

/** Constraints and indexes whose meaning the definition has no longer. */
function dropObsolete({ entity, existing }: ChangeInput, { steps }: TableChanges): void {
  const wanted = new Set([...entity.checks, ...entity.foreignKeys, ...entity.indexes].map((constraint) => constraint.name));
  for (const name of existing.constraints) {
    if (!/^(?:ck|fk)_[0-9a-f]{20}$/.test(name) || wanted.has(name)) continue;
    const sql = `alter table ${entity.qualified} drop constraint ${quoteIdentifier(name)}`;
    steps.push(tableStep(entity.table, existing, { kind: 'expand', summary: `Lift a rule of ${entity.key}.`, sql }));
  }
  for (const name of existing.indexes) {
    if (!/^(?:uq|ix)_[0-9a-f]{20}$/.test(name) || wanted.has(name)) continue;
    const schema = entity.qualified.slice(0, entity.qualified.lastIndexOf('.'));
    const sql = `drop index ${schema}.${quoteIdentifier(name)}`;
    steps.push(tableStep(entity.table, existing, { kind: 'expand', summary: `Remove an index of ${entity.key}.`, sql }));
  }
  for (const column of existing.columns.keys()) {
    if (!/^search_[0-9a-f]{20}$/.test(column) || column === entity.searchColumn?.name) continue;
    const sql = `alter table ${entity.qualified} drop column ${quoteIdentifier(column)}`;
    steps.push(tableStep(entity.table, existing, { kind: 'expand', summary: `Search in other fields of ${entity.key}.`, sql }));
  }
}

/** From type to type without loss; everything else is refused. */
function convertible(from: string, to: string): boolean {
  if (to === 'text') return from !== 'jsonb' && from !== 'text[]';
  if (to === 'numeric') return from === 'bigint' || from.startsWith('numeric');
  const [fromScale, toScale] = [from, to].map((type) =>
    Number(/^numeric\(\d+,(\d+)\)$/.exec(type)?.[1] ?? (type === 'bigint' ? 0 : Number.NaN)),
  );
  if (fromScale !== undefined && toScale !== undefined && fromScale <= toScale) return true;
  return (from === 'date' && to === 'timestamp(3) with time zone') || (to === 'text[]' && from === 'text');
}

async function planColumn(
  input: ChangeInput,
  { steps, problems }: TableChanges,
  field: FieldModel,
  column: ColumnModel,
  empty: boolean,
): Promise<void> {
  const { entity, existing } = input;
  const name = quoteIdentifier(column.name);
  const alter = `alter table ${entity.qualified}`;
  const found = existing.columns.get(column.name);
  const refuse = (reason: string, hint: string) => problems.push({ entity: entity.key, field: field.key, reason, hint });
  const fill = () => (field.record.default === undefined ? null : input.defaultLiteral(entity, field));

  if (found === undefined) {
    const literal = column.notNull && !empty ? fill() : null;
    if (column.notNull && !empty && literal === null) {
      refuse(
        'it is required, and there are records without it',
        'Give it a constant default, or add it as optional, fill it, and require it then.',
      );
      return;
    }
    const sql = [
      `${alter} add column ${columnSql(column)}${literal === null ? '' : ` default ${literal}`}`,
      ...(literal === null ? [] : [`${alter} alter column ${name} drop default`]),
    ].join(';\n');
    steps.push(tableStep(entity.table, existing, { kind: 'expand', summary: `Add ${entity.key}.${field.key}.`, sql }));
    return;
  }
  if (found.type !== column.type) {
    if (!empty && !convertible(found.type, column.type)) {
      refuse(`values of ${found.type} cannot become ${column.type} without loss`, 'Add a new field, and move the values over.');
      return;
    }
    const using = empty ? `null::${column.type}` : column.type === 'text[]' ? `array[${name}]` : `${name}::${column.type}`;
    steps.push(
      tableStep(entity.table, existing, {
        kind: 'contract',
        summary: `Change the type of ${entity.key}.${field.key} from ${found.type} to ${column.type}.`,
        sql: `${alter} alter column ${name} type ${columnDeclaration(column)} using ${using}`,
        readsEveryRow: true,
      }),
    );
  }
  if (found.notNull && !column.notNull) {
    const sql = `${alter} alter column ${name} drop not null`;
    steps.push(tableStep(entity.table, existing, { kind: 'expand', summary: `${entity.key}.${field.key} may be empty.`, sql }));
  }
  if (!found.notNull && column.notNull) {
    const literal = empty || !(await holds(input, `${name} is null`)) ? null : fill();
    if (literal === null && !empty && (await holds(input, `${name} is null`))) {
      refuse('it is required, and there are records without it', 'Fill it in those records first, or give it a constant default.');
      return;
    }
    const filled = literal === null ? '' : `update ${entity.qualified} set ${name} = ${literal} where ${name} is null;\n`;
    steps.push(
      tableStep(entity.table, existing, {
        kind: 'contract',
        summary: `${entity.key}.${field.key} may no longer be empty.`,
        sql: `${filled}${alter} alter column ${name} set not null`,
        readsEveryRow: true,
      }),
    );
  }
}

/** Columns whose field is gone: dropped where allowed, otherwise kept out of sight. */
function retireColumns({ entity, existing, allowDrops }: ChangeInput, { steps, warnings }: TableChanges): void {
  const wanted = new Set(entity.fields.flatMap((field) => field.columns.map((column) => column.name)));
  for (const [column, { notNull }] of existing.columns) {
    if (reserved.has(column) || wanted.has(column) || /^search_[0-9a-f]{20}$/.test(column)) continue;
    const alter = `alter table ${entity.qualified}`;
    if (allowDrops) {
      const sql = `${alter} drop column ${quoteIdentifier(column)}`;
      steps.push(tableStep(entity.table, existing, { kind: 'drop', summary: `Destroy the values of ${entity.key}.${column}.`, sql }));
      continue;
    }
    warnings.push(`The values of ${entity.key}.${column} are kept though the field is gone; allow drops to destroy them.`);
    if (!notNull) continue;
    const sql = `${alter} alter column ${quoteIdentifier(column)} drop not null`;
    steps.push(tableStep(entity.table, existing, { kind: 'contract', summary: `${entity.key}.${column} is no longer written.`, sql }));
  }
}

async function addConstraints(input: ChangeInput, { steps, problems }: TableChanges, empty: boolean): Promise<void> {
  const { entity, existing } = input;
  const newColumn = (key: string) => {
    const field = entity.fieldsByKey.get(key);
    return field !== undefined && !existing.columns.has(field.column);
  };
  if (entity.searchColumn !== null && !existing.columns.has(entity.searchColumn.name)) {
    const sql = `alter table ${entity.qualified} add column ${quoteIdentifier(entity.searchColumn.name)} tsvector ${entity.searchColumn.sql}`;
    steps.push(tableStep(entity.table, existing, { kind: 'expand', summary: `Make ${entity.key} searchable.`, sql, readsEveryRow: true }));
  }
  for (const check of entity.checks) {
    if (existing.constraints.has(check.name)) continue;
    const typeChanges = check.fields.some((key) => {
      const field = entity.fieldsByKey.get(key);
      return field !== undefined && existing.columns.get(field.column)?.type !== field.columns[0]?.type;
    });
    if (!empty && !check.fields.some(newColumn) && !typeChanges && (await holds(input, `not (${check.sql.slice('check '.length)})`))) {
      problems.push({
        entity: entity.key,
        field: check.fields[0] ?? null,
        reason: 'there are records that the new rule forbids',
        hint: 'Change those records first.',
      });
      continue;
    }
    const sql = `alter table ${entity.qualified} add constraint ${quoteIdentifier(check.name)} ${check.sql}`;
    steps.push(
      tableStep(entity.table, existing, {
        kind: 'contract',
        summary: `Hold ${check.fields.map((key) => `${entity.key}.${key}`).join(', ')} to its rule.`,
        sql,
        readsEveryRow: true,
      }),
    );
  }
}
