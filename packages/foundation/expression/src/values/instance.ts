import type { FeelType } from '../types/feel-type.ts';
import { kindOf } from './comparison.ts';
import { entryOf, FeelRange, type FeelValue, isContext } from './value.ts';

/** Whether a value is of a type (`instance of`, arguments). Null is of type any and null only. */
export function isInstance(value: FeelValue, type: FeelType): boolean {
  switch (type.kind) {
    case 'any':
      return value !== null;
    case 'list':
      return (
        Array.isArray(value) && (type.item.kind === 'any' || value.every((item: FeelValue) => item === null || isInstance(item, type.item)))
      );
    case 'range':
      return value instanceof FeelRange && [value.low, value.high].every((end) => end === null || isInstance(end, type.of));
    case 'context':
      return (
        isContext(value) &&
        Object.entries(type.entries).every(([name, entry]) => {
          const own = entryOf(value, name);
          return Object.hasOwn(value, name) && (own === null || isInstance(own, entry));
        })
      );
    default:
      return kindOf(value) === type.kind;
  }
}

/** A value as an argument of a type: a list of one stands for its item, an item for a list of itself (§10.3.2.9.4). */
export function coerce(value: FeelValue, type: FeelType): { readonly value: FeelValue } | null {
  if (value === null || type.kind === 'any' || isInstance(value, type)) return { value };
  if (Array.isArray(value) && value.length === 1 && type.kind !== 'list') {
    const [item = null] = value as readonly FeelValue[];
    return item !== null && isInstance(item, type) ? { value: item } : null;
  }
  if (type.kind === 'list' && !Array.isArray(value) && isInstance(value, type.item)) return { value: [value] };
  return null;
}
