import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TestPlatform } from './testing.ts';

/** A `plinth` command on its way, in a process of its own. */
export interface PlinthProcess {
  /** Ctrl-C. */
  interrupt(): void;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly notes: string }>;
}

/** Starts `plinth` in a folder, connected to the platform; results are JSON. */
export function startPlinth(running: TestPlatform, folder: string, ...words: string[]): PlinthProcess {
  const program = join(import.meta.dirname, '..', '..', 'cli', 'src', 'main.ts');
  const child = spawn(process.execPath, [program, ...words, '--json', '--folder', folder], {
    env: { ...process.env, PLINTH_SERVER: running.address, PLINTH_TENANT: 'main', PLINTH_TOKEN: running.token },
  });
  let out = '';
  let notes = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (notes += chunk.toString()));
  return {
    interrupt: () => void child.kill('SIGINT'),
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, out, notes }))),
  };
}
