import type { Place } from '../syntax/ast.ts';
import { kindOf } from '../values/comparison.ts';
import { FeelFunction } from '../values/value.ts';
import type { Run } from './run.ts';

/** A call of a function that is a value; null where it is none, or where the arguments do not fit its parameters. */
export function callFunction(callee: Run, names: readonly (string | null)[], values: readonly Run[], place: Place): Run {
  return (frame) => {
    const called = callee(frame);
    if (!(called instanceof FeelFunction)) return frame.nothing(place, `${kindOf(called)} is no function`);
    const given = values.map((value) => value(frame));
    if (names.every((name) => name === null))
      return given.length === called.parameters.length
        ? called.call(given)
        : frame.nothing(place, `the function takes ${called.parameters.length} arguments, not ${given.length}`);
    if (names.some((name) => name === null || !called.parameters.includes(name)))
      return frame.nothing(place, `the function has no such parameters; its own are ${called.parameters.join(', ')}`);
    return called.call(called.parameters.map((parameter) => given[names.indexOf(parameter)] ?? null));
  };
}
