import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { OperationContract } from '@plinth/api-contract';
import { commands } from './commands/index.ts';
import { runProgram } from './program.ts';
import { type Answer, fakePlatform, type SeenCall } from './testing-platform.ts';

/** Contracts with what the fake platform answers to them. */
export type Answers = readonly (readonly [OperationContract, Answer])[];

/** How a command ended, what it wrote, and what it asked of the platform. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
  readonly calls: readonly SeenCall[];
}

/** Where the example bank is. */
export const bank = join(import.meta.dirname, '../../../examples/bank');

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk.toString();
    done();
  }
}

/** Runs one command line in a folder, connected to a platform in memory, with a text as its standard input. */
export async function runIn(
  workingFolder: string,
  words: readonly string[],
  answers: Answers = [],
  signal = new AbortController().signal,
  input = '',
): Promise<Outcome> {
  const out = new Sink();
  const notes = new Sink();
  const platform = fakePlatform(answers);
  const code = await runProgram(words, {
    commands,
    environment: { PLINTH_SERVER: 'http://plinth.test', PLINTH_TENANT: 'acme', PLINTH_TOKEN: 'plt_1' },
    workingFolder,
    input: Readable.from(input === '' ? [] : [input]),
    out,
    notes,
    fetch: platform.fetch,
    signal,
  });
  return { code, out: out.text, notes: notes.text, calls: platform.calls };
}

/** A folder of its own, and how to remove it. */
export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'plinth-cli-'));
  return { path, remove: () => rm(path, { recursive: true }) };
}
