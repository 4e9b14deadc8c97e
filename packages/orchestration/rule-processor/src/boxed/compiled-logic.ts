import type { FeelType, FeelValue, Scope } from '@plinth/expression';
import type { Evaluation } from '../graph/evaluation.ts';

/** A boxed expression that can be evaluated, with the type of its value. */
export interface CompiledLogic {
  readonly type: FeelType;
  /** Its value, where that depends on nothing. */
  readonly constant?: FeelValue;
  readonly run: (scope: Scope, evaluation: Evaluation) => FeelValue;
}
