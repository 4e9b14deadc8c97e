import type {
  Breakpoint,
  DebugFrame,
  DebugMessage,
  DebugPart,
  DebugStep,
  DebugValue,
  PauseReason,
  ReceivedBy,
  StopAtErrors,
} from '@plinth/api-contract';
import { debugFunction, debugFunctionDraft } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import type { JsonObject, Problem } from '@plinth/foundation';
import type { StudioWork } from '@plinth/studio-frame';
import { type Signal, signal } from '@preact/signals-core';
import { DebugConnection } from './debug-connection.ts';
import { keptBreakpoints } from './kept-breakpoints.ts';

export type DebugState = 'idle' | 'starting' | 'running' | 'pausing' | 'paused';

/** Where a function stands, and why. */
export interface Standing {
  readonly why: PauseReason;
  readonly error: DebugValue | null;
  readonly frames: readonly DebugFrame[];
  /** Minutes for which it may still stand. */
  readonly minutes: number;
}

/** Something that was evaluated, logged or said below the function, in order. */
export interface ConsoleEntry {
  readonly number: number;
  readonly kind: 'asked' | 'logged' | 'gone';
  readonly expression: string;
  /** Null where it is not there. */
  readonly value: DebugValue | null;
  readonly isWrong: boolean;
  /** Which pause it is of: its parts are there no longer than that. */
  readonly pause: number;
}

/** What a run is begun with. */
export interface DebugRun {
  readonly record: RecordOf<'function'>;
  readonly input: JsonObject;
  readonly inWorld: boolean;
}

export type DebugEnd = Extract<DebugMessage, { type: 'ended' | 'failed' }>;

export interface DebugWork {
  readonly state: Signal<DebugState>;
  readonly breakpoints: Signal<readonly Breakpoint[]>;
  /** Lines of the breakpoints at which nothing can be stopped. */
  readonly nowhere: Signal<ReadonlySet<number>>;
  /** The line whose condition is to be written; null where none is. */
  readonly conditionOf: Signal<number | null>;
  readonly errors: Signal<StopAtErrors>;
  readonly standing: Signal<Standing | null>;
  /** Number of the frame that is looked at. */
  readonly frame: Signal<number>;
  /** Counts the pauses, so that what was unfolded in one is not shown in another. */
  readonly pause: Signal<number>;
  /** Counts what was evaluated that may have changed something. */
  readonly changes: Signal<number>;
  readonly entries: Signal<readonly ConsoleEntry[]>;
  readonly watches: Signal<readonly string[]>;
  /** Whether the conversation broke off, and what the server said; null where it did not. */
  readonly broken: Signal<{ readonly problem: Problem | null } | null>;
  begin(run: DebugRun, ended: (end: DebugEnd) => void): void;
  resume(step: DebugStep): void;
  askToPause(): void;
  stop(): void;
  setBreakpoints(breakpoints: readonly Breakpoint[]): void;
  toggle(line: number): void;
  stopAt(errors: StopAtErrors): void;
  parts(of: number, from: number): Promise<{ readonly total: number; readonly values: readonly DebugPart[] } | null>;
  /** Without effects. */
  look(expression: string): Promise<{ readonly value: DebugValue; readonly threw: boolean } | null>;
  /** As a line of the console, which may change something. */
  evaluate(expression: string): Promise<void>;
  close(): void;
}

const mostEntries = 300;
/** How long it is still shown where a function stood that goes on. */
const steppingMilliseconds = 250;

export function createDebugWork({ tenant, environment, application }: StudioWork, id: string): DebugWork {
  const kept = keptBreakpoints(`${tenant} ${application} ${id}`);
  const state = signal<DebugState>('idle');
  const breakpoints = signal<readonly Breakpoint[]>(kept.read());
  const nowhere = signal<ReadonlySet<number>>(new Set());
  const errors = signal<StopAtErrors>('uncaught');
  const standing = signal<Standing | null>(null);
  const frame = signal(0);
  const pause = signal(0);
  const changes = signal(0);
  const entries = signal<readonly ConsoleEntry[]>([]);
  const watches = signal<readonly string[]>([]);
  const broken = signal<DebugWork['broken']['value']>(null);
  let connection: DebugConnection | null = null;
  let numbers = 0;

  const add = (entry: Omit<ConsoleEntry, 'number' | 'pause'>) => {
    entries.value = [...entries.peek(), { ...entry, number: ++numbers, pause: pause.peek() }].slice(-mostEntries);
  };
  const rest = () => {
    connection = null;
    state.value = 'idle';
    standing.value = null;
  };
  const placed = (asked: readonly Breakpoint[], lines: readonly (number | null)[]) => {
    nowhere.value = new Set(asked.filter((_, at) => lines[at] === null).map(({ line }) => line));
  };
  const tell = async () => {
    const asked = breakpoints.peek();
    const answer = await connection?.ask({ type: 'breakpoints', breakpoints: [...asked] });
    if (answer?.type === 'placed' && breakpoints.peek() === asked) placed(asked, answer.lines);
  };
  const setBreakpoints = (changed: readonly Breakpoint[]) => {
    breakpoints.value = changed;
    nowhere.value = new Set();
    kept.write(changed);
    if (connection !== null) void tell();
  };
  const hear = (message: DebugMessage, ended: (end: DebugEnd) => void) => {
    switch (message.type) {
      case 'begun':
        state.value = 'running';
        break;
      case 'placed':
        placed(breakpoints.peek(), message.lines);
        break;
      case 'paused': {
        const { why, error, frames, left } = message;
        pause.value++;
        frame.value = 0;
        standing.value = { why, error, frames, minutes: Math.max(1, Math.round(left / 60_000)) };
        state.value = 'paused';
        break;
      }
      case 'resumed': {
        const former = standing.peek();
        state.value = 'running';
        // From one step to the next nothing is to flicker.
        setTimeout(() => {
          if (standing.peek() === former && state.peek() !== 'paused') standing.value = null;
        }, steppingMilliseconds);
        break;
      }
      case 'logged':
        add({ kind: 'logged', expression: message.line.text, value: null, isWrong: message.line.level === 'error' });
        break;
      case 'ended':
      case 'failed':
        rest();
        ended(message);
        break;
    }
  };
  return {
    ...{ state, breakpoints, nowhere, errors, standing, frame, pause, changes, entries, watches, broken },
    conditionOf: signal(null),
    setBreakpoints,
    begin({ record, input, inWorld }, ended) {
      if (connection !== null) return;
      broken.value = null;
      entries.value = [];
      state.value = 'starting';
      const { key, source, grants = {}, limits = {}, packages = {}, lock = {} } = record;
      const asked = { source, packages, lock, input, breakpoints: [...breakpoints.peek()], errors: errors.peek() };
      const place = (path: string) =>
        path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent({ tenant, environment, application }[name] ?? ''));
      connection = new DebugConnection({
        path: place((inWorld ? debugFunctionDraft : debugFunction).path),
        begin: (inWorld
          ? { type: 'begin', function: key, grants, limits, ...asked }
          : { type: 'begin', name: key, ...asked }) as ReceivedBy<typeof debugFunction>,
        hear: (message) => hear(message, ended),
        lost: (problem) => {
          rest();
          broken.value = { problem };
        },
      });
    },
    resume(step) {
      if (state.peek() !== 'paused') return;
      connection?.send({ type: 'resume', step });
    },
    askToPause() {
      if (state.peek() !== 'running') return;
      state.value = 'pausing';
      connection?.send({ type: 'pause' });
    },
    stop: () => connection?.send({ type: 'stop' }),
    toggle(line) {
      const all = breakpoints.peek();
      const without = all.filter((each) => each.line !== line);
      setBreakpoints(without.length < all.length ? without : [...all, { line }].sort((one, other) => one.line - other.line));
    },
    stopAt(chosen) {
      errors.value = chosen;
      connection?.send({ type: 'errors', errors: chosen });
    },
    async parts(of, from) {
      const answer = await connection?.ask({ type: 'values', of, from });
      return answer?.type === 'values' ? answer : null;
    },
    async look(expression) {
      const answer = await connection?.ask({ type: 'evaluate', frame: frame.peek(), expression, effects: false });
      return answer?.type === 'evaluated' ? answer : null;
    },
    async evaluate(expression) {
      const answer = await connection?.ask({ type: 'evaluate', frame: frame.peek(), expression, effects: true });
      changes.value++;
      if (answer?.type === 'evaluated') add({ kind: 'asked', expression, value: answer.value, isWrong: answer.threw });
      else add({ kind: 'gone', expression, value: null, isWrong: true });
    },
    close() {
      connection?.close();
      rest();
    },
  };
}
