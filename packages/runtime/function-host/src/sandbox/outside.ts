import type { WebOutside } from './web/web-interfaces.ts';

/** What the sandbox has of the runner. `ask`, `log` and `done` are its only ways out; the runner and the server judge what they say. */
export interface Outside extends WebOutside {
  readonly ask: (call: number, request: number, text: string) => void;
  /** What a call came to: `+` with its result as JSON, or `-` with what was thrown. */
  readonly done: (call: number, outcome: string) => void;
  /** `place` is `LINE:COLUMN` of the compiled code; empty where it is not known. */
  readonly log: (call: number, level: string, text: string, place: string) => void;
  /** Stops the debugger, where there is one; `debugged` tells by it. */
  readonly halt?: () => void;
  readonly limits: {
    readonly logLines: number;
    readonly logCharacters: number;
    readonly failureCharacters: number;
    readonly requestsAtOnce: number;
    readonly requestsInAll: number;
    readonly messageBytes: number;
  };
}

/** What the runner holds of the isolate. */
export interface Sandbox {
  /** Takes the function that calls are for. */
  load(implementation: unknown): void;
  /** Begins a call. `key` is the same whenever the same call is made again. */
  invoke(call: number, input: string, key: string): void;
  /** `halts` where the debugger is to stop at what the function does next. */
  settle(call: number, request: number, text: string, halts: boolean): void;
}
