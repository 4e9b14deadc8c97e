import type { EvaluationOptions, FeelContext, FeelValue, NullReason, StepCount } from '@plinth/expression';
import { Recorder, type StepHead } from '../explain/recorder.ts';

/** Why something in a decision is null, and where. */
export interface Reason extends NullReason {
  /** The decision or function it happened in. */
  readonly element: string;
  /** The place within its logic: `rule 3, input 1`; empty for the logic as such. */
  readonly place: string;
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
  /** False: no reasons are gathered, which spares asking rules only for what they have to tell. */
  readonly reasons?: boolean;
  /** `refuse`: inputs that are missing or of another type are an error that lists them all; else each is null with its reason. */
  readonly inputs?: 'refuse' | 'null';
  /** True: the outcome has an explanation. */
  readonly explain?: boolean;
}

const mostReasons = 200;
const deepestCalls = 500;

/** One evaluation of a graph: inputs, results so far, reasons, and what an explanation needs. */
export class Evaluation {
  readonly reasons: Reason[] = [];
  /** Values of elements of the graph that are known already, by their slots. */
  results: FeelValue[] = [];
  readonly inputs: Inputs;
  /** Null where no explanation is asked for. */
  readonly recorder: Recorder | null;
  readonly #given: EvaluateOptions;
  #options: EvaluationOptions | null = null;
  #element = '';
  #place = '';
  #depth = 0;

  constructor(inputs: Inputs, options: EvaluateOptions) {
    this.inputs = inputs;
    this.recorder = options.explain === true ? new Recorder() : null;
    this.#given = options;
  }

  /** The options of every expression in it; made when first needed, for tables of constants need none. */
  get options(): EvaluationOptions {
    this.#options ??= this.#makeOptions();
    return this.#options;
  }

  #makeOptions(): EvaluationOptions {
    const { now: clock = Date.now, zone, stepLimit } = this.#given;
    let now: number | null = null;
    const steps: StepCount = { taken: 0 };
    return {
      now: () => {
        now ??= clock();
        return now;
      },
      ...(zone === undefined ? {} : { zone }),
      ...(stepLimit === undefined ? {} : { stepLimit }),
      steps,
      onNull: (reason) => this.#note(reason),
    };
  }

  #note(reason: NullReason): void {
    if (this.explains) this.reasons.push({ ...reason, element: this.#element, place: this.#place });
  }

  /** Whether a further reason would be kept. */
  get explains(): boolean {
    return this.reasons.length < mostReasons && this.#given.reasons !== false;
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
  withResults<Result>(results: readonly FeelValue[], run: () => Result): Result {
    const outer = this.results;
    this.results = [...results];
    try {
      return run();
    } finally {
      this.results = outer;
    }
  }

  /** Runs what gives a value, and records it where an explanation is asked for. */
  step(head: () => StepHead, run: () => FeelValue): FeelValue {
    return this.recorder === null ? run() : this.recorder.step(head(), run);
  }

  at(place: string): void {
    this.#place = place;
  }

  /** Notes an error and gives the null it leads to. */
  fail(message: string): null {
    this.#note({ message, severity: 'error', from: 0, to: 0 });
    return null;
  }
}
