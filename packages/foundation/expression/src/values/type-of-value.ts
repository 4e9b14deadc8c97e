import { contextType, type FeelType, listOf, rangeOf, types, unionOf } from '../types/feel-type.ts';
import { kindOf } from './comparison.ts';
import { FeelFunction, FeelRange, type FeelValue, isContext } from './value.ts';

/** The scalar types by the kinds of their values. */
const scalars = new Map<string, FeelType>(Object.values(types).map((type) => [type.kind, type]));

/**
 * The narrowest type that says what a value is: `list<number>`, `context<name: string>`. What is null within another value may
 * be anything; contexts of one list are known with the entries of all of them.
 */
export function typeOfValue(value: FeelValue): FeelType {
  if (Array.isArray(value)) return listOf(commonType(value));
  if (value instanceof FeelRange) return rangeOf(commonType([value.low, value.high]));
  if (value instanceof FeelFunction)
    return { kind: 'function', parameters: value.parameters.map((name) => ({ name, type: types.any })), result: types.any };
  if (isContext(value)) return contextType(Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, typeWithin(entry)])));
  return scalars.get(kindOf(value)) ?? types.any;
}

function typeWithin(value: FeelValue): FeelType {
  return value === null ? types.any : typeOfValue(value);
}

function commonType(values: readonly FeelValue[]): FeelType {
  const [first, ...rest] = values.filter((value) => value !== null).map(typeOfValue);
  return first === undefined ? types.any : rest.reduce(merged, first);
}

function merged(a: FeelType, b: FeelType): FeelType {
  if (a.kind === 'list' && b.kind === 'list') return listOf(merged(a.item, b.item));
  if (a.kind === 'context' && b.kind === 'context') {
    const names = new Set([...Object.keys(a.entries), ...Object.keys(b.entries)]);
    const entry = (of: typeof a, name: string) => (Object.hasOwn(of.entries, name) ? of.entries[name] : undefined);
    return contextType(
      Object.fromEntries(
        [...names].map((name) => {
          const [x, y] = [entry(a, name), entry(b, name)];
          return [name, x === undefined || y === undefined ? types.any : merged(x, y)];
        }),
      ),
      { open: a.open || b.open || names.size > Object.keys(a.entries).length || names.size > Object.keys(b.entries).length },
    );
  }
  return a.kind === b.kind ? a : unionOf(a, b);
}
