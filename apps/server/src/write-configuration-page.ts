import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from './configuration-page.ts';

/** Keeps docs/configuration.md equal to the settings; with `--write` it writes the page. */
const page = join(import.meta.dirname, '..', '..', '..', 'docs', 'configuration.md');

if (process.argv.includes('--write')) writeFileSync(page, configurationPage());
else if (readFileSync(page, 'utf8') !== configurationPage()) {
  console.error('docs/configuration.md is not what the settings are; run `npm run generate`.');
  process.exitCode = 1;
}
