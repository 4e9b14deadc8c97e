import type { Violation } from '@plinth/foundation';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import { recordPhrases } from '../record-phrases.ts';
import { columnValues } from '../write/column-values.ts';
import type { WrittenField } from './attached-statements.ts';
import { type RowsPlace, rowsOf } from './rows-there.ts';
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
    if (column === undefined) violations.push({ path: `/${field.key}`, message: recordPhrases.noColumn() });
    else if (column.given === 'always') violations.push({ path: `/${field.key}`, message: recordPhrases.givenThere() });
    else return [{ field, type: column.type, lossy: column.lossy && field.record.type !== 'json' }];
    return [];
  });
  const row = Object.assign({}, ...written.map(({ field }) => columnValues(field, values))) as Record<string, unknown>;
  return { fields: written, row, violations };
}

/** What the other database would make of values, where it is not what they are, and what they lead to that is not there. */
export async function violationsThere(at: RowsPlace, { fields, row }: WrittenValues): Promise<readonly Violation[]> {
  const there = rowsOf(at.transaction);
  const wrong = [...(await there.misfits(at, fields, row))];
  for (const { field } of fields) {
    const target = at.scope.model.entities.get(field.target ?? '');
    const value = row[field.column];
    if (target === undefined || value === null || wrong.some(({ path }) => path === `/${field.key}`)) continue;
    if (!(await there.sees(at, target, String(value)))) wrong.push({ path: `/${field.key}`, message: recordPhrases.refersToNothing() });
  }
  return wrong;
}

/** Whether a field is a part of the key by which its row is known. */
export function isKey({ record }: EntityModel, field: FieldModel): boolean {
  return record.source?.key.includes(field.record.column ?? '') === true;
}
