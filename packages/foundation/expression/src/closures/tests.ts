import type { ComparisonOperator, Node, Place } from '../syntax/ast.ts';
import { partsOf } from '../syntax/parts.ts';
import { compareValues, equalValues, matches } from '../values/comparison.ts';
import { FeelRange, type FeelValue } from '../values/value.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Tests of `in` and unary tests: a test that uses `?`, or gives a truth value, decides itself; others compare. */
export function anyTest(
  tests: readonly Node[],
  compile: (test: Node) => Run,
  place: Place,
): (frame: Frame, input: FeelValue) => boolean | null {
  const compiled = tests.map((test): { readonly run: Test; readonly decides: boolean } => {
    if (test.kind === 'unary-comparison' && (test.operator === '=' || test.operator === '!='))
      return { run: equality(compile(test.of), test.operator === '=', test), decides: true };
    return { run: compile(test), decides: test.kind === 'anything' || usesInput(test) };
  });
  return (frame, input) => {
    let unknown = false;
    for (const { run, decides } of compiled) {
      const value = run(frame, input);
      const passed = decides ? value : value === null ? input === null : matches(input, value);
      if (passed === true || (value === true && typeof input !== 'boolean')) return true;
      if (passed === null) unknown = true;
    }
    return unknown ? frame.nothing(place, 'whether it is among these cannot be decided') : false;
  };
}

type Test = (frame: Frame, input: FeelValue) => FeelValue;

/** `= 5` and `!= 5` as tests, which take values of every kind. */
function equality(of: Run, wanted: boolean, place: Place): Test {
  return (frame, input) => {
    const same = equalValues(input, of(frame));
    return same === null ? frame.nothing(place, 'values of different kinds cannot be compared') : same === wanted;
  };
}

/** `< 5` as a range; `!= 5` is none. */
export function unaryComparison(operator: ComparisonOperator, of: Run, place: Place): Run {
  return (frame) => {
    const value = of(frame);
    switch (operator) {
      case '<':
      case '<=':
        return new FeelRange(false, null, value, operator === '<=', operator);
      case '>':
      case '>=':
        return new FeelRange(operator === '>=', value, null, false, operator);
      case '=':
        return new FeelRange(true, value, value, true, operator);
      case '!=':
        return frame.nothing(place, 'what is only different from something is no range');
    }
  };
}

/** A range, or null where its ends cannot be compared. */
export function makeRange(lowIncluded: boolean, low: FeelValue, high: FeelValue, highIncluded: boolean): FeelRange | null {
  return low !== null && high !== null && compareValues(low, high) === null ? null : new FeelRange(lowIncluded, low, high, highIncluded);
}

/** Whether a test speaks of its input by `?`. */
function usesInput(node: Node): boolean {
  return node.kind === 'name' ? node.name === '?' : partsOf(node).some(usesInput);
}
