import type { EvaluationOptions, FeelContext, FeelValue, NullReason, StepCount } from '@plinth/expression';

/** Why something in a decision is null, and where. */
export interface Reason extends NullReason {
  /** The decision or function it happened in. */
  readonly element: string;
  /** The place within its logic: `rule 3, input 1`; empty for the logic as such. */
  readonly place: string;
}

/** What an evaluation of a decision came to. */
export interface FiredTable {
  readonly decision: string;
  readonly inputs: readonly FeelValue[];
  /** Numbers of the rules that matched, from 1. */
  readonly rules: readonly number[];
}

/** Values of input data by name; those of imported models may be told apart by namespace. */
export interface Inputs {
  readonly values: FeelContext;
  readonly byNamespace?: Readonly<Record<string, FeelContext>>;
}

export interface EvaluateOptions {
  /** Milliseconds since 1970 for `now()` and `today()`. */
  readonly now?: () => number;
  /** IANA zone of `now()` and `today()`. */
  readonly zone?: string;
  /** Steps after which an evaluation is stopped. */
  readonly stepLimit?: number;
}

const mostReasons = 200;
const deepestCalls = 500;

/** One evaluation of a graph: inputs, results so far, reasons, and which rules fired. */
export class Evaluation {
  readonly reasons: Reason[] = [];
  readonly fired: FiredTable[] = [];
  /** Values of elements of the graph that are known already. */
  results = new Map<object, FeelValue>();
  readonly inputs: Inputs;
  readonly options: EvaluationOptions;
  readonly #steps: StepCount = { taken: 0 };
  #element = '';
  #place = '';
  #depth = 0;

  constructor(inputs: Inputs, options: EvaluateOptions) {
    this.inputs = inputs;
    const clock = options.now ?? Date.now;
    const now = clock();
    this.options = {
      now: () => now,
      ...(options.zone === undefined ? {} : { zone: options.zone }),
      ...(options.stepLimit === undefined ? {} : { stepLimit: options.stepLimit }),
      steps: this.#steps,
      onNull: (reason) => {
        if (this.reasons.length < mostReasons) this.reasons.push({ ...reason, element: this.#element, place: this.#place });
      },
    };
  }

  /** Reasons found while it runs belong to the element. Calls that never end are stopped here, before the stack is. */
  within<Result>(element: string, run: () => Result, tooDeep: () => Result): Result {
    const outer = [this.#element, this.#place] as const;
    if (++this.#depth > deepestCalls) {
      this.#depth--;
      this.fail(`${element} calls itself more than ${deepestCalls} times`);
      return tooDeep();
    }
    [this.#element, this.#place] = [element, ''];
    try {
      return run();
    } finally {
      this.#depth--;
      [this.#element, this.#place] = outer;
    }
  }

  /** Runs with values of elements in place of those that would be found out: what the arguments of a decision service are. */
  withResults<Result>(results: Iterable<readonly [object, FeelValue]>, run: () => Result): Result {
    const outer = this.results;
    this.results = new Map(results);
    try {
      return run();
    } finally {
      this.results = outer;
    }
  }

  at(place: string): void {
    this.#place = place;
  }

  /** Notes an error and gives the null it leads to. */
  fail(message: string): null {
    this.options.onNull?.({ message, severity: 'error', from: 0, to: 0 });
    return null;
  }
}
