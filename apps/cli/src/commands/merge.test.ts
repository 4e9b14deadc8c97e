import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { merge, readFiles, snapshotOf, writeFiles } from '@plinth/app-definition';
import { loanDeskFiles } from '@plinth/app-definition/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFolder } from '../application-folder.ts';
import { temporaryFolder } from '../testing.ts';
import { runPlinth } from '../testing-process.ts';

let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.email', 'ada@example.com');
  git('config', 'user.name', 'Ada');
  const { code } = await runPlinth(['git', 'setup'], '', folder);
  expect(code).toBe(0);
  await commit(loanDeskFiles);
});
afterEach(() => remove());

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function commit(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Change');
}

function mergeFails(branch: string): string {
  try {
    git('merge', '--no-edit', branch);
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
  throw new Error('It was merged without a conflict.');
}

const page = 'pages/loans.yaml';
const text = loanDeskFiles[page] ?? '';

test('two branches are merged by git as the Studio merges them, where lines alone would be in conflict', async () => {
  const ours = { ...loanDeskFiles, [page]: text.replace('label: Total, value', 'label: Sum, value') };
  const theirs = {
    ...loanDeskFiles,
    [page]: text.replace('value: = byStatus.first.total', 'value: = byStatus.first.loans'),
    'entities/loan.yaml': (loanDeskFiles['entities/loan.yaml'] ?? '').replace('minimum: 0.10', 'minimum: 1'),
  };
  git('checkout', '--quiet', '-b', 'theirs');
  await commit(theirs);
  git('checkout', '--quiet', 'main');
  await commit(ours);
  git('merge', '--quiet', '--no-edit', 'theirs');
  const base = readFiles(loanDeskFiles).definition;
  const studio = merge(base, readFiles(ours, { previous: base }).definition, readFiles(theirs, { previous: base }).definition);
  expect(studio.conflicts).toEqual([]);
  const merged = readFiles(await readFolder(folder), { previous: base });
  expect(merged.problems).toEqual([]);
  expect(snapshotOf(merged.definition)).toEqual(snapshotOf(studio.definition));
  expect(writeFiles(merged.definition)).toEqual(writeFiles(studio.definition));
  expect(await readFile(join(folder, page), 'utf8')).toContain('# The desk itself.');
});

test('comments of both sides stay where a merge by lines comes to the same', async () => {
  git('checkout', '--quiet', '-b', 'theirs');
  await commit({ [page]: `${text}# Theirs.\n` });
  git('checkout', '--quiet', 'main');
  await commit({ [page]: `# Ours.\n${text.replace('icon: coin', 'icon: cash')}` });
  git('merge', '--quiet', '--no-edit', 'theirs');
  expect(await readFile(join(folder, page), 'utf8')).toBe(`# Ours.\n${text.replace('icon: coin', 'icon: cash')}# Theirs.\n`);
});

test('a conflict stands between marks, everything else is merged, and git knows', async () => {
  git('checkout', '--quiet', '-b', 'theirs');
  await commit({ [page]: text.replace('icon: coin', 'icon: bank').replace('label: Delete', 'label: Remove') });
  git('checkout', '--quiet', 'main');
  await commit({ [page]: text.replace('icon: coin', 'icon: cash') });
  expect(mergeFails('theirs')).toContain(`Merge conflict in ${page}`);
  const written = await readFile(join(folder, page), 'utf8');
  expect(written).toContain('<<<<<<< ours\nicon: cash\n=======\nicon: bank\n>>>>>>> theirs\n');
  expect(written.match(/<<<<<<</g)).toHaveLength(1);
  expect(written).toContain('label: Remove');
});

test('what cannot be read is merged by lines', async () => {
  git('checkout', '--quiet', '-b', 'theirs');
  await commit({ [page]: `${text}broken: [\n` });
  git('checkout', '--quiet', 'main');
  await commit({ [page]: text.replace('icon: coin', 'icon: cash') });
  git('merge', '--quiet', '--no-edit', 'theirs');
  expect(await readFile(join(folder, page), 'utf8')).toBe(`${text.replace('icon: coin', 'icon: cash')}broken: [\n`);
});

test('setting up again changes nothing, keeps what .gitattributes has, and is refused outside of a repository', async () => {
  await writeFile(join(folder, '.gitattributes'), '*.png binary');
  expect((await runPlinth(['git', 'setup'], '', folder)).code).toBe(0);
  const attributes = await readFile(join(folder, '.gitattributes'), 'utf8');
  expect(attributes).toMatch(/^\*\.png binary\nplinth\.yaml merge=plinth\n/);
  await runPlinth(['git', 'setup'], '', folder);
  expect(await readFile(join(folder, '.gitattributes'), 'utf8')).toBe(attributes);
  const elsewhere = await temporaryFolder();
  const outcome = await runPlinth(['git', 'setup'], '', elsewhere.path);
  expect([outcome.code, outcome.notes.includes('is in no git repository')]).toEqual([1, true]);
  await elsewhere.remove();
});

test('files that are not there are named', async () => {
  const outcome = await runPlinth(['merge', 'none', 'none', 'none', page], '', folder);
  expect([outcome.code, outcome.notes.includes('none cannot be read')]).toEqual([1, true]);
});
