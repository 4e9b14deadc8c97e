import type { Builtin } from '../builtins/builtin.ts';
import { conforms, type FeelType, types, unionOf } from '../types/feel-type.ts';

/** Whether a form can be called with these arguments, by their number and names. */
export function takes(candidate: Builtin, names: readonly (string | null)[]): boolean {
  const { parameters } = candidate;
  const rest = parameters.at(-1)?.rest === true;
  if (names.length > parameters.length && !rest) return false;
  if (names.some((name) => name !== null)) {
    const given = new Set(names);
    return (
      names.every((name) => parameters.some((parameter) => parameter.name === name)) &&
      parameters.every(({ name, optional }) => optional || given.has(name))
    );
  }
  return parameters.slice(names.length).every(({ optional }) => optional);
}

/** The parameter an argument is for. */
export function parameterFor(candidate: Builtin, name: string | null, index: number): Builtin['parameters'][number] | undefined {
  if (name !== null) return candidate.parameters.find((parameter) => parameter.name === name);
  return candidate.parameters[Math.min(index, candidate.parameters.length - 1)];
}

/** As arguments: also a list for its item and an item for a list of it, which the standard converts. */
export function fits(type: FeelType, wanted: FeelType): boolean {
  if (conforms(type, wanted)) return true;
  if (type.kind === 'list') return conforms(type.item, wanted);
  return wanted.kind === 'list' && conforms(type, wanted.item);
}

/** The type of the value of whichever of the forms is called. */
export function resultOf(
  candidates: readonly Builtin[],
  given: readonly { readonly parameter: string | null; readonly type: FeelType }[],
): FeelType {
  const results = candidates.map(({ parameters, result }): FeelType => {
    if (typeof result !== 'string') return result;
    const first = (given.find(({ parameter }) => parameter !== null && parameter === parameters[0]?.name) ?? given[0])?.type ?? types.any;
    return result === 'item' && first.kind === 'list' ? first.item : first;
  });
  return results.reduce((all, result) => unionOf(all, result), results[0] ?? types.any);
}
