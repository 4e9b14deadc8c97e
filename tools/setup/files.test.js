import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compressFiles } from './compressed-files.js';
import { contentHash } from './content-hash.js';
import { oneAtATime } from './one-at-a-time.js';
import { run } from './program.js';
import { withDependencies, workspaceFolders } from './workspaces.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path, text) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

test('scripts and styles have their compressed forms beside them, small and binary files have none', async () => {
  const text = 'export const answer = 42;\n'.repeat(200);
  write('dist/deep/page.js', text);
  write('dist/small.js', 'let a;');
  write('dist/letters.woff2', text);
  await compressFiles(join(folder, 'dist'));
  const files = readdirSync(join(folder, 'dist'), { recursive: true }).sort();
  expect(files).toEqual(['deep', 'deep/page.js', 'deep/page.js.br', 'deep/page.js.gz', 'letters.woff2', 'small.js']);
  const page = (form) => readFileSync(join(folder, `dist/deep/page.js${form}`));
  expect([brotliDecompressSync(page('.br')), gunzipSync(page('.gz'))].map(String)).toEqual([text, text]);
});

test('a hash changes with contents and names, not with tests, builds or installed libraries', () => {
  write('src/a.ts', 'one');
  const first = contentHash([folder]);
  for (const path of ['src/a.test.ts', 'dist/a.js', 'node_modules/x/index.js']) write(path, 'more');
  expect(contentHash([folder])).toBe(first);
  write('src/a.ts', 'two');
  const second = contentHash([folder]);
  expect(second).not.toBe(first);
  write('src/b.ts', '');
  expect(contentHash([folder])).not.toBe(second);
});

test('workspaces are found by the patterns of the root, with what they depend on', () => {
  write('package.json', JSON.stringify({ workspaces: ['packages/*/*', 'apps/*', 'benchmarks'] }));
  write('packages/low/a/package.json', JSON.stringify({ name: '@plinth/a' }));
  write('packages/low/b/package.json', JSON.stringify({ name: '@plinth/b', dependencies: { '@plinth/a': '*', react: '1' } }));
  write('packages/low/c/package.json', JSON.stringify({ name: '@plinth/c' }));
  write('apps/player/package.json', JSON.stringify({ name: '@plinth/player', dependencies: { '@plinth/b': '*' } }));
  const folders = workspaceFolders(folder);
  expect([...folders.keys()].sort()).toEqual(['@plinth/a', '@plinth/b', '@plinth/c', '@plinth/player']);
  expect(withDependencies('@plinth/player', folders)).toEqual(
    ['apps/player', 'packages/low/b', 'packages/low/a'].map((path) => join(folder, path)),
  );
});

test('two set-ups of one checkout take turns', async () => {
  const file = join(folder, 'running.pid');
  const events = [];
  const work = (name) => async () => {
    events.push(`${name} starts`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    events.push(`${name} ends`);
  };
  await Promise.all([oneAtATime(work('one'), file), oneAtATime(work('two'), file)]);
  expect(events).toEqual(['one starts', 'one ends', 'two starts', 'two ends']);
});

test('a set-up that died or never wrote its number does not block the next', async () => {
  const dead = spawn(process.execPath, ['--version']);
  await new Promise((resolve) => dead.on('close', resolve));
  write('dead.pid', String(dead.pid));
  write('empty.pid', '');
  expect(await oneAtATime(() => 'done', join(folder, 'dead.pid'))).toBe('done');
  expect(await oneAtATime(() => 'done', join(folder, 'empty.pid'))).toBe('done');
});

test('work that fails leaves the way free', async () => {
  const file = join(folder, 'running.pid');
  await expect(oneAtATime(() => Promise.reject(new Error('no')), file)).rejects.toThrow('no');
  expect(await oneAtATime(() => 'done', file)).toBe('done');
});

test('a program gives its exit code and what it printed', async () => {
  const script = 'console.log("out"); console.error("err"); process.exit(7)';
  const { code, output } = await run(process.execPath, ['-e', script], { quiet: true });
  expect(code).toBe(7);
  expect(output).toContain('out');
  expect(output).toContain('err');
});

test('a signal reaches the program, whose exit code is passed on', async () => {
  const parent = join(folder, 'parent.mjs');
  const child = 'process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1000); console.log("ready")';
  writeFileSync(
    parent,
    `import { run } from ${JSON.stringify(join(import.meta.dirname, 'program.js'))};\n` +
      `process.exitCode = (await run(process.execPath, ['-e', ${JSON.stringify(child)}])).code;\n`,
  );
  const started = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => started.stdout.once('data', resolve));
  started.kill('SIGTERM');
  expect(await new Promise((resolve) => started.on('close', resolve))).toBe(5);
});

test('what npm started ends with it, although the shell between does not pass signals on', async () => {
  const script = join(folder, 'run.mjs');
  const child =
    'process.on("SIGTERM", () => { console.log("stopped"); process.exit(0); }); setInterval(() => {}, 1000); console.log("ready")';
  const program = JSON.stringify(join(import.meta.dirname, 'program.js'));
  writeFileSync(script, `import { run } from ${program};\nawait run(process.execPath, ['-e', ${JSON.stringify(child)}]);\n`);
  const shell = spawn('sh', ['-c', '"$0" "$1"; true', process.execPath, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  let output = '';
  shell.stdout.on('data', (piece) => {
    output += piece;
  });
  await expect.poll(() => output, { timeout: 5_000 }).toContain('ready');
  shell.kill('SIGKILL');
  await expect.poll(() => output, { timeout: 5_000 }).toContain('stopped');
});
