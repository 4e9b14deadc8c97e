import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listErrors, type RegisteredError } from '@plinth/foundation';

/** Loads `src/errors.ts` and phrases of every package and application and gives the whole registry of errors, by code. */
export async function loadErrors(root: string): Promise<RegisteredError[]> {
  const files = globSync(
    ['packages/*/*/src/errors.ts', 'packages/*/*/src/*-phrases.ts', 'components/*/src/errors.ts', 'apps/*/src/errors.ts'],
    { cwd: root },
  );
  for (const file of files.sort()) await import(pathToFileURL(join(root, file)).href);
  return listErrors();
}
