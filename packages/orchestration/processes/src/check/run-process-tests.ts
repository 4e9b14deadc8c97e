import type { Definition, RecordOf } from '@plinth/app-definition';
import { equalValues, fromJson, isContext, toJson, types } from '@plinth/expression';
import { type JsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import type { ProcessModel } from '@plinth/process-model';
import { fromStored, type Outcome, readScript, type Simulated, type StoredValue, simulate, type TraceLine } from '@plinth/workflow-engine';
import { defaultsOfProcesses } from '../default-settings.ts';
import { decisionsOfDefinition } from './decisions-of.ts';

export type ProcessTest = NonNullable<RecordOf<'process'>['tests']>[string];

/** How a test case of a process went; what is not as expected is said in `problems`, of which there are none where it passed. */
export interface ProcessTestOutcome {
  readonly test: string;
  readonly passed: boolean;
  readonly problems: readonly string[];
}

/** Runs a test case: a simulation with its script from its variables. Throws what keeps the script from being read. `decisions` may be shared by several. */
export function simulateTest(
  definition: Definition,
  model: ProcessModel,
  { variables, script }: Pick<ProcessTest, 'variables' | 'script'>,
  decisions = decisionsOfDefinition(definition),
): Simulated {
  const read = readScript(script as JsonObject);
  const given = fromJson(types.any, variables as JsonObject);
  const settings = defaultsOfProcesses(definition);
  return simulate(model, read, isContext(given) ? given : {}, {
    decide: decisions(Date.parse(read.now)),
    ...(settings === undefined ? {} : { settings }),
  });
}

/** Runs every test case of a process. */
export function runProcessTests(
  definition: Definition,
  model: ProcessModel,
  tests: RecordOf<'process'>['tests'],
): readonly ProcessTestOutcome[] {
  const decisions = decisionsOfDefinition(definition);
  return Object.entries(tests ?? {}).map(([test, each]): ProcessTestOutcome => {
    try {
      const problems = differences(simulateTest(definition, model, each, decisions), each.expect);
      return { test, passed: problems.length === 0, problems };
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      return { test, passed: false, problems: [error.message] };
    }
  });
}

/** What of a simulation is not as expected. The first instance is the one that was started. */
export function differences({ trace, outcomes }: Simulated, { status, variables, path, waiting }: ProcessTest['expect']): string[] {
  const [outcome] = outcomes;
  if (outcome === undefined) return ['no instance was started'];
  return [
    ...trace.flatMap((line) => (line.event === 'refused' ? [`step ${line.step} did not apply: ${line.message}`] : [])),
    ...(status === undefined || status === outcome.status ? [] : [`it is ${outcome.status}, not ${status}`]),
    ...Object.entries(variables ?? {}).flatMap(([name, value]) => wrongVariable(outcome, name, value as JsonValue)),
    ...missingStep(completed(trace), path ?? []),
    ...(waiting ?? []).flatMap((id) => (outcome.waiting.some(({ element }) => element === id) ? [] : [`${id} does not wait`])),
  ];
}

/** Dates and durations are compared by their text, which is how a test case has them. */
function wrongVariable({ variables }: Outcome, name: string, expected: JsonValue): string[] {
  const stored: StoredValue | undefined = variables[name];
  if (stored === undefined) return [`there is no variable ${name}`];
  const value = fromStored(stored);
  const actual = JSON.stringify(toJson(value));
  const isSame = equalValues(value, fromJson(types.any, expected)) === true || actual === JSON.stringify(expected);
  return isSame ? [] : [`${name} is ${actual}, not ${JSON.stringify(expected)}`];
}

function completed(trace: readonly TraceLine[]): string[] {
  return trace.flatMap((line) => (line.event === 'completed' && line.instance === 1 ? [line.element] : []));
}

function missingStep(done: readonly string[], path: readonly string[]): string[] {
  let at = 0;
  for (const id of path) {
    const found = done.indexOf(id, at);
    if (found < 0) return [done.includes(id) ? `${id} is completed before what should come before it` : `${id} is not completed`];
    at = found + 1;
  }
  return [];
}
