import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listErrors, type RegisteredError } from '@plinth/foundation';

/** Whether a code is of an area that tests define, which may run in the same process: their names end so. */
export function isOfTests(code: string): boolean {
  return /^[\w-]*test\./.test(code);
}

/** Loads `src/errors.ts` and phrases of every package and application and gives the whole registry of errors, by code. */
export async function loadErrors(root: string): Promise<RegisteredError[]> {
  const files = globSync(
    ['packages/*/*/src/errors.ts', 'packages/*/*/src/*-phrases.ts', 'components/*/src/errors.ts', 'apps/*/src/errors.ts'],
    { cwd: root },
  );
  for (const file of files.sort()) await import(pathToFileURL(join(root, file)).href);
  return listErrors().filter(({ code }) => !isOfTests(code));
}
