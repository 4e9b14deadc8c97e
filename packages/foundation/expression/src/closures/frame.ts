import type { BuiltinEnvironment } from '../builtins/builtin.ts';
import { expressionErrors } from '../errors.ts';
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
  /** Told each null that a missing value or a wrong operand causes, with the place of the part. */
  readonly onNull?: (reason: string, from: number, to: number) => void;
}

const defaultStepLimit = 1_000_000;

/** What one evaluation carries along. */
export class Frame implements BuiltinEnvironment {
  readonly scope: Scope;
  readonly locals: FeelValue[];
  readonly options: EvaluationOptions;
  /** The frame that counts the steps: the outermost. */
  readonly #counter: Frame;
  #steps = 0;

  constructor(scope: Scope, options: EvaluationOptions, locals: FeelValue[] = [], counter?: Frame) {
    this.scope = scope;
    this.options = options;
    this.locals = locals;
    this.#counter = counter ?? this;
  }

  /** The same evaluation with variables of its own, as a function keeps those of the place where it was made. */
  capture(depth: number): Frame {
    return new Frame(this.scope, this.options, this.locals.slice(0, depth), this.#counter);
  }

  get zone(): string | null {
    return this.options.zone ?? null;
  }

  now(): number {
    return this.options.now === undefined ? Date.now() : this.options.now();
  }

  step(count: number): void {
    const limit = this.options.stepLimit ?? defaultStepLimit;
    this.#counter.#steps += count;
    if (this.#counter.#steps > limit) throw expressionErrors.limit({ limit, what: 'steps' });
  }
}
