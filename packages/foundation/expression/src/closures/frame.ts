import type { BuiltinEnvironment } from '../builtins/builtin.ts';
import { expressionErrors } from '../errors.ts';
import type { Place } from '../syntax/ast.ts';
import type { FeelValue } from '../values/value.ts';

/** Where an expression finds the names that its caller declared; asked only for names it uses, when it uses them. */
export interface Scope {
  get(name: string): FeelValue | undefined;
}

export interface EvaluationOptions {
  /** Milliseconds since 1970 for `now()` and `today()`; the system's clock where absent. */
  readonly now?: () => number;
  /** IANA zone of `now()` and `today()`; UTC where absent. */
  readonly zone?: string;
  /** Steps (items looked at, functions called) after which an evaluation is stopped; a million where absent. */
  readonly stepLimit?: number;
  /** Counts the steps of several evaluations that belong together; each counts for itself where absent. */
  readonly steps?: StepCount;
  /** Told each null that a missing value or a wrong operand causes. */
  readonly onNull?: (reason: NullReason) => void;
}

/** Why a part of an expression is null, with its place as UTF-16 offsets. */
export interface NullReason {
  readonly message: string;
  /** `error` where something is wrong, `warning` where a value is just not there. */
  readonly severity: 'error' | 'warning';
  readonly from: number;
  readonly to: number;
}

/** Steps taken so far. */
export interface StepCount {
  taken: number;
}

const defaultStepLimit = 1_000_000;
/** Levels of expressions within functions that are running at the same time. */
const mostLevels = 5_000;

/** What one evaluation carries along. */
export class Frame implements BuiltinEnvironment {
  readonly scope: Scope;
  readonly locals: FeelValue[];
  readonly options: EvaluationOptions;
  /** Steps taken, where this frame is the one that counts. */
  taken = 0;
  readonly #count: StepCount;
  readonly #limit: number;
  /** The frame of the whole evaluation. */
  readonly #root: Frame;
  /** Levels of the functions that are running; kept by the root. */
  #levels = 0;

  constructor(
    scope: Scope,
    options: EvaluationOptions,
    locals: FeelValue[] = [],
    count: StepCount | undefined = options.steps,
    root: Frame | null = null,
  ) {
    this.#root = root ?? this;
    this.scope = scope;
    this.options = options;
    this.locals = locals;
    this.#count = count ?? this;
    this.#limit = options.stepLimit ?? defaultStepLimit;
  }

  /** The same evaluation with variables of its own, as a function keeps those of the place where it was made. */
  capture(depth: number): Frame {
    return new Frame(this.scope, this.options, this.locals.slice(0, depth), this.#count, this.#root);
  }

  get zone(): string | null {
    return this.options.zone ?? null;
  }

  now(): number {
    return this.options.now === undefined ? Date.now() : this.options.now();
  }

  /** Tells why a part is null, and gives the null. */
  nothing(place: Place, message: string, severity: NullReason['severity'] = 'error'): null {
    this.options.onNull?.({ message, severity, from: place.from, to: place.to });
    return null;
  }

  /** Runs the body of a function that is so many levels deep; throws where functions call each other deeper than the stack is. */
  call<Result>(levels: number, body: () => Result): Result {
    const root = this.#root;
    if (root.#levels + levels > mostLevels)
      throw expressionErrors.limit({ limit: mostLevels, what: 'levels of functions that call each other' });
    root.#levels += levels;
    try {
      return body();
    } finally {
      root.#levels -= levels;
    }
  }

  step(count: number): void {
    const counted = this.#count;
    counted.taken += count;
    if (counted.taken > this.#limit) throw expressionErrors.limit({ limit: this.#limit, what: 'steps' });
  }
}
