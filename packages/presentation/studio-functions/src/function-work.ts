import { errorOfProblem, type FunctionCallResult, runFunctionDraft, tryFunction } from '@plinth/api-contract';
import { type ActionBody, type RecordOf, recordOf } from '@plinth/app-definition';
import { isJsonObject, type JsonObject, type JsonValue, PlinthError, type Problem } from '@plinth/foundation';
import type { StudioWork } from '@plinth/studio-frame';
import { type Signal, signal } from '@preact/signals-core';
import { createContext, useContext } from 'react';
import { createDebugWork, type DebugWork } from './debug/debug-work.ts';
import type { CodeEditor } from './editor/code-editor.ts';

/** What a run came to, as it is shown. */
export interface ShownRun {
  /** Counted from when the function was opened. */
  readonly number: number;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  /** JSON that it was run with, and whether on the records of the environment. */
  readonly input: string;
  readonly inWorld: boolean;
  readonly ok: boolean;
  /** The result as text, or what went wrong. */
  readonly text: string;
  readonly hint: string;
  readonly logs: FunctionCallResult['logs'];
  readonly requests: FunctionCallResult['requests'];
  /** Lines of the source at which it failed: `at total (total.ts:3:9)`. */
  readonly stack: readonly string[];
  readonly figures: { readonly milliseconds: number; readonly cpu: number; readonly memory: number } | null;
}

/** What the parts of an open function's view share. */
export interface FunctionWork {
  readonly work: StudioWork;
  readonly id: string;
  /** What is written and not yet kept; null where that is nothing. */
  readonly draft: Signal<string | null>;
  readonly editor: Signal<CodeEditor | null>;
  /** JSON that it is run with. */
  readonly input: Signal<string>;
  /** Whether it is run on the records of the environment, as whoever runs it. */
  readonly inWorld: Signal<boolean>;
  readonly running: Signal<boolean>;
  readonly shown: Signal<ShownRun | null>;
  /** The last ones, the newest first. */
  readonly runs: Signal<readonly ShownRun[]>;
  /** Shows a former run, with what it was run with. */
  show(run: ShownRun): void;
  record(): RecordOf<'function'> | null;
  keepSource(): void;
  set(path: readonly string[], value: JsonValue | undefined, what: string): boolean;
  /** Runs what is written now with the input. */
  run(): void;
  readonly debug: DebugWork;
  /** The source that is debugged, or was last. */
  readonly debugged: Signal<string>;
  /** Whether the debugger is to be shown. */
  readonly debuggerWanted: Signal<number>;
  /** Debugs what is written now with the input. */
  debugNow(): void;
  /** Leads to where the condition of the breakpoint in a line is written; sets one where there is none. */
  writeCondition(line: number): void;
}

export const FunctionWorkContext = createContext<FunctionWork | null>(null);

export function useFunctionWork(): FunctionWork {
  const work = useContext(FunctionWorkContext);
  if (work === null) throw new Error('A part of the view of functions was shown outside of it.');
  return work;
}

/** Runs that are kept as long as the function is open. */
const mostRuns = 10;

export function createFunctionWork(work: StudioWork, id: string): FunctionWork {
  const record = () => recordOf(work.session.store.definition, 'function', id);
  const draft = signal<string | null>(null);
  const running = signal(false);
  const shown = signal<ShownRun | null>(null);
  const runs = signal<readonly ShownRun[]>([]);
  const input = signal(exampleInput(record()));
  const inWorld = signal(false);
  const debug = createDebugWork(work, id);
  const debugged = signal('');
  const debuggerWanted = signal(0);
  const set: FunctionWork['set'] = (path, value, what) => {
    const found = record();
    if (found === null) return false;
    const body: ActionBody = { type: 'RECORD_UPDATE', payload: { id, path: [...path], ...(value === undefined ? {} : { value }) } };
    return work.act(body, `Change ${what} of function “${found.label || found.key}”`.slice(0, 200));
  };
  const keepSource = () => {
    const written = draft.peek();
    draft.value = null;
    if (written !== null && written !== record()?.source) set(['source'], written, 'source');
  };
  /** What is written now, with the input, and what enters what came of it; null where it cannot be run. */
  const beginning = () => {
    keepSource();
    const found = record();
    const given = jsonOf(input.peek());
    if (found === null || running.peek() || debug.state.peek() !== 'idle' || given === null) return null;
    const asked = { input: input.peek(), inWorld: inWorld.peek() };
    const enter = (outcome: Outcome) => {
      shown.value = { ...outcome, ...asked, number: (runs.peek()[0]?.number ?? 0) + 1, at: Date.now() };
      runs.value = [shown.value, ...runs.peek()].slice(0, mostRuns);
    };
    return { record: found, given, inWorld: asked.inWorld, enter };
  };
  const run = async () => {
    const begun = beginning();
    if (begun === null) return;
    running.value = true;
    try {
      begun.enter(resultShown(await call(work, begun.record, begun.given, begun.inWorld)));
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      begun.enter(failureShown(error));
    } finally {
      running.value = false;
    }
  };
  const debugNow = () => {
    const begun = beginning();
    debuggerWanted.value++;
    if (begun === null) return;
    shown.value = null;
    debugged.value = begun.record.source;
    debug.begin({ record: begun.record, input: begun.given, inWorld: begun.inWorld }, (end) =>
      begun.enter(end.type === 'ended' ? resultShown(end.result) : failureShown(errorOfProblem(end.problem as unknown as Problem))),
    );
  };
  const writeCondition = (line: number) => {
    if (!debug.breakpoints.peek().some((each) => each.line === line)) debug.toggle(line);
    debuggerWanted.value++;
    debug.conditionOf.value = line;
  };
  const show = (former: ShownRun) => {
    shown.value = former;
    input.value = former.input;
    inWorld.value = former.inWorld;
  };
  const signals = { draft, input, inWorld, running, shown, runs, editor: signal(null) };
  const debugging = { debug, debugged, debuggerWanted, debugNow, writeCondition };
  return { ...signals, ...debugging, work, id, show, record, keepSource, set, run: () => void run() };
}

type Outcome = Omit<ShownRun, 'number' | 'at' | 'input' | 'inWorld'>;

function call({ client, tenant, environment, application }: StudioWork, record: RecordOf<'function'>, input: JsonObject, inWorld: boolean) {
  const { key, source, grants = {}, limits = {}, packages = {}, lock = {} } = record;
  if (!inWorld) return client.call(tryFunction, { tenant }, { name: key, source, input, packages, lock });
  return client.call(
    runFunctionDraft,
    { tenant, environment, application },
    { function: key, source, input, grants, limits, packages, lock },
  );
}

/** The object that a text is as JSON; null where it is none. */
export function jsonOf(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function resultShown({ result, logs, requests, milliseconds, cpu, memory }: FunctionCallResult): Outcome {
  const text = JSON.stringify(result, null, 2) ?? 'null';
  return { ok: true, text, hint: '', logs, requests, stack: [], figures: { milliseconds, cpu, memory } };
}

function failureShown({ message, hint, details }: PlinthError): Outcome {
  const { logs = [], requests = [], stack = [] } = details as Partial<Pick<ShownRun, 'logs' | 'requests' | 'stack'>>;
  return { ok: false, text: message, hint, logs, requests, stack, figures: null };
}

const examples: Readonly<Record<string, JsonValue>> = { number: 1, string: '', boolean: true, date: '2026-01-31', time: '12:00:00' };

/** An input to begin with: the first test case's, else a value for each of what it takes. */
function exampleInput(record: RecordOf<'function'> | null): string {
  const [test] = Object.values(record?.tests ?? {});
  if (test !== undefined) return JSON.stringify(test.input, null, 2);
  const entries = Object.entries(record?.input ?? {}).map(([name, type]): [string, JsonValue] => [
    name,
    type.startsWith('list') ? [] : type.startsWith('context') ? {} : (examples[type] ?? null),
  ]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}
