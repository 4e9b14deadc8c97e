import { contextOf } from '../builtins/contexts.ts';
import { entryOf, type FeelContext, type FeelValue, isContext } from '../values/value.ts';

/** `value.name`: an entry, a property that values of the kind have, or, of a list, those of its items. */
export { propertyOf as property } from '../closures/property.ts';

/** The entry of what a filter looks at, or else what the name means outside of it. */
export function entry(item: FeelValue, name: string, otherwise: () => FeelValue): FeelValue {
  return isContext(item) && Object.hasOwn(item, name) ? entryOf(item, name) : otherwise();
}

/** A context whose entries may use those before them: each gets their values. */
export function inOrder(entries: readonly (readonly [string, (...before: readonly FeelValue[]) => FeelValue])[]): FeelContext {
  const values: FeelValue[] = [];
  for (const [, entryValue] of entries) values.push(entryValue(...values));
  return contextOf(entries.map(([name], index) => [name, values[index] ?? null]));
}
