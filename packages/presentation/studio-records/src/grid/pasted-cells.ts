import type { ShellField } from '@plinth/api-contract';
import type { SurveyOptions } from '@plinth/table-files';
import { readTabSeparated } from '@plinth/table-files';
import { importedText } from '../import/column-use.ts';
import { readValue } from './cell-value.ts';
import { isWritable, mayDo } from './record-writing.ts';
import type { GridRecord } from './use-records.ts';

/** The cell that a range begins at, from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A record with the values that it gets, and those that it had. */
export interface RecordChange {
  readonly record: GridRecord;
  readonly values: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>>;
}

/** Values for a range of cells, row by row. */
export type CellValues = readonly (readonly unknown[])[];

/** What a paste changes, and how many of its cells found no place: beyond the last record or column, or not to be written. */
export interface PlannedChanges {
  readonly changes: readonly RecordChange[];
  readonly left: number;
}

/** The values that text from a spreadsheet means for the fields from the column on, as they are written in a language. */
export function pastedValues(text: string, fields: readonly ShellField[], column: number, written: Required<SurveyOptions>): CellValues {
  return readTabSeparated(text).map((cells) =>
    cells.map((cell, at) => {
      const field = fields[column + at];
      if (field === undefined) return cell;
      const { key, type, options } = field;
      const plain = importedText(cell, { place: 0, field: key, type, options, ...written });
      return readValue(type === 'multiChoice' ? plain.replaceAll('|', ',') : plain, field);
    }),
  );
}

/** Puts values into the cells from a place on. */
export function plannedChanges(
  values: CellValues,
  at: CellPlace,
  rows: readonly GridRecord[],
  fields: readonly ShellField[],
): PlannedChanges {
  let left = 0;
  const changes = values.flatMap((cells, down): RecordChange[] => {
    const record = rows[at.row + down];
    const entries = cells.flatMap((value, across) => {
      const field = fields[at.column + across];
      if (record === undefined || field === undefined || !mayDo(record, 'update') || !isWritable(field, 'update')) {
        left++;
        return [];
      }
      return [{ key: field.key, value }];
    });
    if (record === undefined || entries.length === 0) return [];
    return [
      {
        record,
        values: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
        before: Object.fromEntries(entries.map(({ key }) => [key, record[key] ?? null])),
      },
    ];
  });
  return { changes, left };
}

/** The cells that a refused batch names: `/3/name` is the field of the fourth record. */
export function refusedCells(
  changes: readonly RecordChange[],
  violations: readonly { readonly path: string; readonly message: string }[],
): ReadonlyMap<string, string> {
  return new Map(
    violations.flatMap(({ path, message }) => {
      const [, place = '', key = ''] = path.split('/');
      const record = changes[Number(place)]?.record;
      return record === undefined ? [] : [[cellName(record.id, key), message] as const];
    }),
  );
}

/** What a cell is called among others. */
export function cellName(record: string, field: string): string {
  return `${record} ${field}`;
}
