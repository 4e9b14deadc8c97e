import { type ChildProcess, spawn } from 'node:child_process';
import type { RunnerDebug } from '../debug/debug-session.ts';
import { type CallLimits, debugLimits, logCharacters, logLines, requestsAtOnce, requestsInAll } from '../limits.ts';
import { type CallFailure, type FromRunner, frameWriter, lineReader, type RunnerSurroundings, type ToRunner } from '../runner/frames.ts';
import type { Enclosure } from '../walls/enclosure.ts';
import type { ProgramFiles } from '../walls/program-files.ts';
import { judgedFrame } from './judged-frame.ts';
import { killTree, memoryOf, processorTimeOf } from './process-tree.ts';
import { readWithin } from './read-within.ts';
import { RunnerWatch } from './runner-watch.ts';

/** A call as a runner gets it. */
export interface RunnerCall {
  readonly function: { readonly id: string; readonly code: string };
  readonly input: string;
  /** The same whenever the same is called again. */
  readonly key: string;
  readonly limits: CallLimits;
  /** Answers what the function asks for; JSON in, JSON out. It never throws. */
  readonly ask: (text: string) => Promise<string>;
  readonly log: (line: CallLogLine) => void;
  /** Only where its maker looks on; such a call has a runner of its own. */
  readonly debug?: RunnerDebug;
}

/** What a function logged; `place` is `LINE:COLUMN` of its compiled code, empty where it is not known. */
export interface CallLogLine {
  readonly level: string;
  readonly text: string;
  readonly place: string;
}

export type RunnerOutcome =
  | { readonly kind: 'done'; readonly result: string; readonly cpu: number; readonly memory: number }
  | { readonly kind: 'failed'; readonly failure: CallFailure; readonly cpu: number }
  /** The runner ended meanwhile. */
  | { readonly kind: 'lost' };

interface Pending {
  readonly call: RunnerCall;
  readonly end: (outcome: RunnerOutcome) => void;
  readonly deadline: NodeJS.Timeout;
  /** What the sandbox keeps to by itself, and whoever broke out of it would not. */
  asked: number;
  underWay: number;
  logged: number;
}

/** How long after its time a call may still be answered before its runner is taken for hanging. */
const graceMilliseconds = 2000;
const startMilliseconds = 30_000;
const frameBytes = 16 * 1024 * 1024;
/** Bytes that a runner may leave unread. */
const mostUnread = 64 * 1024 * 1024;
/**
 * What is read of a runner: reading costs the server time of its own, which no limit of a function counts, and everybody else waits
 * meanwhile. A flood is slowed down to this, and slows its function down with it.
 */
const readingPace = { burst: 32 * 1024 * 1024, bytesPerSecond: 16 * 1024 * 1024 };
/** What each thing that it says costs beside its length. */
const bytesEach = 1024;
/** Characters of code that a runner is to remember; functions that were not called for longest are forgotten. */
const mostCode = 32 * 1024 * 1024;

/** One runner process, seen from the server. What it says is believed about its own calls only. */
export class RunnerProcess {
  readonly surroundings: RunnerSurroundings;
  readonly #child: ChildProcess;
  readonly #write: (frame: ToRunner) => void;
  readonly #watch: RunnerWatch;
  /** Functions that the runner knows, the one that was called last behind all others, with the characters of their code. */
  readonly #known = new Map<string, number>();
  readonly #pending = new Map<number, Pending>();
  #lastCall = 0;
  #ended = false;

  private constructor(child: ChildProcess, surroundings: RunnerSurroundings) {
    this.#child = child;
    this.#write = frameWriter((text) => {
      if (this.#ended) return;
      this.#watch.said(text.length);
      child.stdin?.write(text);
    });
    this.#watch = new RunnerWatch({ memory: () => memoryOf(child), processorTime: () => processorTimeOf(child) }, () => this.kill());
    this.surroundings = surroundings;
    child.once('exit', () => this.#lose());
  }

  /** Starts a runner within walls and waits until it says what it sees. */
  static async start(files: ProgramFiles, enclosure: Enclosure, user: number): Promise<RunnerProcess> {
    const { file, args, cwd } = enclosure.command(
      files,
      { program: 'node', args: ['--no-node-snapshot', '--max-old-space-size=256', '/runner.cjs', '/isolates.node'] },
      user,
    );
    const child = spawn(file, args, { cwd, env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
    let receive: (frame: FromRunner) => void = () => undefined;
    const surroundings = await new Promise<RunnerSurroundings>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('it did not start in time')), startMilliseconds);
      const failed = (error: Error) => {
        clearTimeout(late);
        reject(error);
      };
      child.once('error', failed);
      child.once('exit', (code, signal) => failed(new Error(`it ended at once (${signal ?? code})`)));
      child.stdin.on('error', () => undefined);
      receive = (frame) => {
        if (frame.type !== 'ready') return;
        clearTimeout(late);
        resolve(frame.surroundings);
      };
      const read = lineReader(
        frameBytes,
        (line) => {
          cost(bytesEach);
          const frame = judgedFrame(line);
          if (frame === null) killTree(child);
          else receive(frame);
        },
        () => killTree(child),
      );
      const cost = readWithin(child.stdout, readingPace, read);
    }).catch((error: unknown) => {
      killTree(child);
      throw error;
    });
    child.removeAllListeners('exit');
    const runner = new RunnerProcess(child, surroundings);
    receive = (frame) => runner.#receive(frame);
    if (child.exitCode !== null || child.signalCode !== null) runner.#lose();
    return runner;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get inFlight(): number {
    return this.#pending.size;
  }

  /** Runs a call; ends in any case, at the latest when the runner is killed for taking too long. */
  run(call: RunnerCall, signal?: AbortSignal): Promise<RunnerOutcome> {
    if (this.#ended) return Promise.resolve({ kind: 'lost' });
    const id = ++this.#lastCall;
    this.#teach(call.function);
    return new Promise((resolve) => {
      const cancel = () => this.#send({ type: 'cancel', call: id });
      const { debug, limits } = call;
      const standing = debug === undefined ? 0 : debugLimits.pausedMilliseconds;
      const deadline = setTimeout(() => this.kill(), limits.time + standing + graceMilliseconds);
      const end = (outcome: RunnerOutcome) => {
        clearTimeout(deadline);
        signal?.removeEventListener('abort', cancel);
        this.#pending.delete(id);
        this.#watch.end(id);
        resolve(outcome);
      };
      this.#watch.begin(id, call.limits);
      this.#pending.set(id, { call, end, deadline, asked: 0, underWay: 0, logged: 0 });
      const asked = { call: id, function: call.function.id, input: call.input, key: call.key, limits };
      this.#send({ type: 'call', ...asked, ...(debug === undefined ? {} : { debug: debug.setUp }) });
      debug?.attached((command) => this.#send({ type: 'debug', call: id, command }));
      signal?.addEventListener('abort', cancel);
      if (signal?.aborted === true) cancel();
    });
  }

  /** Ends the runner at once, with whatever it is at. */
  kill(): void {
    killTree(this.#child);
    this.#lose();
  }

  /** Sees to it that the runner knows a function, and not too many others that nobody calls. */
  #teach({ id, code }: RunnerCall['function']): void {
    const isKnown = this.#known.delete(id);
    this.#known.set(id, code.length);
    if (isKnown) return;
    this.#send({ type: 'function', function: id, code });
    let held = 0;
    for (const length of this.#known.values()) held += length;
    for (const [other, length] of this.#known) {
      if (held <= mostCode || other === id) return;
      if ([...this.#pending.values()].some(({ call }) => call.function.id === other)) continue;
      this.#known.delete(other);
      this.#send({ type: 'forget', function: other });
      held -= length;
    }
  }

  #ask(pending: Pending, { call, request, text }: Extract<FromRunner, { type: 'ask' }>): void {
    pending.asked++;
    pending.underWay++;
    const unread = this.#child.stdin?.writableLength ?? 0;
    if (pending.asked > requestsInAll || pending.underWay > requestsAtOnce || unread > mostUnread) {
      this.kill();
      return;
    }
    void pending.call.ask(text).then((answer) => {
      pending.underWay--;
      this.#send({ type: 'answer', call, request, text: answer });
    });
  }

  #lose(): void {
    this.#ended = true;
    this.#watch.stop();
    for (const pending of [...this.#pending.values()]) pending.end({ kind: 'lost' });
  }

  #send(frame: ToRunner): void {
    if (!this.#ended) this.#write(frame);
  }

  #receive(frame: FromRunner): void {
    if (frame.type === 'ready') return;
    const pending = this.#pending.get(frame.call);
    if (pending === undefined) return;
    switch (frame.type) {
      case 'done':
        pending.end({ kind: 'done', result: frame.result, cpu: frame.cpu, memory: frame.memory });
        break;
      case 'failed':
        pending.end({ kind: 'failed', failure: frame.failure, cpu: frame.cpu });
        // Native code of an isolate goes on, and would for ever.
        if (frame.stuck) this.kill();
        break;
      case 'log':
        pending.logged++;
        if (pending.logged <= logLines) {
          const place = /^\d{1,7}:\d{1,7}$/.test(frame.place) ? frame.place : '';
          pending.call.log({ level: frame.level.slice(0, 20), text: frame.text.slice(0, logCharacters), place });
        }
        break;
      case 'ask':
        this.#ask(pending, frame);
        break;
      case 'debugged':
        if (pending.call.debug?.told(frame.text) !== true) this.kill();
        break;
    }
  }
}
