import { equalValues, type FeelType, type FeelValue, fromJson, printValue, types } from '@plinth/expression';
import { isJsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import { type CompiledVersion, planDecision } from '../ask/plan-decision.ts';

/** How a stored test case went. */
export interface TestOutcome {
  readonly test: string;
  readonly passed: boolean;
  /** Where the answer differs from what is expected, or why there is none. */
  readonly differences: readonly { readonly path: string; readonly message: string }[];
  readonly result: JsonValue;
}

/** Runs the test cases of a decision. Of a context only the entries that a case expects are compared. */
export function runTests(version: CompiledVersion): readonly TestOutcome[] {
  // A case is about this version, whenever that holds.
  const { validFrom: _from, validTo: _to, ...always } = version.record;
  const decision = planDecision({ ...version, record: always }, []);
  const type = version.types.of(version.answer);
  return Object.entries(version.record.tests).map(([test, { inputs, expect, on }]): TestOutcome => {
    try {
      const { result } = decision.ask(inputs, on === undefined ? {} : { on });
      const differences = differencesOf(type, expect as JsonValue, result, '');
      return { test, passed: differences.length === 0, differences, result };
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      const { violations = [] } = error.details;
      const listed = violations.map(({ path, message }) => ({ path, message }));
      return { test, passed: false, differences: listed.length > 0 ? listed : [{ path: '', message: error.message }], result: null };
    }
  });
}

function differencesOf(type: FeelType, expected: JsonValue, found: JsonValue, path: string): { path: string; message: string }[] {
  if (isJsonObject(expected) && isJsonObject(found)) {
    return Object.entries(expected).flatMap(([name, value]) => {
      const entry = type.kind === 'context' && Object.hasOwn(type.entries, name) ? (type.entries[name] ?? types.any) : types.any;
      return differencesOf(entry, value ?? null, Object.hasOwn(found, name) ? (found[name] ?? null) : null, `${path}/${name}`);
    });
  }
  const [wanted, given] = [fromJson(type, expected), fromJson(type, found)];
  if (same(wanted, given) && (wanted !== null || expected === null)) return [];
  return [{ path, message: `gives ${printValue(given, true)} where ${printed(wanted, expected)} is expected` }];
}

function same(a: FeelValue, b: FeelValue): boolean {
  return (a === null && b === null) || equalValues(a, b) === true;
}

/** What is expected and no value of the type is shown as it was written. */
function printed(value: FeelValue, json: JsonValue): string {
  return value === null && json !== null ? JSON.stringify(json) : printValue(value, true);
}
