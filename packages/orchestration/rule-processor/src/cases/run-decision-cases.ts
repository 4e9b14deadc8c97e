import { equalValues, type FeelType, type FeelValue, fromJson, isContext, toJson } from '@plinth/expression';
import { type JsonValue, PlinthError } from '@plinth/foundation';
import type { CompiledModel } from '../graph/compile-model.ts';
import type { EvaluateOptions, Reason } from '../graph/evaluation.ts';
import { classOf, kindOfClass } from '../table/value-class.ts';
import { inputsFromJson } from './json-inputs.ts';

/** A stored case: what a decision gives for some inputs, all as JSON; decimals, dates and durations may be text. */
export interface DecisionCase {
  readonly name: string;
  readonly decision: string;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly expected: JsonValue;
}

/** Where a result is not what was expected. */
export interface CaseDifference {
  /** `rate`, `items[2].price`; empty for the result as such. Positions are from 1, as FEEL has them. */
  readonly path: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue;
}

export interface DecisionCaseResult {
  readonly name: string;
  readonly passed: boolean;
  readonly differences: readonly CaseDifference[];
  readonly reasons: readonly Reason[];
  /** Why the case could not be run at all; null where it was. */
  readonly failure: string | null;
}

/** Runs stored cases against a model. A case that cannot be run has failed, and the others go on. */
export function runDecisionCases(
  model: CompiledModel,
  cases: readonly DecisionCase[],
  options: EvaluateOptions = {},
): DecisionCaseResult[] {
  return cases.map(({ name, decision, inputs, expected }) => {
    try {
      const { value, reasons } = model.evaluate(decision, { values: inputsFromJson(model, decision, inputs) }, options);
      const differences = differencesOf(value, expected, '');
      return { name, passed: differences.length === 0, differences, reasons, failure: null };
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      return { name, passed: false, differences: [], reasons: [], failure: error.message };
    }
  });
}

function differencesOf(actual: FeelValue, expected: JsonValue, path: string): CaseDifference[] {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    const items: readonly FeelValue[] = actual;
    const length = Math.max(items.length, expected.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) => {
      const at = `${path}[${index + 1}]`;
      // An item too many or too few is a difference even where it is null.
      if (index >= items.length || index >= expected.length)
        return [{ path: at, expected: expected[index] ?? null, actual: toJson(items[index] ?? null) }];
      return differencesOf(items[index] ?? null, expected[index] ?? null, at);
    });
  }
  if (isContext(actual) && isContext(expected)) {
    const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    return [...names].flatMap((name) => {
      const at = path === '' ? name : `${path}.${name}`;
      const own = Object.hasOwn(actual, name) ? (actual[name] ?? null) : null;
      const wanted = Object.hasOwn(expected, name) ? ((expected[name] ?? null) as JsonValue) : null;
      if (Object.hasOwn(actual, name) !== Object.hasOwn(expected, name)) return [{ path: at, expected: wanted, actual: toJson(own) }];
      return differencesOf(own, wanted, at);
    });
  }
  return isSame(actual, expected) ? [] : [{ path, expected, actual: toJson(actual) }];
}

function isSame(actual: FeelValue, expected: JsonValue): boolean {
  if (actual === null || expected === null) return actual === expected;
  const of = classOf(actual);
  if (of === null) return JSON.stringify(toJson(actual)) === JSON.stringify(expected);
  const type = { kind: kindOfClass(of) } as FeelType;
  return equalValues(actual, fromJson(type, expected)) === true;
}
