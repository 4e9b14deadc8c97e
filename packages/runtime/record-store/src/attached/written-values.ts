import { type Queryable, type Refusal, statement } from '@plinth/database';
import type { RequestContext, Violation } from '@plinth/foundation';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import { possibleId, type ReadScope } from '../read/record-reader.ts';
import { columnValues } from '../write/column-values.ts';
import { findRefusal } from '../write/refusals.ts';
import { keptPart, visiblePart, type WrittenField } from './attached-statements.ts';
import type { TableFacts } from './table-facts.ts';

/** What is written of a record, ready for its statement, and what is wrong with it. */
export interface WrittenValues {
  readonly fields: readonly WrittenField[];
  readonly row: Readonly<Record<string, unknown>>;
  readonly violations: readonly Violation[];
}

/** The values of some fields for the columns that there are. */
export function writtenValues(facts: TableFacts, fields: readonly FieldModel[], values: RecordValues): WrittenValues {
  const violations: Violation[] = [];
  const written = fields.flatMap((field): WrittenField[] => {
    const column = facts.columns.get(field.record.column ?? '');
    if (column === undefined) violations.push({ path: `/${field.key}`, message: 'has no column there any longer' });
    else if (column.given === 'always') violations.push({ path: `/${field.key}`, message: 'is given by the other database' });
    else return [{ field, type: column.type, lossy: column.lossy && field.record.type !== 'json' }];
    return [];
  });
  const row = Object.assign({}, ...written.map(({ field }) => columnValues(field, values))) as Record<string, unknown>;
  return { fields: written, row, violations };
}

/** What the other database would make of values, where it is not what they are, and what they lead to that is not there. */
export async function violationsThere(
  context: RequestContext,
  transaction: Queryable,
  scope: ReadScope,
  { fields, row }: WrittenValues,
): Promise<readonly Violation[]> {
  const wrong = [...(await misfits(context, transaction, fields, row))];
  for (const { field } of fields) {
    const target = scope.model.entities.get(field.target ?? '');
    const value = row[field.column];
    if (target === undefined || value === null || wrong.some(({ path }) => path === `/${field.key}`)) continue;
    const id = possibleId(target.idType, String(value));
    const part = id === null ? null : visiblePart(scope, target, [id]);
    const found = part === null ? 0 : await transaction.value<number>(context, part.statement, part.values);
    if (found !== 1) wrong.push({ path: `/${field.key}`, message: 'refers to nothing that exists' });
  }
  return wrong;
}

const savepoint = statement('savepoint plinth_values');
const backToSavepoint = statement('rollback to savepoint plinth_values');

/** The values that a column cannot hold as they are. All are tried at once, and one by one only where that fails. */
async function misfits(
  context: RequestContext,
  transaction: Queryable,
  fields: readonly WrittenField[],
  row: WrittenValues['row'],
): Promise<readonly Violation[]> {
  // JSON is read by the type of its column, and what a reference leads to is there or not.
  const tried = fields.filter(({ field }) => field.record.type !== 'json' && field.target === null);
  if (tried.length === 0) return [];
  const part = keptPart(tried, row);
  try {
    const [, answer] = await transaction.batch(context, [{ statement: savepoint, values: [] }, part]);
    return Object.entries(answer?.rows[0] ?? {}).flatMap(([key, value]): Violation[] =>
      value === null ? [] : [{ path: `/${key}`, message: `would be kept as ${String(value)}`, hint: 'The column there holds no more.' }],
    );
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    await transaction.query(context, backToSavepoint);
    const [only] = tried;
    if (only !== undefined && tried.length === 1) return [misfit(only, refusal.kind)];
    const found: Violation[] = [];
    for (const each of tried) found.push(...(await misfits(context, transaction, [each], row)));
    return found;
  }
}

function misfit({ field: { key }, type }: WrittenField, kind: Refusal['kind']): Violation {
  if (kind === 'not-null') return { path: `/${key}`, message: 'is required' };
  if (kind === 'check') return { path: `/${key}`, message: 'does not keep to the rule of its column' };
  return { path: `/${key}`, message: `is no value of its column, which is ${type}` };
}

/** Whether a field is a part of the key by which its row is known. */
export function isKey({ record }: EntityModel, field: FieldModel): boolean {
  return record.source?.key.includes(field.record.column ?? '') === true;
}
