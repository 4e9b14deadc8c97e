import { compile, type FeelType, type TypedExpression } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { ExpressionGenerator } from './expression-generator.ts';
import { scope } from './fields.ts';
import { Random } from './random.ts';

export interface RandomExpression {
  readonly typed: TypedExpression;
  /** The type of the input of unary tests; null for any other expression. */
  readonly testsOf: FeelType | null;
}

/** Random expressions that have no type errors, the same for the same seed. */
export class RandomExpressions {
  readonly #generator: ExpressionGenerator;

  constructor(seed: number) {
    this.#generator = new ExpressionGenerator(new Random(seed));
  }

  next(): RandomExpression {
    for (;;) {
      const { text, testsOf } = this.#generator.next();
      try {
        return { typed: compile(text, { scope, ...(testsOf === null ? {} : { testsOf }) }), testsOf };
      } catch (error) {
        if (!(error instanceof PlinthError && error.code === 'expression.invalid')) throw error;
      }
    }
  }
}
