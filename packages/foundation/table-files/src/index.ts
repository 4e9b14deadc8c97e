export { csvRow } from './csv-row.ts';
export { tableFileErrors } from './errors.ts';
export type { FileRow } from './file-row.ts';
export { openTable, type TableFile, type TableFormat, type TableKind, tableKindOf } from './open-table.ts';
export { type ColumnFindings, type ColumnType, type SurveyOptions, TableSurvey } from './table-survey.ts';
export { type OpenFile, openRows, type TextFormat } from './text/text-rows.ts';
export { type DateOrder, dateIn, dateTimeIn, timeIn } from './values/written-dates.ts';
export { type DecimalSign, numberIn } from './values/written-numbers.ts';
export { truthIn } from './values/written-truths.ts';
