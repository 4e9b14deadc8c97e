import type { Builtin, BuiltinParameter } from '../builtins/builtin.ts';
import type { Place } from '../syntax/ast.ts';
import { kindOf } from '../values/comparison.ts';
import { coerce } from '../values/instance.ts';
import type { FeelValue } from '../values/value.ts';
import { stepsOf } from '../values/weight.ts';
import type { Frame } from './frame.ts';

/** Calls the first way of a builtin that takes the values; null where none does, or where a needed value is missing. */
export function callBuiltin(
  candidates: readonly Builtin[],
  names: readonly (string | null)[],
  values: readonly FeelValue[],
  frame: Frame,
  place: Place,
): FeelValue {
  for (const candidate of candidates) {
    const arranged = arrange(candidate, names, values);
    if (arranged === null) continue;
    frame.step(1 + stepsOf(candidate.parameters.reduce((sum, parameter, index) => sum + piecesOf(parameter, arranged[index] ?? null), 0)));
    const missing = candidate.parameters.some(
      ({ optional, type, rest }, index) => !optional && !rest && type.kind !== 'any' && arranged[index] === null,
    );
    if (missing) return frame.nothing(place, `${candidate.name} lacks an argument`);
    return candidate.run(arranged, frame) ?? frame.nothing(place, `${candidate.name} has no result for these arguments`);
  }
  return frame.nothing(place, `${candidates[0]?.name} cannot be called with (${values.map(kindOf).join(', ')})`);
}

/** What has to be gone through in an argument before or while the function runs. */
function piecesOf({ type }: BuiltinParameter, value: FeelValue): number {
  if (typeof value === 'string') return value.length;
  return type.kind === 'list' && type.item.kind !== 'any' && Array.isArray(value) ? value.length : 0;
}

/** The values in the order of the parameters, converted to their types; null where one does not fit. */
function arrange({ parameters }: Builtin, names: readonly (string | null)[], values: readonly FeelValue[]): FeelValue[] | null {
  const arranged: FeelValue[] = [];
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.rest) {
      const rest: FeelValue[] = [];
      for (const value of values.slice(index)) {
        const coerced = coerce(value, parameter.type);
        if (coerced === null) return null;
        rest.push(coerced.value);
      }
      arranged.push(rest);
      return arranged;
    }
    const named = names.indexOf(parameter.name);
    const given = named >= 0 ? values[named] : names[index] === null ? values[index] : undefined;
    if (given === undefined && !parameter.optional) return null;
    const coerced = coerce(given ?? null, parameter.type);
    if (coerced === null) return null;
    arranged.push(coerced.value);
  }
  return values.length > parameters.length ? null : arranged;
}
