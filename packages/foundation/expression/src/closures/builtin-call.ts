import type { Builtin } from '../builtins/builtin.ts';
import type { Place } from '../syntax/ast.ts';
import { isNumber, kindOf } from '../values/comparison.ts';
import type { FeelValue } from '../values/value.ts';
import { stepsOf } from '../values/weight.ts';
import { callBuiltin } from './call-builtin.ts';
import type { Run } from './run.ts';

/** A call of a builtin. Arguments that plainly are what its only form takes go to it as they are. */
export function builtinCall(candidates: readonly Builtin[], names: readonly (string | null)[], values: readonly Run[], place: Place): Run {
  const [only] = candidates;
  const kinds = candidates.length === 1 && only !== undefined && names.every((name) => name === null) ? scalarKinds(only) : null;
  const [first, second] = values;
  const [firstKind, secondKind] = kinds ?? [];
  if (only?.ofTexts !== undefined && kinds?.length === values.length && first !== undefined)
    return textCall(candidates, only.ofTexts, first, second, place);
  if (only !== undefined && kinds?.length === 1 && values.length === 1 && first !== undefined) {
    const { run } = only;
    return (frame) => {
      const a = first(frame);
      if (!isOfKind(a, firstKind)) return callBuiltin(candidates, names, [a], frame, place);
      frame.step(typeof a === 'string' ? 1 + stepsOf(a.length) : 1);
      return run([a], frame) ?? frame.nothing(place, `${only.name} has no result for ${kindOf(a)}`);
    };
  }
  if (only !== undefined && kinds?.length === 2 && values.length === 2 && first !== undefined && second !== undefined) {
    const { run } = only;
    return (frame) => {
      const a = first(frame);
      const b = second(frame);
      if (!isOfKind(a, firstKind) || !isOfKind(b, secondKind)) return callBuiltin(candidates, names, [a, b], frame, place);
      frame.step(1 + stepsOf((typeof a === 'string' ? a.length : 0) + (typeof b === 'string' ? b.length : 0)));
      return run([a, b], frame) ?? frame.nothing(place, `${only.name} has no result for (${kindOf(a)}, ${kindOf(b)})`);
    };
  }
  return (frame) => {
    const given: FeelValue[] = values.map((value) => value(frame));
    return callBuiltin(candidates, names, given, frame, place);
  };
}

function textCall(
  candidates: readonly Builtin[],
  ofTexts: NonNullable<Builtin['ofTexts']>,
  first: Run,
  second: Run | undefined,
  place: Place,
): Run {
  if (second === undefined) {
    return (frame) => {
      const a = first(frame);
      if (typeof a !== 'string') return callBuiltin(candidates, [null], [a], frame, place);
      frame.step(1 + stepsOf(a.length));
      return ofTexts(a, '');
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    if (typeof a !== 'string' || typeof b !== 'string') return callBuiltin(candidates, [null, null], [a, b], frame, place);
    frame.step(1 + stepsOf(a.length + b.length));
    return ofTexts(a, b);
  };
}

/** The kind of each parameter where all are scalars; null where more must be looked at. */
export function scalarKinds({ parameters }: Builtin): readonly string[] | null {
  const scalar = parameters.every(
    ({ type, rest }) => !rest && (type.kind === 'string' || type.kind === 'number' || type.kind === 'boolean'),
  );
  return scalar ? parameters.map(({ type }) => type.kind) : null;
}

/** Whether a value is of a kind that {@link scalarKinds} gave. */
export function isOfKind(value: FeelValue, kind: string | undefined): boolean {
  return kind === 'number' ? isNumber(value) : typeof value === kind;
}
