import type { Writable } from 'node:stream';
import type { PlinthError } from '@plinth/foundation';
import { cliErrors } from '../errors.ts';
import type { LinesOptions } from './answer-line.ts';
import { EvaluationProcess, mostMegabytes } from './evaluation-process.ts';
import { type ExactJson, isExactObject, readExactJson } from './exact-json.ts';
import { errorJson } from './result-json.ts';

/** A line on its way, or one whose answer is known already and waits for its turn. */
type Entry = { readonly line: Buffer } | { readonly answer: string };

/** What is on its way at once: enough that neither process waits, little enough to send again. */
const mostUnderway = { lines: 500, bytes: 1_000_000 } as const;

/**
 * Evaluates lines in a process of its own, which is replaced when it hangs or runs out of memory. What was on its way then is
 * sent again one by one: so the line that did it is found, and it alone is answered with an error.
 */
export class LineEvaluator {
  readonly #options: LinesOptions;
  readonly #output: Writable;
  readonly #timeLimit: number;
  #process: EvaluationProcess | null = null;
  #underway: Entry[] = [];
  #underwayBytes = 0;
  /** Lines one of which ended a process. */
  #suspects: Entry[] = [];
  #outputIsFull = false;
  #failure: unknown = null;
  #wake: (() => void) | null = null;
  stopped = false;

  /** `timeLimit`: seconds that one line may take. */
  constructor(options: LinesOptions, { output, timeLimit }: { readonly output: Writable; readonly timeLimit: number }) {
    this.#options = options;
    this.#output = output;
    this.#timeLimit = timeLimit;
  }

  get hasRoom(): boolean {
    const { lines, bytes } = mostUnderway;
    return this.#suspects.length === 0 && !this.#outputIsFull && this.#underway.length < lines && this.#underwayBytes < bytes;
  }

  /** Until there is room for another line. */
  room(): Promise<void> {
    return this.#until(() => this.hasRoom);
  }

  /** Until every line is answered and every answer taken. */
  finish(): Promise<void> {
    return this.#until(() => this.#suspects.length === 0 && this.#underway.length === 0 && !this.#outputIsFull);
  }

  add(line: Buffer): void {
    this.#start({ line });
  }

  /** Answers a line that is not evaluated, in its turn. */
  refuse(error: PlinthError): void {
    this.#start({ answer: errorLine(error) });
    if (this.#underway.length === 1) this.#receive([]);
  }

  /** Sends what was added. */
  flush(): void {
    this.#process?.flush();
  }

  stop(): void {
    this.stopped = true;
    this.#process?.stop();
    this.#wake?.();
  }

  async #until(reached: () => boolean): Promise<void> {
    this.flush();
    while (!this.stopped && this.#failure === null && !reached()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure !== null) throw this.#failure;
  }

  #start(entry: Entry): void {
    this.#underway.push(entry);
    if (!('line' in entry)) return;
    this.#underwayBytes += entry.line.length;
    this.#process ??= new EvaluationProcess(this.#options, this.#timeLimit, {
      answers: (answers) => this.#receive(answers),
      ended: (end) => this.#replace(end),
      failed: (error) => {
        this.#failure = error;
        this.#wake?.();
      },
    });
    this.#process.send(entry.line);
  }

  /** Passes answers on, and those known already that follow them. */
  #receive(answers: readonly string[]): void {
    const texts: string[] = [];
    let taken = 0;
    const takeKnown = () => {
      for (let entry = this.#underway[taken]; entry !== undefined && 'answer' in entry; entry = this.#underway[++taken])
        texts.push(entry.answer);
    };
    takeKnown();
    for (const answer of answers) {
      texts.push(answer);
      const entry = this.#underway[taken++];
      if (entry !== undefined && 'line' in entry) this.#underwayBytes -= entry.line.length;
      takeKnown();
    }
    this.#underway.splice(0, taken);
    if (texts.length > 0 && !this.stopped && !this.#output.write(`${texts.join('\n')}\n`)) this.#waitForOutput();
    this.#sendSuspect();
    this.#wake?.();
  }

  #waitForOutput(): void {
    this.#outputIsFull = true;
    this.#process?.pause();
    this.#output.once('drain', () => {
      this.#outputIsFull = false;
      this.#process?.resume();
      this.#wake?.();
    });
  }

  /** The process has ended: either the one line that was on its way did it, or all are sent again one by one. */
  #replace({ tooSlow }: { readonly tooSlow: boolean }): void {
    this.#process = null;
    if (this.stopped) return;
    const entries = this.#underway;
    this.#underway = [];
    this.#underwayBytes = 0;
    const lines = entries.filter((entry) => 'line' in entry);
    if (lines.length === 1) {
      const error = tooSlow
        ? cliErrors.tooSlow({ seconds: this.#timeLimit })
        : cliErrors.tooLarge({ limit: `${mostMegabytes} MB of memory` });
      this.#underway = entries.map((entry) => ('line' in entry ? { answer: errorLine(error, entry.line) } : entry));
    } else this.#suspects = [...entries, ...this.#suspects];
    this.#receive([]);
  }

  #sendSuspect(): void {
    while (this.#underway.length === 0) {
      const next = this.#suspects.shift();
      if (next === undefined) return;
      this.#start(next);
      if ('answer' in next) this.#receive([]);
    }
    this.flush();
  }
}

/** The answer to a line that could not be evaluated; its id is read, for it is not the fault of the id. */
function errorLine(error: PlinthError, line?: Buffer): string {
  return JSON.stringify({ id: line === undefined ? undefined : idOf(line), error: errorJson(error) });
}

function idOf(line: Buffer): ExactJson | undefined {
  try {
    const json = readExactJson(line.toString('utf8'));
    return isExactObject(json) ? json.id : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
