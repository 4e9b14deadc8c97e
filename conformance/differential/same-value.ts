import { Decimal, FeelFunction, FeelRange, type FeelValue, isContext } from '@plinth/expression';

/** Whether two values are the same to the last digit and letter; functions if they take the same. */
export function sameValue(a: FeelValue, b: FeelValue): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return Object.is(a, b);
  if (a instanceof FeelFunction) return b instanceof FeelFunction && sameValue(a.parameters, b.parameters);
  if (a instanceof FeelRange) {
    return (
      b instanceof FeelRange &&
      a.operator === b.operator &&
      a.lowIncluded === b.lowIncluded &&
      a.highIncluded === b.highIncluded &&
      sameValue(a.low, b.low) &&
      sameValue(a.high, b.high)
    );
  }
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item: FeelValue, index) => sameValue(item, b[index] ?? null));
  if (isContext(a)) {
    const names = Object.keys(a);
    return (
      isContext(b) &&
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && sameValue(a[name] ?? null, b[name] ?? null))
    );
  }
  if (a instanceof Decimal) return b instanceof Decimal && a.coefficient === b.coefficient && a.exponent === b.exponent;
  return a.constructor === b.constructor && String(a) === String(b);
}
