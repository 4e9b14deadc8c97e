import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from './errors-page.ts';
import { loadErrors } from './load-errors.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const page = join(root, 'docs', 'errors.md');

const written = errorsPage(await loadErrors(root));
if (process.argv.includes('--write')) writeFileSync(page, written);
else if (!existsSync(page) || readFileSync(page, 'utf8') !== written) {
  console.error('docs/errors.md is not what the code says; run `npm run generate`.');
  process.exitCode = 1;
}
