import { type Definition, type RecordOf, recordOf, rulesOf } from '@plinth/app-definition';

type DecisionRecord = RecordOf<'decision'>;
export type StoredTable = NonNullable<DecisionRecord['decisions'][string]['table']>;
export type StoredInput = StoredTable['inputs'][number];
export type StoredOutput = StoredTable['outputs'][number];

/** A table of a decision with its rules, as the grid shows it. */
export interface TableView {
  readonly record: DecisionRecord;
  readonly part: 'decisions' | 'knowledge';
  /** Of the decision or function whose logic it is. */
  readonly name: string;
  readonly table: StoredTable;
  readonly rules: readonly RecordOf<'rule'>[];
}

/** A column of the grid. */
export interface Column {
  readonly kind: 'input' | 'output' | 'note';
  /** Among the columns of its kind, from 0. */
  readonly at: number;
  readonly label: string;
}

/** The table that is an element's logic, or null where its logic is something else. */
export function tableView(definition: Definition, decision: string, name: string): TableView | null {
  const record = recordOf(definition, 'decision', decision);
  if (record === null) return null;
  const part = Object.hasOwn(record.decisions, name) ? 'decisions' : 'knowledge';
  const table = Object.hasOwn(record[part], name) ? record[part][name]?.table : undefined;
  if (table === undefined) return null;
  return { record, part, name, table, rules: rulesOf(definition, decision).filter((rule) => rule.table === name) };
}

/** Inputs, outputs, then the note. */
export function columnsOf({ table, name }: TableView): readonly Column[] {
  return [
    ...table.inputs.map(({ label, expression }, at): Column => ({ kind: 'input', at, label: label ?? expression })),
    ...table.outputs.map((output, at): Column => ({ kind: 'output', at, label: output.label ?? output.name ?? name })),
    { kind: 'note', at: 0, label: '' },
  ];
}

/** Position of a column's cell among the cells of a rule; null for the note. */
export function cellAt({ table }: TableView, { kind, at }: Column): number | null {
  return kind === 'input' ? at : kind === 'output' ? table.inputs.length + at : null;
}

/** What stands in a cell. */
export function cellText(view: TableView, rule: RecordOf<'rule'>, column: Column): string {
  const at = cellAt(view, column);
  return at === null ? (rule.note ?? '') : (rule.cells[at] ?? '');
}

/** What a cell without anything says: every input will do, no output is known. */
export function emptyCell({ kind }: Column): string {
  return kind === 'input' ? '-' : kind === 'output' ? 'null' : '';
}
