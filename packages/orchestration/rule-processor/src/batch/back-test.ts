import { equalValues, type FeelContext, type FeelValue, isContext, printValue, toJson } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import type { CompiledModel } from '../graph/compile-model.ts';
import { type BatchOptions, evaluateRow, paced, type RowOutcome, type Rows } from './evaluate-batch.ts';

/** A row whose result another version changes. */
export interface ChangedRow {
  /** Place of the row, from 0. */
  readonly index: number;
  readonly inputs: JsonValue;
  readonly before: JsonValue;
  readonly after: JsonValue;
  /** Why one of them could not be evaluated; null where both were. */
  readonly failure: string | null;
}

/** How often a value became another, for one output of the decision. */
export interface ConfusionTable {
  /** Entry of the result; null for results that are single values. */
  readonly output: string | null;
  /** Values as FEEL, most frequent first. */
  readonly cells: readonly { readonly before: string; readonly after: string; readonly rows: number }[];
  /** Rows with pairs of values beyond the thousand that are counted one by one. */
  readonly otherRows: number;
}

export interface BackTest {
  readonly rows: number;
  readonly same: number;
  readonly changed: number;
  /** Rows that one of the versions could not evaluate, counted as changed unless neither could. */
  readonly failed: { readonly before: number; readonly after: number };
  /** The first changed rows, 100 unless the caller says otherwise. */
  readonly changedRows: readonly ChangedRow[];
  readonly confusion: readonly ConfusionTable[];
}

export interface BackTestOptions extends BatchOptions {
  readonly keepRows?: number;
}

const mostPairs = 1_000;
const mostOutputs = 100;

/** Evaluates two versions of a decision for the same rows and compares the results; the signal's reason is thrown where it ends the work. */
export async function backTest(
  before: CompiledModel,
  after: CompiledModel,
  decision: string,
  rows: Rows,
  { keepRows = 100, ...options }: BackTestOptions = {},
): Promise<BackTest> {
  const quiet = { reasons: false, ...options };
  const changedRows: ChangedRow[] = [];
  const confusion = new Map<string | null, Confusion>();
  const counts = { rows: 0, changed: 0, failedBefore: 0, failedAfter: 0 };
  for await (const inputs of paced(rows, options)) {
    const index = counts.rows++;
    const [old, made] = [evaluateRow(before, decision, inputs, index, quiet), evaluateRow(after, decision, inputs, index, quiet)];
    if (old.failure !== null) counts.failedBefore++;
    if (made.failure !== null) counts.failedAfter++;
    count(confusion, old.value, made.value);
    if (isSame(old, made)) continue;
    counts.changed++;
    if (changedRows.length < keepRows) changedRows.push(changeOf(index, inputs, old, made));
  }
  return {
    rows: counts.rows,
    same: counts.rows - counts.changed,
    changed: counts.changed,
    failed: { before: counts.failedBefore, after: counts.failedAfter },
    changedRows,
    confusion: [...confusion].map(([output, counted]) => counted.table(output)),
  };
}

function changeOf(index: number, inputs: FeelContext, old: RowOutcome, made: RowOutcome): ChangedRow {
  return { index, inputs: toJson(inputs), before: toJson(old.value), after: toJson(made.value), failure: old.failure ?? made.failure };
}

function isSame(old: RowOutcome, made: RowOutcome): boolean {
  return (old.failure === null) === (made.failure === null) && equalValues(old.value, made.value) === true;
}

function count(confusion: Map<string | null, Confusion>, before: FeelValue, after: FeelValue): void {
  const outputs = new Set([before, after].flatMap((value): (string | null)[] => (isContext(value) ? Object.keys(value) : [null])));
  for (const output of outputs) {
    const known = confusion.get(output);
    if (known === undefined && confusion.size >= mostOutputs) continue;
    const counted = known ?? new Confusion();
    confusion.set(output, counted);
    counted.add(printValue(entry(before, output), true), printValue(entry(after, output), true));
  }
}

/** The entry of a context; of anything else, itself is the one without name. */
function entry(value: FeelValue, output: string | null): FeelValue {
  if (!isContext(value)) return output === null ? value : null;
  return output !== null && Object.hasOwn(value, output) ? (value[output] ?? null) : null;
}

class Confusion {
  readonly #cells = new Map<string, { readonly before: string; readonly after: string; rows: number }>();
  #otherRows = 0;

  add(before: string, after: string): void {
    const key = JSON.stringify([before, after]);
    const cell = this.#cells.get(key);
    if (cell !== undefined) cell.rows++;
    else if (this.#cells.size < mostPairs) this.#cells.set(key, { before, after, rows: 1 });
    else this.#otherRows++;
  }

  table(output: string | null): ConfusionTable {
    return { output, cells: [...this.#cells.values()].sort((a, b) => b.rows - a.rows), otherRows: this.#otherRows };
  }
}
