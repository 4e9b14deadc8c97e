import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licencesByHand } from './allowed-licences.ts';
import { licenceText } from './licence-text.ts';
import { lockedAddresses, readLock } from './lock.ts';
import { licenceProblems, notices } from './notices.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const page = join(root, 'THIRD-PARTY-NOTICES.md');
const locks = ['package-lock.json', 'tools/setup/node-runtime/package-lock.json'];

const texts = locks.map((lock) => readFileSync(join(root, lock), 'utf8'));
const packages = texts.flatMap((text) => readLock(text, licencesByHand));
const problems = licenceProblems(packages);
for (const [index, text] of texts.entries()) {
  const addresses = lockedAddresses(text);
  if (addresses.length > 0) {
    problems.push(
      `${locks[index]} names ${addresses.length} addresses to fetch from; .npmrc keeps them out: remove them and npm install again.`,
    );
  }
}
const written = notices(packages, ({ path }) => licenceText(join(root, path)));
if (process.argv.includes('--write')) writeFileSync(page, written);
else if (!existsSync(page) || readFileSync(page, 'utf8') !== written) {
  problems.push('THIRD-PARTY-NOTICES.md is not what the lock files say; run `npm run generate`.');
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
