import type { Breakpoint, DebugMessage, DebugStep, FunctionLogLine, StopAtErrors } from '@plinth/api-contract';
import type { CompiledFunction } from '../build/compile-function.ts';
import { debugLimits } from '../limits.ts';
import type { CompiledBreakpoint, DebugCommand, DebugSetUp, DebugTold } from '../runner/debug-messages.ts';
import { OwnPlaces } from './own-places.ts';
import { readTold } from './told-by-runner.ts';

/** How a debugged call reaches the debugger in its runner. */
export interface RunnerDebug {
  readonly setUp: DebugSetUp;
  /** Called when the call is on its way. */
  attached(send: (command: DebugCommand) => void): void;
  /** JSON of what the debugger tells; false where it is nothing that one may tell. */
  told(text: string): boolean;
}

export interface DebugBeginning {
  readonly breakpoints: readonly Breakpoint[];
  readonly errors: StopAtErrors;
}

/** How long a question about a pause may take before its runner is taken for hanging. */
const answerMilliseconds = 10_000;
/** Questions that may wait for their answers. */
const mostAsked = 10;

/** A call while its maker looks on, in places of the source. */
export class DebugSession implements RunnerDebug {
  readonly setUp: DebugSetUp;
  readonly #places: OwnPlaces;
  /** What the compiler calls the default export, where it has no name. */
  readonly #nameless: string;
  readonly #say: (message: DebugMessage) => void;
  readonly #hangs: () => void;
  readonly #asked = new Map<number, NodeJS.Timeout>();
  #send: (command: DebugCommand) => void = () => undefined;
  #pausedSince: number | null = null;
  #stood = 0;
  /** What may be told without having been asked for: one pause, and after it that it goes on. */
  #awaited: 'placed' | 'paused' | 'nothing' | 'resumed' = 'placed';

  /** `hangs` ends a call whose debugger does not answer any more. */
  constructor(
    compiled: CompiledFunction,
    { breakpoints, errors }: DebugBeginning,
    say: (message: DebugMessage) => void,
    hangs: () => void,
  ) {
    this.#places = new OwnPlaces(compiled);
    this.#nameless = `${compiled.name}_default`;
    this.#say = say;
    this.#hangs = hangs;
    this.setUp = { errors, own: this.#places.lines, breakpoints: this.#compiled(breakpoints) };
  }

  attached(send: (command: DebugCommand) => void): void {
    this.#send = send;
    this.#say({ type: 'begun' });
  }

  logged(line: FunctionLogLine): void {
    this.#say({ type: 'logged', line });
  }

  /** Nothing is asked any more. */
  ended(): void {
    for (const timer of this.#asked.values()) clearTimeout(timer);
    this.#asked.clear();
    this.#send = () => undefined;
  }

  setBreakpoints(request: number, breakpoints: readonly Breakpoint[]): void {
    // What it began with has 0.
    this.#ask(request, { type: 'breakpoints', request: request + 1, breakpoints: this.#compiled(breakpoints) });
  }

  stopAt(errors: StopAtErrors): void {
    this.#send({ type: 'errors', errors });
  }

  pause(): void {
    this.#send({ type: 'pause' });
  }

  resume(step: DebugStep): void {
    if (this.#awaited !== 'nothing') return;
    this.#awaited = 'resumed';
    this.#send({ type: 'resume', step });
  }

  values(request: number, of: number, from: number): void {
    this.#ask(request, { type: 'values', request: request + 1, of, from });
  }

  evaluate(
    request: number,
    { frame, expression, effects }: Pick<Extract<DebugCommand, { type: 'evaluate' }>, 'frame' | 'expression' | 'effects'>,
  ): void {
    this.#ask(request, { type: 'evaluate', request: request + 1, frame, expression, effects });
  }

  told(text: string): boolean {
    const told = readTold(text);
    if (told === null) return false;
    if (!('request' in told) || told.request === 0) {
      if (this.#awaited !== told.type) return false;
      this.#awaited = told.type === 'paused' ? 'nothing' : 'paused';
    } else {
      const timer = this.#asked.get(told.request - 1);
      // Nobody has asked for it, or it came too late.
      if (timer === undefined) return true;
      clearTimeout(timer);
      this.#asked.delete(told.request - 1);
    }
    this.#tell(told);
    return true;
  }

  #tell(told: DebugTold): void {
    switch (told.type) {
      case 'placed': {
        const lines = told.places.map((place) => (place === null ? null : (this.#lineOf(place)?.line ?? null)));
        this.#say(told.request === 0 ? { type: 'placed', lines } : { type: 'placed', request: told.request - 1, lines });
        break;
      }
      case 'paused': {
        this.#pausedSince = performance.now();
        const frames = told.frames.flatMap(({ line, column, ...frame }) => {
          const place = this.#lineOf({ line, column });
          const name = frame.name === this.#nameless ? 'default' : frame.name;
          return place === null ? [] : [{ ...frame, name, ...place }];
        });
        const left = Math.max(0, Math.round(debugLimits.pausedMilliseconds - this.#stood));
        this.#say({ type: 'paused', why: told.why, error: told.error, frames, left } as DebugMessage);
        break;
      }
      case 'resumed':
        this.#stood += this.#pausedSince === null ? 0 : performance.now() - this.#pausedSince;
        this.#pausedSince = null;
        this.#say({ type: 'resumed' });
        break;
      default:
        this.#say({ ...told, request: told.request - 1 } as DebugMessage);
    }
  }

  #ask(request: number, command: DebugCommand): void {
    if (this.#asked.has(request) || this.#asked.size >= mostAsked) {
      this.#say({ type: 'refused', request });
      return;
    }
    this.#asked.set(
      request,
      setTimeout(() => {
        this.#asked.delete(request);
        this.#say({ type: 'refused', request });
        this.#hangs();
      }, answerMilliseconds),
    );
    this.#send(command);
  }

  /** Counted from 1, as people do. */
  #lineOf(place: { readonly line: number; readonly column: number }): { readonly line: number; readonly column: number } | null {
    const found = this.#places.sourceOf(place);
    return found === null ? null : { line: found.line + 1, column: found.column + 1 };
  }

  #compiled(breakpoints: readonly Breakpoint[]): CompiledBreakpoint[] {
    return breakpoints.map(({ line, condition = '' }) => {
      // Behind everything there is nothing to stop at, and the debugger says so.
      const place = this.#places.compiledOf(line - 1) ?? { line: 10_000_000, column: 0 };
      return { ...place, condition };
    });
  }
}
