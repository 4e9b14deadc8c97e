import { callFunction } from '../closures/call-function.ts';
import type { FeelType } from '../types/feel-type.ts';
import { coerce } from '../values/instance.ts';
import { FeelFunction, type FeelValue } from '../values/value.ts';
import { nowhere, silentFrame } from './silent-frame.ts';

/** A parameter: its name, and the type that its arguments are converted to where it has one. */
type Parameter = string | readonly [name: string, type: FeelType];

/** `function(…) …` as a value; null where an argument is not of its parameter's type. */
export function lambda(parameters: readonly Parameter[], body: (...given: readonly FeelValue[]) => FeelValue): FeelFunction {
  const names = parameters.map((parameter) => (typeof parameter === 'string' ? parameter : parameter[0]));
  return new FeelFunction(names, (values) => {
    const given: FeelValue[] = [];
    for (const [index, parameter] of parameters.entries()) {
      const value = values[index] ?? null;
      const fitting = typeof parameter === 'string' ? { value } : coerce(value, parameter[1]);
      if (fitting === null) return null;
      given.push(fitting.value);
    }
    return body(...given);
  });
}

/** A call of a function that is a value. */
export function call(callee: FeelValue, ...given: readonly FeelValue[]): FeelValue {
  return called(
    callee,
    given.map(() => null),
    given,
  );
}

/** A call of a function that is a value, by the names of its parameters. */
export function callWith(callee: FeelValue, given: Readonly<Record<string, FeelValue>>): FeelValue {
  return called(callee, Object.keys(given), Object.values(given));
}

function called(callee: FeelValue, names: readonly (string | null)[], given: readonly FeelValue[]): FeelValue {
  const values = given.map((value) => () => value);
  return callFunction(() => callee, names, values, nowhere)(silentFrame());
}
