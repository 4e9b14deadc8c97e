import type { FeelValue, TypedExpression } from '@plinth/expression';
import { constantValue } from '../boxed/constant-value.ts';

/** A test whose outcome depends on the input alone. */
export type ConstantTest =
  /** `= 5`, `!= 5`: values of every kind can be asked. */
  | { readonly kind: 'equality'; readonly value: FeelValue; readonly wanted: boolean }
  /** The input equals the value, lies in it, or is among its items. */
  | { readonly kind: 'value'; readonly value: FeelValue };

/** What a cell of unary tests says before any input comes. */
export type CellShape =
  | { readonly kind: 'anything' }
  /** Any of the tests; with `not`, none of them. */
  | { readonly kind: 'constant'; readonly tests: readonly ConstantTest[]; readonly not: boolean }
  /** Only known by asking: it speaks of other names, of `?`, or is no FEEL. */
  | { readonly kind: 'opaque' };

export const anything: CellShape = { kind: 'anything' };
export const opaque: CellShape = { kind: 'opaque' };

export function shapeOf(typed: TypedExpression): CellShape {
  const { root } = typed;
  if (root.kind === 'anything') return anything;
  if (root.kind !== 'tests') return opaque;
  const tests: ConstantTest[] = [];
  for (const test of root.tests) {
    const wanted = test.kind === 'unary-comparison' && (test.operator === '=' || test.operator === '!=') ? test.operator === '=' : null;
    const value = constantValue(typed, test.kind === 'unary-comparison' && wanted !== null ? test.of : test);
    if (value === undefined) return opaque;
    tests.push(wanted === null ? { kind: 'value', value } : { kind: 'equality', value, wanted });
  }
  return { kind: 'constant', tests, not: root.not };
}
