import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runKit } from './dmn-tck/run-kit.ts';

/**
 * Runs every case below a folder of the DMN conformance kit (dmn-tck/tck) and writes the results in the kit's own format.
 * Parameters: the folder, and `--verbose` to print what failed.
 */
const [folder = resolve(import.meta.dirname, '../../shared/conformance/dmn-tck'), ...options] = process.argv.slice(2);
const verbose = options.includes('--verbose');

const results = join(import.meta.dirname, 'dmn-tck', 'results.csv');

if (!existsSync(folder)) {
  const kept = readFileSync(results, 'utf8').trimEnd().split('\n');
  const succeeded = kept.filter((row) => row.includes('"SUCCESS"')).length;
  console.log(`Not run: there is no DMN conformance kit at ${folder}.`);
  console.log('Fetch it from https://github.com/dmn-tck/tck and give its folder: npm run conformance:dmn -- FOLDER');
  console.log(`The results of the last run are kept in conformance/dmn-tck/results.csv: ${succeeded} of ${kept.length} cases succeeded.`);
  // A bare checkout has no kit, which is no failure; a folder that somebody named and that is not there is one.
  process.exit(process.argv[2] === undefined ? 0 : 1);
}

const rows = runKit(folder);
const quoted = (text: string) => `"${text.replaceAll('"', '""').replaceAll(/\s+/g, ' ')}"`;
writeFileSync(
  results,
  rows
    .map(({ path, file, id, failure }) => [path, file, id, failure === null ? 'SUCCESS' : 'ERROR', failure ?? ''].map(quoted).join(','))
    .join('\n')
    .concat('\n'),
);
for (const level of [...new Set(rows.map(({ path }) => path.split('/')[0] ?? ''))]) {
  const ofLevel = rows.filter(({ path }) => path.startsWith(level));
  const passed = ofLevel.filter(({ failure }) => failure === null).length;
  console.log(`${level}: ${passed} of ${ofLevel.length} (${((100 * passed) / ofLevel.length).toFixed(2)} %)`);
}
const failed = rows.filter(({ failure }) => failure !== null);
if (verbose) for (const { path, id, failure } of failed) console.log(`${path} ${id}: ${failure}`);
console.log(`${rows.length - failed.length} passed, ${failed.length} failed`);
