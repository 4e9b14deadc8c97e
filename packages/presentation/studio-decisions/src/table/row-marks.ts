import type { ShownRun } from '../decision-work.ts';
import type { Examination, Trial } from '../examine/examination.ts';
import type { TableView } from './table-view.ts';

/** What is remarkable about a rule: drawn at its number, told in words. */
export interface RowMark {
  readonly tone: 'bad' | 'warn';
  readonly words: string;
}

/** What a shown run did with a rule. */
export type RowRun = 'fired' | 'matched' | undefined;

/** Marks by the row of the rule, from 0. */
export function rowMarks(view: TableView, examination: Examination | null): ReadonlyMap<number, RowMark> {
  const marks = new Map<number, RowMark>();
  const add = (rule: number, mark: RowMark) => {
    const known = marks.get(rule - 1);
    if (known === undefined || (known.tone === 'warn' && mark.tone === 'bad')) marks.set(rule - 1, mark);
  };
  const table = examination?.tables.find(({ element }) => element === view.name);
  if (table === undefined) return marks;
  const key = (rule: number) => view.rules[rule - 1]?.key ?? String(rule);
  const tone = view.table.overlaps === 'allow' ? null : view.table.overlaps === 'warn' ? 'warn' : 'bad';
  for (const { rules, isFault } of table.overlaps) {
    if (!isFault || tone === null) continue;
    const [first, second] = rules;
    add(first, { tone, words: `overlaps rule ${key(second)}` });
    add(second, { tone, words: `overlaps rule ${key(first)}` });
  }
  for (const { rule, by } of table.shadowed) add(rule, { tone: 'warn', words: `never fires: ${by.map(key).join(', ')} come before it` });
  for (const rule of table.impossible) add(rule, { tone: 'warn', words: 'can never match' });
  return marks;
}

/** What is wrong with cells: rule id, then cell, to words. */
export function cellFaults(examination: Examination | null): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const faults = new Map<string, Map<number, string>>();
  for (const { record, path, message, hint } of examination?.violations ?? []) {
    const cell = /\/cells\/(\d+)$/.exec(path)?.[1];
    if (cell === undefined) continue;
    const known = faults.get(record) ?? new Map<number, string>();
    known.set(Number(cell), hint === undefined ? message : `${message}. ${hint}`);
    faults.set(record, known);
  }
  return faults;
}

/** Which rules of a table a run matched and which made its result, by row from 0. */
export function rowRuns(view: TableView, run: ShownRun | null): ReadonlyMap<number, RowRun> {
  const found = new Map<number, RowRun>();
  for (const table of tablesOf(view.name, run?.trial ?? null)) {
    for (const { rule } of table.matched) found.set(rule - 1, 'matched');
    for (const rule of table.fired) found.set(rule - 1, 'fired');
  }
  return found;
}

/** What the inputs of a table were in a run, by column. */
export function inputValues(view: TableView, run: ShownRun | null): readonly string[] {
  const [table] = tablesOf(view.name, run?.trial ?? null);
  return table?.inputs.map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value))) ?? [];
}

function tablesOf(name: string, trial: Trial | null) {
  if (trial === null || !trial.ok) return [];
  return trial.explanation?.steps.filter((step) => step.name === name && step.kind !== 'input').flatMap(({ tables }) => tables) ?? [];
}
