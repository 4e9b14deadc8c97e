import { compile, compileClosure, contextType, type FeelValue, scopeOf, types } from '@plinth/expression';
import { orderWithin, type ValueClass } from '../table/value-class.ts';

/** A value of each class where nothing bounds it. */
const anywhere: Readonly<Record<ValueClass, string>> = {
  null: 'null',
  boolean: 'false',
  number: '0',
  string: '"other"',
  date: '@"2000-01-01"',
  'date and time': '@"2000-01-01T00:00:00Z"',
  'local date and time': '@"2000-01-01T00:00:00"',
  time: '@"12:00:00Z"',
  'local time': '@"12:00:00"',
  'days and time duration': '@"P1D"',
  'years and months duration': '@"P1M"',
};

/** Steps from a bound into what lies beyond it; the last is the smallest that the class knows; numbers know none. */
const steps: Readonly<Record<ValueClass, readonly string[]>> = {
  null: [],
  boolean: [],
  number: ['1'],
  string: ['" "', '"\\u0000"'],
  date: ['@"P1D"'],
  'date and time': ['@"P1D"', '@"PT1S"', '@"PT0.001S"'],
  'local date and time': ['@"P1D"', '@"PT1S"', '@"PT0.001S"'],
  time: ['@"PT1H"', '@"PT1S"', '@"PT0.001S"'],
  'local time': ['@"PT1H"', '@"PT1S"', '@"PT0.001S"'],
  'days and time duration': ['@"P1D"', '@"PT1S"', '@"PT0.000000001S"'],
  'years and months duration': ['@"P1M"'],
};

const scope = contextType({ low: types.any, high: types.any });
const closures = new Map<string, ReturnType<typeof compileClosure>>();

function evaluate(text: string, low: FeelValue, high: FeelValue): FeelValue {
  const closure = closures.get(text) ?? compileClosure(compile(text, { scope, mode: 'standard' }));
  closures.set(text, closure);
  return closure(scopeOf({ low, high }));
}

/** A value of a class strictly between two bounds (null: no bound); undefined where there is none. */
export function valueBetween(of: ValueClass, low: FeelValue, high: FeelValue): FeelValue | undefined {
  if (low === null && high === null) return evaluate(anywhere[of], null, null);
  return candidates(of, low, high)
    .map((text) => evaluate(text, low, high))
    .find((value) => value !== null && (low === null || orderWithin(low, value) < 0) && (high === null || orderWithin(value, high) < 0));
}

function candidates(of: ValueClass, low: FeelValue, high: FeelValue): string[] {
  // Texts have no predecessor, and the empty one is the first.
  if (of === 'string') return [anywhere[of], ...(low === null ? ['""'] : steps[of].map((step) => `low + ${step}`))];
  const stepped = steps[of].flatMap((step) => [...(low === null ? [] : [`low + ${step}`]), ...(high === null ? [] : [`high - ${step}`])]);
  if (of !== 'number') return stepped;
  if (low !== null && high !== null) return [...stepped, 'low + (high - low) / 2', 'low / 2 + high / 2'];
  // Beside numbers of many digits, one more or less is nothing.
  return [...stepped, low === null ? 'high - abs(high)' : 'low + abs(low)'];
}
