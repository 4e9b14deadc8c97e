import type { Definition } from '@plinth/app-definition';
import { toJson } from '@plinth/expression';
import { type JsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import { modelOf, type ProcessTest, simulateTest } from '@plinth/processes';
import { fromStored, type Simulated, type StoredVariables, type TraceLine } from '@plinth/workflow-engine';
import type { ElementTokens } from '../diagram/diagram-node.ts';
import { tokensAfter } from '../diagram/tokens-after.ts';
import { type Play, playsOf, startPlays, stepOf } from './plays.ts';

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
  /** What else could begin it. */
  readonly starts: readonly Play[];
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
    const model = modelOf(definition, key);
    const starts = startPlays(model);
    const simulated = orNotBegun(
      () => simulateTest(definition, model, { variables, script: { ...script, steps } }),
      steps.length === 0 && starts.length > 0,
    );
    const run = { variables, steps, script, simulated, starts };
    return { ok: true, run: { ...run, shown: Math.min(shown ?? simulated.trace.length, simulated.trace.length) } };
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { ok: false, message: `${error.message} ${error.hint}`.trim() };
  }
}

/** What begins by an event alone has not begun before somebody lets it happen. */
function orNotBegun(simulated: () => Simulated, mayWait: boolean): Simulated {
  try {
    return simulated();
  } catch (error) {
    if (mayWait && error instanceof PlinthError && error.code === 'process.no-start') return { trace: [], outcomes: [], refused: 0 };
    throw error;
  }
}

/** What can be done now: nothing before all that follows from what was done is shown. */
export function nextPlays(run: ShownRun): readonly Play[] {
  if (!isAtEnd(run)) return [];
  // Before anything was done, another start can still be chosen.
  return [...(run.steps.length === 0 ? run.starts : []), ...playsOf(run.simulated)];
}

/** A run after one more thing has happened. */
export function played(definition: Definition, key: string, run: ShownRun, play: Play, given: JsonObject = {}): RunResult {
  const step = stepOf(play, given);
  const { variables, steps, script } = run;
  if (step !== null) return runProcess(definition, key, { variables, steps: [...steps, step], script });
  return runProcess(definition, key, {
    variables: { ...variables, ...given },
    steps: [],
    script: { ...script, start: { event: play.element } },
  });
}

/** A run without the last that was done; null where nothing was. */
export function takenBack(definition: Definition, key: string, { variables, steps, script }: ShownRun): RunResult | null {
  const { start, ...others } = script;
  if (steps.length > 0) return runProcess(definition, key, { variables, steps: steps.slice(0, -1), script });
  return start === undefined ? null : runProcess(definition, key, { variables, steps, script: others });
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

export function isHistory(line: TraceLine): line is Extract<TraceLine, HistoryLine> {
  return 'visit' in line;
}
