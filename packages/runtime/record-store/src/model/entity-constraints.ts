import type { RecordOf } from '@plinth/app-definition';
import { quoteIdentifier } from '@plinth/database';
import { derivedName } from './derived-name.ts';
import type { ConstraintModel, EntityModel, FieldModel, IndexModel } from './entity-model.ts';
import { fieldChecks } from './field-checks.ts';

export interface ConstraintInput {
  readonly schema: string;
  readonly table: string;
  readonly entity: RecordOf<'entity'>;
  readonly fields: readonly FieldModel[];
  readonly indexes: readonly RecordOf<'index'>[];
  /** Entity key to table. */
  readonly tables: ReadonlyMap<string, string>;
}

const onDelete = { restrict: 'restrict', cascade: 'cascade', clear: 'set null' } as const;
const weights = ['A', 'B', 'C', 'D'] as const;
const searchable = new Set(['text', 'longText', 'email', 'phone', 'url', 'choice', 'integer']);

/** Checks, foreign keys, indexes and the search column of a table. */
export function entityConstraints(
  input: ConstraintInput,
): Pick<EntityModel, 'checks' | 'foreignKeys' | 'indexes' | 'searchColumn' | 'searchFields'> {
  const searchFields = input.entity.search.flatMap((id) =>
    input.fields.filter((field) => (field.record.id === id || field.key === id) && searchable.has(field.record.type)),
  );
  const searchColumn = deriveSearchColumn(input.table, searchFields);
  return {
    checks: deriveChecks(input),
    foreignKeys: deriveForeignKeys(input),
    indexes: deriveIndexes(input, searchColumn),
    searchColumn,
    searchFields,
  };
}

function deriveChecks({ table, fields }: ConstraintInput): ConstraintModel[] {
  return fields.flatMap((field) =>
    fieldChecks(field).map((condition) => {
      const sql = `check (${condition})`;
      return { name: derivedName('ck', table, sql), sql, fields: [field.key] };
    }),
  );
}

function deriveForeignKeys({ schema, table, fields, tables }: ConstraintInput): ConstraintModel[] {
  const keys: ConstraintModel[] = [];
  for (const field of fields) {
    let sql: string;
    if (field.record.type === 'file') sql = `foreign key (${quoteIdentifier(field.column)}) references ${quoteIdentifier(schema)}."_file"`;
    else if (field.target !== null) {
      const target = `${quoteIdentifier(schema)}.${quoteIdentifier(tables.get(field.target) ?? '')}`;
      sql = `foreign key (${quoteIdentifier(field.column)}) references ${target} on delete ${onDelete[field.record.onDelete ?? 'restrict']}`;
    } else continue;
    keys.push({ name: derivedName('fk', table, sql), sql, fields: [field.key] });
  }
  return keys;
}

function deriveIndexes(input: ConstraintInput, searchColumn: EntityModel['searchColumn']): IndexModel[] {
  const { table, entity, fields } = input;
  const indexes = new Map<string, IndexModel>();
  const add = (unique: boolean, sql: string, keys: readonly string[]) => {
    const name = derivedName(unique ? 'uq' : 'ix', table, sql);
    indexes.set(name, { name, unique, sql, fields: keys });
  };
  // A deleted record that can come back does not keep its values from others meanwhile.
  const live = entity.softDelete ? ' where deleted_at is null' : '';
  for (const field of fields) {
    const column = quoteIdentifier(field.column);
    if (field.record.unique) add(true, `(${column})${live}`, [field.key]);
    else if (field.record.type === 'reference' || field.record.type === 'file') add(false, `(${column})`, [field.key]);
  }
  for (const record of input.indexes) {
    const members = record.fields.flatMap((id) => fields.filter((field) => field.record.id === id || field.key === id));
    if (members.length === 0) continue;
    const columns = members.map((field) => quoteIdentifier(field.column)).join(', ');
    const keys = members.map((field) => field.key);
    if (record.unique) add(true, `(${columns})${live}`, keys);
    // With the id at its end an index also serves the cursor's order.
    else add(false, `(${columns}, id)`, keys);
  }
  if (searchColumn !== null) add(false, `using gin (${quoteIdentifier(searchColumn.name)})`, []);
  return [...indexes.values()];
}

function deriveSearchColumn(table: string, members: readonly FieldModel[]): EntityModel['searchColumn'] {
  if (members.length === 0) return null;
  const parts = members.map((field, place) => {
    const text = field.record.type === 'integer' ? `${quoteIdentifier(field.column)}::text` : quoteIdentifier(field.column);
    return `setweight(to_tsvector('simple'::regconfig, coalesce(${text}, '')), '${weights[place] ?? 'D'}')`;
  });
  const sql = `generated always as (${parts.join(' || ')}) stored`;
  return { name: derivedName('search', table, sql), sql };
}
