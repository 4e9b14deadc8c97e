import { builtinsNamed } from '../builtins/index.ts';
import { isOfKind, scalarKinds } from '../closures/builtin-call.ts';
import { builtinFunction } from '../closures/builtin-function.ts';
import { callBuiltin } from '../closures/call-builtin.ts';
import type { FeelFunction, FeelValue } from '../values/value.ts';
import { type Clock, nowhere, silentFrame } from './silent-frame.ts';

type Caller<Result> = (...given: readonly FeelValue[]) => Result | null;

const frame = silentFrame();

/** The builtin of that name as a plain function: the same code that closures run. Its result type is what the builtin declares. */
export function caller<Result extends FeelValue>(name: string): Caller<Result> {
  const forms = builtinsNamed(name) ?? [];
  const [only] = forms;
  const general = (given: readonly FeelValue[]) =>
    callBuiltin(
      forms,
      given.map(() => null),
      given,
      frame,
      nowhere,
    );
  const kinds = forms.length === 1 && only !== undefined ? scalarKinds(only) : null;
  const [first, second] = kinds ?? [];
  if (only !== undefined && kinds?.length === 1)
    return ((...given) => {
      const [a = null] = given;
      return given.length === 1 && isOfKind(a, first) ? only.run([a], frame) : general(given);
    }) as Caller<Result>;
  if (only !== undefined && kinds?.length === 2)
    return ((...given) => {
      const [a = null, b = null] = given;
      return given.length === 2 && isOfKind(a, first) && isOfKind(b, second) ? only.run([a, b], frame) : general(given);
    }) as Caller<Result>;
  return ((...given) => general(given)) as Caller<Result>;
}

/** A call of a builtin by the names of its parameters. */
export function callByName(name: string, given: Readonly<Record<string, FeelValue>>): FeelValue {
  return callBuiltin(builtinsNamed(name) ?? [], Object.keys(given), Object.values(given), frame, nowhere);
}

/** A builtin as a value, for a function that takes functions. */
export function functionOf(name: string, clock: Clock = {}): FeelFunction {
  return builtinFunction(name, silentFrame(clock), nowhere);
}
