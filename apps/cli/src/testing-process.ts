import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const plinth = join(import.meta.dirname, '../bin/plinth');

/** How a process ended and what it wrote. */
export interface ProcessOutcome {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly notes: string;
}

/** The `plinth` command as a process, and how it ends. */
export function startPlinth(
  words: readonly string[],
  workingFolder = import.meta.dirname,
): { process: ChildProcess; ended: Promise<ProcessOutcome> } {
  const process_ = spawn(process.execPath, [plinth, ...words], { cwd: workingFolder });
  const [out, notes]: [Buffer[], Buffer[]] = [[], []];
  process_.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  process_.stderr.on('data', (chunk: Buffer) => notes.push(chunk));
  // A process that ends early closes its input.
  process_.stdin.on('error', () => {});
  const ended = once(process_, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    out: Buffer.concat(out).toString(),
    notes: Buffer.concat(notes).toString(),
  }));
  return { process: process_, ended };
}

/** Runs the `plinth` command as a process with an input. */
export function runPlinth(words: readonly string[], input: string | Buffer = '', workingFolder?: string): Promise<ProcessOutcome> {
  const { process: started, ended } = startPlinth(words, workingFolder);
  started.stdin?.end(input);
  return ended;
}
