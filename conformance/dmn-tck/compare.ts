import { equalValues, type FeelValue, isContext, isNumber, toDouble } from '@plinth/expression';
import type { ExpectedValue } from './test-cases.ts';

/** As many digits as a printed number may have to be compared exactly; longer ones the kit printed from binary floats in places. */
const exactDigits = 11;
const tolerance = 1e-8;

/** Whether a value is what the kit expects. */
export function isExpected(actual: FeelValue, expected: ExpectedValue): boolean {
  switch (expected.kind) {
    case 'list':
      return (
        Array.isArray(actual) &&
        actual.length === expected.items.length &&
        expected.items.every((item, index) => isExpected(actual[index] as FeelValue, item))
      );
    case 'context': {
      if (!isContext(actual) || Object.keys(actual).length !== expected.entries.length) return false;
      return expected.entries.every(([name, entry]) => Object.hasOwn(actual, name) && isExpected(actual[name] ?? null, entry));
    }
    case 'value':
      return isExpectedValue(actual, expected.value, expected.printed);
  }
}

function isExpectedValue(actual: FeelValue, expected: FeelValue, printed: string): boolean {
  if (expected === null || actual === null) return actual === expected;
  if (isNumber(expected) && isNumber(actual)) {
    if (significantDigits(printed) <= exactDigits) return equalValues(actual, expected) === true;
    const [a, b] = [toDouble(actual), toDouble(expected)];
    return Math.abs(a - b) <= tolerance * Math.abs(b);
  }
  return equalValues(actual, expected) === true;
}

function significantDigits(printed: string): number {
  return (/^[+-]?([\d.]*)/.exec(printed)?.[1] ?? '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length;
}
