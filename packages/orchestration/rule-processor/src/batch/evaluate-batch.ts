import type { FeelContext, FeelValue } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { CompiledModel } from '../graph/compile-model.ts';
import type { EvaluateOptions, Reason } from '../graph/evaluation.ts';

export interface BatchOptions extends EvaluateOptions {
  /** Ends the work with its reason, between two rows. */
  readonly signal?: AbortSignal;
  /** Told how many rows are done, about every hundredth of a second and at the end. */
  readonly onProgress?: (rows: number) => void;
}

/** What became of one row. */
export interface RowOutcome {
  /** Place of the row, from 0. */
  readonly index: number;
  readonly inputs: FeelContext;
  readonly value: FeelValue;
  readonly reasons: readonly Reason[];
  /** Why the row could not be evaluated at all; null where it was. */
  readonly failure: string | null;
}

export type Rows = AsyncIterable<FeelContext> | Iterable<FeelContext>;

const sliceMilliseconds = 10;

/** Evaluates a decision for row after row, as they are asked for; others have their turn in between. */
export async function* evaluateBatch(
  model: CompiledModel,
  decision: string,
  rows: Rows,
  options: BatchOptions = {},
): AsyncGenerator<RowOutcome, void> {
  let index = 0;
  for await (const inputs of paced(rows, options)) yield evaluateRow(model, decision, inputs, index++, options);
}

/** The rows, with progress, an end on the signal, and a pause after each slice of work. */
export async function* paced(
  rows: Rows,
  { signal, onProgress }: Pick<BatchOptions, 'signal' | 'onProgress'>,
): AsyncGenerator<FeelContext, void> {
  let count = 0;
  let began = performance.now();
  signal?.throwIfAborted();
  for await (const row of rows) {
    yield row;
    count++;
    if (performance.now() - began > sliceMilliseconds) {
      onProgress?.(count);
      await new Promise((resume) => setTimeout(resume, 0));
      began = performance.now();
    }
    signal?.throwIfAborted();
  }
  onProgress?.(count);
}

export function evaluateRow(
  model: CompiledModel,
  decision: string,
  inputs: FeelContext,
  index: number,
  options: EvaluateOptions,
): RowOutcome {
  try {
    const { value, reasons } = model.evaluate(decision, { values: inputs }, options);
    return { index, inputs, value, reasons, failure: null };
  } catch (error) {
    // A row that cannot be evaluated is one row.
    if (!(error instanceof PlinthError)) throw error;
    return { index, inputs, value: null, reasons: [], failure: error.message };
  }
}
