import type { Definition } from '@plinth/app-definition';
import { toJson } from '@plinth/expression';
import { type JsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import { modelOf, type ProcessTest, simulateTest } from '@plinth/processes';
import { fromStored, type Outcome, type Simulated, type StoredVariables, type TraceLine } from '@plinth/workflow-engine';
import type { ElementTokens } from '../diagram/diagram-node.ts';
import { tokensAfter } from '../diagram/tokens-after.ts';

/** A simulation as somebody goes through it: what was given, what the world did so far, and how much of the trace is shown. */
export interface ShownRun {
  readonly variables: JsonObject;
  /** In the form of a script's steps. */
  readonly steps: readonly JsonValue[];
  /** Answers that a test case gives by itself. */
  readonly script: JsonObject;
  readonly simulated: Simulated;
  /** So many lines of the trace have happened. */
  readonly shown: number;
}

export type RunResult = { readonly ok: true; readonly run: ShownRun } | { readonly ok: false; readonly message: string };

/** Runs a process from its variables over these steps. The trace is shown up to its end, or to where it was and one line on. */
export function runProcess(
  definition: Definition,
  key: string,
  { variables, steps, script = {} }: { readonly variables: JsonObject; readonly steps: readonly JsonValue[]; readonly script?: JsonObject },
  shown?: number,
): RunResult {
  try {
    const simulated = simulateTest(definition, modelOf(definition, key), { variables, script: { ...script, steps } });
    return {
      ok: true,
      run: { variables, steps, script, simulated, shown: Math.min(shown ?? simulated.trace.length, simulated.trace.length) },
    };
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { ok: false, message: `${error.message} ${error.hint}`.trim() };
  }
}

/** One more line of the trace; at its end nothing changes. */
export function stepOn(run: ShownRun): ShownRun {
  return { ...run, shown: Math.min(run.shown + 1, run.simulated.trace.length) };
}

export function isAtEnd({ shown, simulated }: ShownRun): boolean {
  return shown >= simulated.trace.length;
}

/** Where the tokens are after what is shown, by id of the element. */
export function tokensOf({ simulated, shown }: ShownRun): ReadonlyMap<string, ElementTokens> {
  const lines = simulated.trace.slice(0, shown).filter(isHistory);
  return tokensAfter(lines.map(({ event, element, visit, instance }) => ({ event, element, visit: `${instance} ${visit}` })));
}

/** The variables of the first instance after what is shown. */
export function variablesOf({ simulated, shown, variables }: ShownRun): JsonObject {
  const [outcome] = simulated.outcomes;
  if (shown >= simulated.trace.length && outcome !== undefined) return asJson(outcome.variables);
  const changed: Record<string, JsonValue> = { ...variables };
  for (const line of simulated.trace.slice(0, shown)) if (isHistory(line)) Object.assign(changed, asJson(line.variables));
  return changed;
}

/** What a test case would expect of a simulation as it went. */
export function expectationOf({ simulated: { trace, outcomes } }: ShownRun, isDrawn: (element: string) => boolean): ProcessTest['expect'] {
  const [outcome] = outcomes;
  const path = trace.flatMap((line) =>
    isHistory(line) && line.event === 'completed' && line.instance === 1 && isDrawn(line.element) ? [line.element] : [],
  );
  const waiting = [...new Set((outcome?.waiting ?? []).map(({ element }) => element).filter(isDrawn))];
  return {
    ...(outcome === undefined ? {} : { status: outcome.status, variables: asJson(outcome.variables) }),
    path,
    ...(waiting.length === 0 ? {} : { waiting }),
  };
}

/** Values as people write them in JSON. */
function asJson(variables: StoredVariables): JsonObject {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toJson(fromStored(value))]));
}

type HistoryLine = TraceLine & { readonly visit: string };

function isHistory(line: TraceLine): line is Extract<TraceLine, HistoryLine> {
  return 'visit' in line;
}

/** What waits, each element once for each thing it waits for. */
export function waitsOf({ simulated }: ShownRun): readonly Outcome['waiting'][number][] {
  const seen = new Set<string>();
  return simulated.outcomes.flatMap(({ waiting }) =>
    waiting.filter(({ element, for: what, name = '' }) => {
      const id = `${element} ${what} ${name}`;
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    }),
  );
}
