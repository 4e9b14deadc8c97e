import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, getBranch, publishRelease, pushDefinition } from '@plinth/api-contract';
import { readFiles, snapshotOf } from '@plinth/app-definition';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFolder } from '../application-folder.ts';
import { type Answers, bank, runIn, temporaryFolder } from '../testing.ts';
import { FakeProblem } from '../testing-platform.ts';
import { commands } from './index.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

const run = (words: readonly string[], answers: Answers = [], workingFolder = folder) => runIn(workingFolder, words, answers);

/** A folder with the application that `plinth init` makes. */
async function application(): Promise<string> {
  expect((await run(['init', 'desk'])).code).toBe(0);
  return join(folder, 'desk');
}

const pushed = { position: 4, changes: { added: ['entity:task'], updated: [], removed: ['page:old'] }, signature: 's' };
const step = { description: 'create table task', destructive: false };
const loss = { description: 'drop column note of task', destructive: true, rows: 1200 };

function release(steps: readonly object[], dryRun: boolean) {
  const destructive = steps.includes(loss);
  const made = {
    application: 'desk',
    environment: 'development',
    version: '0.1.0',
    signature: 's',
    releasedAt: '2026-11-24T17:00:00Z',
    releasedBy: 'ada',
    steps,
  };
  return { version: '0.1.0', signature: 's', plan: 'p1', steps, destructive, release: dryRun ? null : made };
}

const publishing = (steps: readonly object[]): Answers[number] => [
  publishRelease,
  ({ body }) => release(steps, (body as { dryRun?: boolean }).dryRun === true),
];

describe('init and validate', () => {
  test('what means nothing is found without a platform, where it stands', async () => {
    const made = await application();
    await writeFile(
      join(made, 'pages/more.yaml'),
      'label: More\npath: more\ncomponents:\n  - ui.text: { txet: Hello }\n  - ui.text: = nothing\n',
    );
    const { code, notes } = await run(['validate'], [], made);
    expect(code).toBe(3);
    expect(notes).toMatch(/pages\/more\.yaml:4:\d+ .*"txet"/);
    expect(notes).toMatch(/pages\/more\.yaml:5:\d+ .*nothing/);
  });

  test('what init makes is valid', async () => {
    const made = await application();
    const { code, out } = await run(['validate', '--json'], [], made);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ key: 'desk', valid: true, files: 4, entities: 1, pages: 1 });
    expect((await run(['init', 'desk'])).notes).toContain('is not empty');
    expect((await run(['init', 'Big Desk'])).code).toBe(2);
  });

  test('a problem is told with file, line and column, and ends with 3', async () => {
    const made = await application();
    const file = join(made, 'pages/tasks.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('entity: task\n', 'entity: tsak\n'));
    const { code, notes } = await run(['validate'], [], made);
    expect(code).toBe(3);
    expect(notes).toMatch(/pages\/tasks\.yaml:\d+:\d+ .*task/);
    expect((await run(['validate'])).notes).toContain('has no plinth.yaml');
  });
});

describe('push, plan and pull', () => {
  test('push sends the files and only them', async () => {
    const made = await application();
    await writeFile(join(made, 'README.md'), 'Read me.');
    const { code, out, calls } = await run(['push', '-m', 'first'], [[pushDefinition, () => pushed]], made);
    expect([code, out]).toEqual([0, 'Pushed Desk: 1 added, 0 updated, 1 removed.\n']);
    expect(calls).toMatchObject([
      { path: { tenant: 'acme', application: 'desk' }, authorization: 'Bearer plt_1', body: { intent: 'first' } },
    ]);
    expect(Object.keys((calls[0]?.body as { files: object } | undefined)?.files ?? {})).toEqual([
      'entities/task.yaml',
      'pages/tasks.yaml',
      'plinth.yaml',
      'roles.yaml',
    ]);
  });

  test('push makes an application that is new, but never a branch', async () => {
    const made = await application();
    let there = false;
    const answers: Answers = [
      [pushDefinition, () => (there ? pushed : new FakeProblem(404, 'repository.not-found'))],
      [
        createApplication,
        ({ body }) => {
          there = true;
          return { ...(body as object), createdAt: '2026-11-24T17:00:00Z', latestVersion: null };
        },
      ],
    ];
    expect((await run(['push', '--branch', 'next'], answers, made)).code).toBe(1);
    const { code, calls } = await run(['push'], answers, made);
    expect(code).toBe(0);
    expect(calls.map(({ operation }) => operation)).toEqual(['definitions.push', 'applications.create', 'definitions.push']);
    expect(calls[1]?.body).toEqual({ key: 'desk', type: 'application', label: 'Desk' });
  });

  test('what the platform finds wrong ends with 3, with its place', async () => {
    const made = await application();
    const wrong = new FakeProblem(422, 'repository.invalid-files', [
      { path: 'pages/tasks.yaml:3:1', message: 'has no component ui.tabel' },
    ]);
    const { code, notes } = await run(['push'], [[pushDefinition, () => wrong]], made);
    expect(code).toBe(3);
    expect(notes).toContain('pages/tasks.yaml:3:1 has no component ui.tabel');
  });

  test('plan shows records and steps and changes nothing', async () => {
    const made = await application();
    const { code, out, calls } = await run(['plan', '-e', 'production'], [[pushDefinition, () => pushed], publishing([step, loss])], made);
    expect(code).toBe(0);
    expect(out).toContain('+ entity:task');
    expect(out).toContain('! drop column note of task (about 1,200 rows)');
    expect(calls.map(({ body }) => (body as { dryRun: boolean }).dryRun)).toEqual([true, true]);
    expect(calls[1]?.path.environment).toBe('production');
  });

  test('plan of a new application needs none on the platform', async () => {
    const made = await application();
    const { code, out } = await run(['plan'], [[pushDefinition, () => new FakeProblem(404, 'repository.not-found')]], made);
    expect(code).toBe(0);
    expect(out).toContain('desk is new');
  });

  test('pull writes what changed and leaves the rest byte for byte', async () => {
    const made = await application();
    const before = {
      ...(await readFolder(made)),
      'entities/task.yaml': `# What is to do.\n${(await readFolder(made))['entities/task.yaml']}`,
    };
    await writeFile(join(made, 'entities/task.yaml'), before['entities/task.yaml']);
    const { definition } = readFiles({
      ...before,
      'entities/task.yaml': before['entities/task.yaml'].replace('maxLength: 200', 'maxLength: 300'),
    });
    const branch = { position: 7, snapshot: snapshotOf(definition), signature: 's' };
    const { code, out } = await run(['pull', '--json'], [[getBranch, () => branch]], made);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ application: 'desk', position: 7, written: ['entities/task.yaml'], removed: [] });
    expect(await readFile(join(made, 'entities/task.yaml'), 'utf8')).toBe(
      before['entities/task.yaml'].replace('maxLength: 200', 'maxLength: 300'),
    );
    expect((await run(['pull'], [[getBranch, () => branch]], made)).out).toContain('say the same already');
    expect((await run(['pull', 'bank'], [[getBranch, () => branch]], made)).code).toBe(2);
  });

  test('pull by name fills an empty folder', async () => {
    const made = await application();
    const branch = { position: 7, snapshot: snapshotOf(readFiles(await readFolder(made)).definition), signature: 's' };
    const { code } = await run(['pull', 'desk', '--folder', 'copy'], [[getBranch, () => branch]]);
    expect(code).toBe(0);
    expect((await run(['validate'], [], join(folder, 'copy'))).code).toBe(0);
  });
});

describe('publish', () => {
  test('releases what the dry run planned', async () => {
    const made = await application();
    const { code, out, calls } = await run(['publish', '--version', '0.1.0'], [publishing([step])], made);
    expect([code, out]).toEqual([0, '  create table task\nDesk 0.1.0 runs in development.\n']);
    expect(calls.map(({ body }) => body)).toEqual([
      { version: '0.1.0', dryRun: true },
      { version: '0.1.0', plan: 'p1' },
    ]);
  });

  test('does nothing destructive unless told to', async () => {
    const made = await application();
    const refused = await run(['publish'], [publishing([loss])], made);
    expect(refused.code).toBe(1);
    expect(refused.notes).toContain('drop column note of task');
    expect(refused.calls).toHaveLength(1);
    expect((await run(['publish', '--allow-destructive'], [publishing([loss])], made)).code).toBe(0);
    expect((await run(['publish', '--raise', 'huge'], [], made)).code).toBe(2);
  });
});

test('open tells the address', async () => {
  const { out } = await run(['open', '--folder', bank]);
  expect(out).toBe('http://plinth.test/apps/acme/development/bank\n');
});

test.each(commands.map(({ name }) => name))('plinth %s --help shows how it is used', async (name) => {
  const { code, out } = await run([name, '--help']);
  expect(code).toBe(0);
  expect(out).toContain(`Usage: plinth ${name}`);
  expect(out).toContain('Examples:');
});
