import { builtinsNamed } from '../builtins/index.ts';
import type { Place } from '../syntax/ast.ts';
import { FeelFunction } from '../values/value.ts';
import { callBuiltin } from './call-builtin.ts';
import type { Frame } from './frame.ts';

/** A builtin as a value; its parameters are those of its first form. */
export function builtinFunction(name: string, frame: Frame, place: Place): FeelFunction {
  const forms = builtinsNamed(name) ?? [];
  const parameters = forms[0]?.parameters.map((parameter) => parameter.name) ?? [];
  return new FeelFunction(parameters, (values) =>
    callBuiltin(
      forms,
      values.map(() => null),
      values,
      frame,
      place,
    ),
  );
}
