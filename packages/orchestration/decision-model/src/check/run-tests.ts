import { settingsName } from '@plinth/app-definition';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { type CaseDifference, runDecisionCases } from '@plinth/rule-processor';
import type { CompiledVersion } from '../ask/compile-version.ts';
import { dayOf, startOf } from '../ask/day.ts';
import { givenInputs } from '../ask/given-inputs.ts';

/** How a stored test case went. */
export interface TestOutcome {
  readonly test: string;
  readonly passed: boolean;
  readonly differences: readonly CaseDifference[];
  /** Why it could not be run; empty where it was. */
  readonly problems: readonly string[];
}

/**
 * Runs the test cases of a decision. They are about this version, whenever that counts; settings are what the case says of them
 * among its inputs, or else their defaults.
 */
export function runTests(
  { record, model, types, compiled, answer, settings }: CompiledVersion,
  clock: () => number = Date.now,
): readonly TestOutcome[] {
  return Object.entries(record.tests).map(([test, { inputs: given, expect, on = dayOf(clock()) }]): TestOutcome => {
    const inputs = settings === null ? given : { ...given, [settingsName]: { ...settings, ...toldBy(given) } };
    const { problems } = givenInputs(model.inputs, types.items, inputs);
    if (problems.length > 0 && record.wrongInputs === 'refuse')
      return { test, passed: false, differences: [], problems: problems.map(({ message }) => message) };
    const stored = { name: test, decision: answer, inputs: inputs as JsonObject, expected: (expect ?? null) as JsonValue };
    const [found] = runDecisionCases(compiled, [stored], { now: () => startOf(on), zone: 'UTC' });
    const failure = found?.failure ?? null;
    return {
      test,
      passed: found?.passed === true,
      differences: found?.differences ?? [],
      problems: failure === null ? [] : [failure],
    };
  });
}

function toldBy(given: Readonly<Record<string, unknown>>): JsonObject {
  const told = Object.hasOwn(given, settingsName) ? given[settingsName] : undefined;
  return isJsonObject(told) ? told : {};
}
