import type { Builtin } from './builtin.ts';
import { contextBuiltins } from './contexts.ts';
import { listBuiltins } from './lists.ts';
import { numberBuiltins } from './numbers.ts';
import { rangeBuiltins } from './ranges.ts';
import { stringBuiltins } from './strings.ts';
import { temporalBuiltins } from './temporals.ts';

/** Every way to call every builtin function, in the order in which they are tried. */
export const builtins: readonly Builtin[] = [
  ...stringBuiltins,
  ...numberBuiltins,
  ...listBuiltins,
  ...temporalBuiltins,
  ...contextBuiltins,
  ...rangeBuiltins,
];

const byName = new Map<string, Builtin[]>();
for (const entry of builtins) byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]);

/** The ways to call a function, or null where there is none of that name. */
export function builtinsNamed(name: string): readonly Builtin[] | null {
  return byName.get(name) ?? null;
}

export function builtinNames(): Iterable<string> {
  return byName.keys();
}
