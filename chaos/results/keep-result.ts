import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps and prints what a run came to, and what was wrong; one with anything wrong ends the process with 1. */
export function keepResult(name: string, figures: object, wrong: readonly string[]): void {
  const result = JSON.stringify({ ...figures, wrong: wrong.length, at: new Date().toISOString() }, null, 2);
  writeFileSync(join(import.meta.dirname, `${name}.json`), `${result}\n`);
  console.log(result);
  for (const what of wrong.slice(0, 50)) console.error(what);
  if (wrong.length > 0) process.exitCode = 1;
}
