import type { ComparisonOperator, Node } from '../syntax/ast.ts';
import { partsOf } from '../syntax/parts.ts';
import { compareValues, matches } from '../values/comparison.ts';
import { FeelRange, type FeelValue } from '../values/value.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Tests of `in` and unary tests: a test that uses `?`, or gives a truth value, decides itself; others compare. */
export function anyTest(tests: readonly Node[], compile: (test: Node) => Run): (frame: Frame, input: FeelValue) => boolean | null {
  const compiled = tests.map((test) => ({ run: compile(test), decides: test.kind === 'anything' || usesInput(test) }));
  return (frame, input) => {
    let unknown = false;
    for (const { run, decides } of compiled) {
      const value = run(frame);
      const passed = decides ? value : value === null ? input === null : matches(input, value);
      if (passed === true || (value === true && typeof input !== 'boolean')) return true;
      if (passed === null) unknown = true;
    }
    return unknown ? null : false;
  };
}

/** `< 5` as a range; `!= 5` is none. */
export function unaryComparison(operator: ComparisonOperator, of: Run): Run {
  return (frame) => {
    const value = of(frame);
    switch (operator) {
      case '<':
      case '<=':
        return new FeelRange(false, null, value, operator === '<=');
      case '>':
      case '>=':
        return new FeelRange(operator === '>=', value, null, false);
      case '=':
        return new FeelRange(true, value, value, true);
      case '!=':
        return null;
    }
  };
}

/** A range, or null where its ends cannot be compared. */
export function makeRange(lowIncluded: boolean, low: FeelValue, high: FeelValue, highIncluded: boolean): FeelValue {
  return low !== null && high !== null && compareValues(low, high) === null ? null : new FeelRange(lowIncluded, low, high, highIncluded);
}

/** Whether a test speaks of its input by `?`. */
function usesInput(node: Node): boolean {
  return node.kind === 'name' ? node.name === '?' : partsOf(node).some(usesInput);
}
