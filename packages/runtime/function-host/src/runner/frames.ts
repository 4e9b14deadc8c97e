import type { CallLimits } from '../limits.ts';
import type { DebugCommand, DebugSetUp } from './debug-messages.ts';

/** What the server tells a runner. */
export type ToRunner =
  | { readonly type: 'function'; readonly function: string; readonly code: string }
  | {
      readonly type: 'call';
      readonly call: number;
      readonly function: string;
      readonly input: string;
      readonly key: string;
      readonly limits: CallLimits;
      /** Only where its maker looks on. */
      readonly debug?: DebugSetUp;
    }
  | { readonly type: 'answer'; readonly call: number; readonly request: number; readonly text: string }
  | { readonly type: 'cancel'; readonly call: number }
  | { readonly type: 'debug'; readonly call: number; readonly command: DebugCommand }
  | { readonly type: 'forget'; readonly function: string };

/** Why a call gave nothing. `code` is one of the names below, everything else the function's own words. */
export interface CallFailure {
  readonly reason: 'thrown' | 'cpu' | 'time' | 'memory' | 'output' | 'load' | 'cancelled' | 'paused';
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** What the function gave its error as `code`; empty where it gave none. */
  readonly code: string;
}

/** What a runner sees of the world around it: by this the server knows which walls stand. */
export interface RunnerSurroundings {
  readonly user: number;
  readonly variables: number;
  readonly interfaces: readonly string[];
  readonly root: readonly string[];
  readonly process: number;
  /** Whether system calls that it has no need of are refused. */
  readonly filtered: boolean;
}

/** What a runner tells the server. Whoever broke out could send anything, so each is looked at as if it came from a stranger. */
export type FromRunner =
  | { readonly type: 'ready'; readonly surroundings: RunnerSurroundings }
  | { readonly type: 'done'; readonly call: number; readonly result: string; readonly cpu: number; readonly memory: number }
  | { readonly type: 'failed'; readonly call: number; readonly failure: CallFailure; readonly cpu: number; readonly stuck: boolean }
  | { readonly type: 'ask'; readonly call: number; readonly request: number; readonly text: string }
  | { readonly type: 'log'; readonly call: number; readonly level: string; readonly text: string; readonly place: string }
  /** JSON of what a debugger has to tell. */
  | { readonly type: 'debugged'; readonly call: number; readonly text: string };

/** Characters that are not kept back. */
const gatheredCharacters = 65_536;

/** Writes frames as lines, those of one turn of the event loop together: each write is a call of the system and wakes whoever reads. */
export function frameWriter(write: (text: string) => void): (frame: ToRunner | FromRunner) => void {
  let gathered = '';
  const flush = () => {
    const text = gathered;
    gathered = '';
    if (text !== '') write(text);
  };
  return (frame) => {
    if (gathered === '') setImmediate(flush);
    gathered += `${JSON.stringify(frame)}\n`;
    if (gathered.length > gatheredCharacters) flush();
  };
}

/** Cuts what arrives into lines; gives up at one that is longer than it may be. */
export function lineReader(mostBytes: number, onLine: (line: string) => void, onTooLong: () => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let held = 0;
  return (chunk) => {
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      parts.push(rest.subarray(0, end));
      const line = parts.length === 1 ? rest.toString('utf8', 0, end) : Buffer.concat(parts).toString('utf8');
      parts = [];
      held = 0;
      rest = rest.subarray(end + 1);
      onLine(line);
    }
    if (rest.length === 0) return;
    parts.push(rest);
    held += rest.length;
    if (held > mostBytes) {
      parts = [];
      held = 0;
      onTooLong();
    }
  };
}
