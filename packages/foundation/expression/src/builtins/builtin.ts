import { type FeelType, types } from '../types/feel-type.ts';
import { parseType } from '../types/parse-type.ts';
import type { FeelValue } from '../values/value.ts';

export interface BuiltinParameter {
  readonly name: string;
  readonly type: FeelType;
  readonly optional: boolean;
  /** Takes all remaining arguments, as a list. */
  readonly rest: boolean;
}

/** What a builtin may ask of where it runs. */
export interface BuiltinEnvironment {
  /** Milliseconds since 1970, for `now()` and `today()`. */
  now(): number;
  /** Zone of `now()` and `today()`; UTC where absent. */
  readonly zone: string | null;
  /** Counts work; throws beyond the limit of the evaluation. */
  step(count: number): void;
}

/** One way to call a builtin function (DMN 1.5 §10.3.4). */
export interface Builtin {
  readonly name: string;
  readonly parameters: readonly BuiltinParameter[];
  /** Result type; `item` stands for the item type of the first argument, `first` for its own type. */
  readonly result: FeelType | 'item' | 'first';
  /** One line for completion. */
  readonly documentation: string;
  /** Gets coerced arguments in the order of the parameters, absent ones as null. */
  readonly run: (values: readonly FeelValue[], environment: BuiltinEnvironment) => FeelValue;
  /** The same for one or two texts that are there, whose result is never null; absent where there is no such shorter way. */
  readonly ofTexts?: (text: string, other: string) => FeelValue;
}

/** `builtin('contains', ['string: string', 'match: string'], 'boolean', 'Whether …', ([text, part]) => …)`; `name?:` is optional, `...name:` takes the rest. */
export function builtin(name: string, parameters: readonly string[], result: string, documentation: string, run: Builtin['run']): Builtin {
  return {
    name,
    parameters: parameters.map(readParameter),
    result: result === 'item' || result === 'first' ? result : parseType(result),
    documentation,
    run,
  };
}

/** A function of one or two texts. */
export function textBuiltin(
  name: string,
  parameters: readonly string[],
  result: string,
  documentation: string,
  ofTexts: (text: string, other: string) => FeelValue,
): Builtin {
  const run: Builtin['run'] = ([text, other]) => ofTexts(String(text), String(other));
  const described = parameters.map((parameter) => `${parameter}: string`);
  return { ...builtin(name, described, result, documentation, run), ofTexts };
}

function readParameter(text: string): BuiltinParameter {
  const match = /^(\.\.\.)?([^:?]+)(\?)?:\s*(.+)$/.exec(text);
  if (match === null) throw new Error(`"${text}" describes no parameter.`);
  return {
    name: (match[2] ?? '').trim(),
    type: match[4] === 'any' ? types.any : parseType(match[4] ?? 'any'),
    optional: match[3] !== undefined,
    rest: match[1] !== undefined,
  };
}
