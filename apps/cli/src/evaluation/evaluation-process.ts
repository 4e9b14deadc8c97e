import { type ChildProcessByStdio, spawn } from 'node:child_process';
import module from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { cliErrors } from '../errors.ts';
import type { LinesOptions } from './answer-line.ts';
import { LineSplitter } from './line-splitter.ts';

/** Memory of the process, beyond which it ends. */
export const mostMegabytes = 512;
const program = join(import.meta.dirname, 'evaluate-lines-process.ts');

export interface ProcessEvents {
  answers(answers: readonly string[]): void;
  /** It ended before every line was answered. */
  ended(end: { readonly tooSlow: boolean }): void;
  /** It did not even begin. */
  failed(error: unknown): void;
}

/** A process that answers lines one after the other, and is ended when it does not answer in time. */
export class EvaluationProcess {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #timer: NodeJS.Timeout;
  readonly #timeLimit: number;
  readonly #events: ProcessEvents;
  #outgoing: Buffer[] = [];
  #unanswered = 0;
  #lastAnswer = 0;
  #ready = false;
  #tooSlow = false;
  #ended = false;
  #notes = '';

  /** `timeLimit`: seconds that one line may take. */
  constructor(options: LinesOptions, timeLimit: number, events: ProcessEvents) {
    this.#timeLimit = timeLimit * 1000;
    this.#events = events;
    const cache = module.getCompileCacheDir();
    const parameters = [JSON.stringify(options), ...(cache === undefined ? [] : [dirname(cache)])];
    this.#process = spawn(process.execPath, [`--max-old-space-size=${mostMegabytes}`, program, ...parameters], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const splitter = new LineSplitter();
    this.#process.stdout.on('data', (chunk: Buffer) => this.#receive(splitter.push(chunk).map(String)));
    this.#process.stderr.on('data', (chunk: Buffer) => {
      this.#notes = `${this.#notes}${String(chunk)}`.slice(0, 2000);
    });
    // That it has ended is told by its end.
    this.#process.stdin.on('error', () => {});
    this.#process.once('error', (error) => this.#end(error));
    this.#process.once('close', () => this.#end(new Error(this.#notes)));
    this.#timer = setInterval(() => this.#watch(), Math.min(this.#timeLimit / 4, 250));
  }

  send(line: Buffer): void {
    if (this.#unanswered++ === 0) this.#lastAnswer = performance.now();
    this.#outgoing.push(line, newline);
  }

  flush(): void {
    if (this.#outgoing.length === 0) return;
    this.#process.stdin.write(Buffer.concat(this.#outgoing));
    this.#outgoing = [];
  }

  pause(): void {
    this.#process.stdout.pause();
  }

  resume(): void {
    this.#lastAnswer = performance.now();
    this.#process.stdout.resume();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#process.kill('SIGKILL');
  }

  #receive(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#lastAnswer = performance.now();
    // The first line says that it is ready; what it takes until then is no line's fault.
    const answers = this.#ready ? lines : lines.slice(1);
    this.#ready = true;
    this.#unanswered -= answers.length;
    if (answers.length > 0) this.#events.answers(answers);
  }

  #watch(): void {
    if (!this.#ready || this.#unanswered === 0 || this.#process.stdout.isPaused()) return;
    if (performance.now() - this.#lastAnswer <= this.#timeLimit) return;
    this.#tooSlow = true;
    this.#process.kill('SIGKILL');
  }

  #end(cause: Error): void {
    clearInterval(this.#timer);
    if (this.#ended) return;
    this.#ended = true;
    if (this.#ready) this.#events.ended({ tooSlow: this.#tooSlow });
    else this.#events.failed(cliErrors.evaluationNotStarted({}, { cause }));
  }
}

const newline = Buffer.from('\n');
