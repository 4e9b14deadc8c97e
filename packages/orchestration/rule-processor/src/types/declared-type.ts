import { coerce, type FeelContext, type FeelType, type FeelValue, isContext, types } from '@plinth/expression';

/** A test that values of a type pass; null where it cannot be decided. */
export type Constraint = (value: FeelValue) => boolean | null;

/** A type as a model declares it: the static type with the constraints that its values keep. */
export interface DeclaredType {
  readonly type: FeelType;
  /** Tests of the whole value. */
  readonly constraints: readonly Constraint[];
  /** The unary tests that the constraints were made of. */
  readonly tests: readonly string[];
  /** The type of a list's items, where they have constraints. */
  readonly item: DeclaredType | null;
  /** The types of a context's entries, where they have constraints. */
  readonly entries: ReadonlyMap<string, DeclaredType>;
}

export function plainType(type: FeelType): DeclaredType {
  return { type, constraints: [], tests: [], item: null, entries: new Map() };
}

export const anyType: DeclaredType = plainType(types.any);

/** The value as one of the type (DMN 1.5 §10.3.2.9.4): converted where the standard says so, null where it does not fit or breaks a constraint. */
export function conformValue(value: FeelValue, declared: DeclaredType): { readonly value: FeelValue; readonly problem: string | null } {
  const coerced = coerce(value, declared.type);
  if (coerced === null) return { value: null, problem: 'the value is not of the declared type' };
  return keeps(coerced.value, declared)
    ? { value: coerced.value, problem: null }
    : { value: null, problem: 'the value is not among those that the type allows' };
}

function keeps(value: FeelValue, { constraints, item, entries }: DeclaredType): boolean {
  if (value === null) return true;
  if (constraints.some((constraint) => constraint(value) !== true)) return false;
  if (item !== null && Array.isArray(value) && !value.every((each: FeelValue) => keeps(each, item))) return false;
  if (entries.size === 0 || !isContext(value)) return true;
  const context: FeelContext = value;
  return [...entries].every(([name, entry]) => keeps(Object.hasOwn(context, name) ? (context[name] ?? null) : null, entry));
}
