import { nearestName } from '@plinth/foundation';
import type { Diagnostic } from '../diagnostic.ts';
import type { Node, Place } from '../syntax/ast.ts';
import { type FeelType, type FunctionType, printType } from '../types/feel-type.ts';
import { fits } from './builtin-forms.ts';

/** What is wrong with the arguments of a call, and where. */
export interface WrongArgument extends Pick<Diagnostic, 'message' | 'expected' | 'suggestion'> {
  readonly place: Place;
}

/** Where a call of a function that is a value, such as a decision, does not fit its parameters: the standard makes the call null. */
export function wrongArguments(
  { parameters }: FunctionType,
  call: Extract<Node, { kind: 'call' }>,
  given: readonly FeelType[],
): readonly WrongArgument[] {
  const signature = parameters.map(({ name, type }) => `${name}: ${printType(type)}`).join(', ');
  const names = parameters.map(({ name }) => name);
  const byName = call.arguments.some(({ name }) => name !== null);
  if (!byName && given.length !== parameters.length) {
    const message = `the function takes ${parameters.length} arguments, not ${given.length}`;
    return [{ place: call, message, ...(signature === '' ? {} : { expected: signature }) }];
  }
  const wrong = call.arguments.flatMap(({ name, value }, at): WrongArgument[] => {
    const parameter = name === null ? parameters[at] : parameters.find((each) => each.name === name);
    if (byName && name === null) return [{ place: value, message: 'is given without a name beside others with one', expected: signature }];
    if (parameter === undefined) {
      const nearest = nearestName(name ?? '', names);
      return [{ place: value, message: `the function has no parameter "${name}"`, ...(nearest === null ? {} : { suggestion: nearest }) }];
    }
    const type = given[at] ?? { kind: 'any' };
    if (fits(type, parameter.type)) return [];
    const wanted = printType(parameter.type);
    return [{ place: value, message: `${printType(type)} stands where ${wanted} belongs, for ${parameter.name}`, expected: wanted }];
  });
  const missing = parameters
    .filter(({ name }) => byName && !call.arguments.some((argument) => argument.name === name))
    .map(({ name, type }) => ({ place: call, message: `${name} is missing`, expected: `${name}: ${printType(type)}` }));
  return [...wrong, ...missing];
}
