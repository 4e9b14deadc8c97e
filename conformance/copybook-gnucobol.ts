import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Comparison, compareRecords } from './copybook/compare-records.ts';
import { compareRules } from './copybook/compare-rules.ts';
import { hasCompiler } from './copybook/gnucobol.ts';

/**
 * Random records, written by their copybook and by a program that GnuCOBOL compiled with IBM's rules, compared byte for byte.
 * Parameters: `--seed`, `--programs`, `--copybooks` of each. The result is kept in `copybook/results.json`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261129' },
    programs: { type: 'string', default: '40' },
    copybooks: { type: 'string', default: '25' },
  },
});
if (!hasCompiler()) {
  console.log('GnuCOBOL is missing. Install it (Debian, Ubuntu: sudo apt-get install gnucobol3). Nothing was compared.');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'plinth-copybook-'));
const results: Comparison[] = [];
for (let program = 0; program < Number(values.programs); program++)
  results.push(compareRecords(Number(values.seed) + program, Number(values.copybooks), folder));
const rules = compareRules(folder);
rmSync(folder, { recursive: true });
const sum = (count: (each: Comparison) => number) => results.reduce((total, each) => total + count(each), 0);
const wrong = results.flatMap((each) => each.wrong);
for (const each of [...rules.wrong, ...wrong.slice(0, 10)]) console.log(each);
const kept = {
  seed: Number(values.seed),
  copybooks: sum(({ copybooks }) => copybooks),
  fields: sum(({ fields }) => fields),
  bytes: sum(({ bytes }) => bytes),
  wrong: wrong.length,
  rules: rules.rules,
  rulesWrong: rules.wrong.length,
};
console.log(
  `${kept.copybooks} copybooks, ${kept.fields} fields, ${kept.bytes} bytes; ${kept.wrong} copybooks differ; ${kept.rules} rules, ${kept.rulesWrong} differ`,
);
writeFileSync(join(import.meta.dirname, 'copybook', 'results.json'), `${JSON.stringify(kept, null, 2)}\n`);
process.exitCode = wrong.length + rules.wrong.length === 0 ? 0 : 1;
