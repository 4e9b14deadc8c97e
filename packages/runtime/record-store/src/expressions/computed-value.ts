import type { Definition } from '@plinth/app-definition';
import type { FeelContext, FeelValue, FunctionType } from '@plinth/expression';

/** Port: what expressions of entities may call beside FEEL's own functions, such as a decision; the rule processor stands above this package. */
export interface ComputedValue {
  /** Its parameters and its result. */
  readonly type: FunctionType;
  compute(inputs: FeelContext): ComputedAnswer;
}

/** A value with where it comes from. */
export interface ComputedAnswer {
  readonly value: FeelValue;
  /** What gave it, so that another version of it is told apart: `riskClass@5f2c9a01b3de`. */
  readonly by: string;
  /** Why parts of it are null. */
  readonly reasons: readonly string[];
}

/** What the expressions of a definition's own entities may call, by name. */
export type ComputedValues = (definition: Definition) => ReadonlyMap<string, ComputedValue>;

export const noComputedValues: ComputedValues = () => new Map();
