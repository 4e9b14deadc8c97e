import type { ComparisonOperator, Node, Place } from '../syntax/ast.ts';
import { partsOf } from '../syntax/parts.ts';
import { compareValues, equalValues, matches } from '../values/comparison.ts';
import { FeelRange, type FeelValue, type RangeOperator } from '../values/value.ts';
import { weigh } from '../values/weight.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** One test of `in` or of unary tests. One that `decides` gives the answer, any other a value to compare with. */
export interface Test {
  readonly run: (frame: Frame, input: FeelValue) => FeelValue;
  readonly decides: boolean;
}

/** Whether a test of `in` or a unary test gives the answer itself: it uses `?` and is no range, or is a comparison that is none. */
export function decides(test: Node): boolean {
  if (test.kind === 'unary-comparison' || test.kind === 'range') return isEquality(test);
  return test.kind === 'anything' || usesInput(test);
}

/** A test of the syntax tree, compiled. */
export function testOf(test: Node, compile: (node: Node) => Run): Test {
  return { run: isEquality(test) ? equality(compile(test.of), test.operator === '=', test) : compile(test), decides: decides(test) };
}

/**
 * Whether an input passes any of the tests; also a test that is simply true passes, unless the input is itself a truth value.
 * `ofTruth`: it is one by its type, so that one that is not there is in `(true)` no more than in `(false)`.
 */
export function anyTest(tests: readonly Test[], place: Place, ofTruth: boolean): (frame: Frame, input: FeelValue) => boolean | null {
  return (frame, input) => {
    let unknown = false;
    for (const test of tests) {
      const value = test.run(frame, input);
      if (typeof value === 'object') weigh(value, frame);
      const passed = test.decides ? value : value === null ? input === null : matches(input, value);
      if (passed === true || (value === true && !ofTruth && typeof input !== 'boolean')) return true;
      if (passed === null) unknown = true;
    }
    return unknown ? frame.nothing(place, 'whether it is among these cannot be decided') : false;
  };
}

/** `= 5` and `!= 5` as tests, which take values of every kind. */
function equality(of: Run, wanted: boolean, place: Place): Test['run'] {
  return (frame, input) => {
    const value = of(frame);
    if (typeof value === 'object') weigh(value, frame);
    const same = equalValues(input, value);
    return same === null ? frame.nothing(place, 'values of different kinds cannot be compared') : same === wanted;
  };
}

/** `< 5` as a range; `!= 5` is none. */
export function unaryComparison(operator: ComparisonOperator, of: Run, place: Place): Run {
  return (frame) => {
    const end = of(frame);
    return operator === '!=' ? frame.nothing(place, 'what is only different from something is no range') : rangeBy(operator, end);
  };
}

/** The range of the values for which a comparison with its end holds. */
export function rangeBy(operator: RangeOperator, end: FeelValue): FeelRange {
  switch (operator) {
    case '<':
    case '<=':
      return new FeelRange(false, null, end, operator === '<=', operator);
    case '>':
    case '>=':
      return new FeelRange(operator === '>=', end, null, false, operator);
    case '=':
      return new FeelRange(true, end, end, true, operator);
  }
}

/** A range, or null where its ends cannot be compared. */
export function makeRange(lowIncluded: boolean, low: FeelValue, high: FeelValue, highIncluded: boolean): FeelRange | null {
  return low !== null && high !== null && compareValues(low, high) === null ? null : new FeelRange(lowIncluded, low, high, highIncluded);
}

type Equality = Extract<Node, { kind: 'unary-comparison' }>;

function isEquality(node: Node): node is Equality {
  return node.kind === 'unary-comparison' && (node.operator === '=' || node.operator === '!=');
}

/** Whether a test speaks of its input by `?`, which in the tests of an `in` within it is something else. */
export function usesInput(node: Node): boolean {
  if (node.kind === 'name') return node.name === '?';
  return (node.kind === 'in' ? [node.of] : partsOf(node)).some(usesInput);
}
