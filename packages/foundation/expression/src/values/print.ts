import { isNumber, kindOf } from './comparison.ts';
import { FeelFunction, FeelRange, type FeelValue, isContext } from './value.ts';

/** The value as `string()` gives it (DMN 1.5 Table 63): texts inside lists and contexts in quotes. */
export function printValue(value: FeelValue, inside = false): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return inside ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : value;
  if (Array.isArray(value)) return `[${value.map((item: FeelValue) => printValue(item, true)).join(', ')}]`;
  if (value instanceof FeelRange) {
    if (value.low === null || value.high === null) {
      const operator = value.low === null ? (value.highIncluded ? '<=' : '<') : value.lowIncluded ? '>=' : '>';
      return `${operator} ${printValue(value.low ?? value.high, true)}`;
    }
    return `${value.lowIncluded ? '[' : '('}${printValue(value.low, true)}..${printValue(value.high, true)}${value.highIncluded ? ']' : ')'}`;
  }
  if (value instanceof FeelFunction) return `function(${value.parameters.join(', ')})`;
  if (isContext(value) && kindOf(value) === 'context') {
    return `{${Object.entries(value)
      .map(([name, entry]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name)}: ${printValue(entry, true)}`)
      .join(', ')}}`;
  }
  return inside && typeof value === 'object' && !isNumber(value) ? `@"${String(value)}"` : String(value);
}
