import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cancelLongOperation,
  createApplication,
  getBranch,
  getLongOperation,
  planRelease,
  publishRelease,
  pushDefinition,
  resumeLongOperation,
} from '@plinth/api-contract';
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

const planOf = (steps: readonly object[]) => ({
  version: '0.1.0',
  signature: 's',
  plan: 'p1',
  steps,
  warnings: ['loan.class stays as it was decided.'],
  replays: [
    { process: 'loan', histories: 9, same: 7, differs: 2, stops: 0, changes: [{ element: 'check', kind: 'notReached', histories: 2 }] },
  ],
  destructive: steps.includes(loss),
});

function published(steps: readonly object[]) {
  const release = {
    application: 'desk',
    environment: 'development',
    version: '0.1.0',
    signature: 's',
    releasedAt: '2026-11-24T17:00:00Z',
    releasedBy: 'ada',
    steps,
  };
  return { ...planOf(steps), release };
}

const operation = (status: string, result: object | null = null, problem: object | null = null) => ({
  ...{ id: 'o1', operation: 'releases.publish', status, result, problem, progress: { done: 1, total: 2, unit: 'steps', step: 'Index it' } },
  ...{ createdAt: '2026-11-29T00:00:00.000Z', createdBy: 'm1', endedAt: null },
});

const planning = (steps: readonly object[]): Answers[number] => [planRelease, () => planOf(steps)];
const publishing = (steps: readonly object[]): Answers => [
  planning(steps),
  [publishRelease, () => operation('running')],
  [getLongOperation, () => operation('succeeded', published(steps))],
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
    expect(JSON.parse(out)).toEqual({ key: 'desk', valid: true, files: 4, entities: 1, pages: 1, permissionTests: 0, warnings: [] });
    expect((await run(['init', 'desk'])).notes).toContain('is not empty');
    expect((await run(['init', 'Big Desk'])).code).toBe(2);
  });

  test('a permission test that fails is a problem, a row rule that no index serves a warning', async () => {
    const made = await application();
    await writeFile(
      join(made, 'roles.yaml'),
      `reader: { permissions: { task: { operations: [ read ], rowRule: 'contains(createdBy, user.id)' } } }\n`,
    );
    const tests = (expected: string) =>
      writeFile(
        join(made, 'permission-tests.yaml'),
        `own:\n  roles: [ reader ]\n  user: { id: ada }\n  entity: task\n  record: { createdBy: adam }\n  ${expected}: [ read ]\n`,
      );
    await tests('refused');
    const failed = await run(['validate'], [], made);
    expect(failed.code).toBe(3);
    expect(failed.notes).toMatch(/permission-tests\.yaml:6:\d+ .*Own: read is allowed/);
    await tests('allowed');
    const { code, out, notes } = await run(['validate'], [], made);
    expect(code).toBe(0);
    expect(out).toContain('1 permission tests.');
    expect(notes).toMatch(/warning roles\.yaml:1:\d+ no index serves the row rule of reader for task/);
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

/** What the platform tells of an application that nobody has changed yet. */
const newApplication = {
  ...{ icon: '', position: 0, latestVersion: null, changes: 0, running: [], people: 0, deletedAt: null, deletedBy: null },
  ...{ createdAt: '2026-11-24T17:00:00Z', createdBy: { id: 'ada', name: 'Ada' }, owner: { id: 'ada', name: 'Ada' } },
  ...{ changedAt: '2026-11-24T17:00:00Z', changedBy: { id: 'ada', name: 'Ada' } },
};

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
          return { ...(body as object), ...newApplication };
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
    const { code, out, calls } = await run(['plan', '-e', 'production'], [[pushDefinition, () => pushed], planning([step, loss])], made);
    expect(code).toBe(0);
    expect(out).toContain('+ entity:task');
    expect(out).toContain('! drop column note of task (about 1,200 rows)');
    expect(calls.map(({ operation }) => operation)).toEqual(['definitions.push', 'releases.plan']);
    expect(calls[0]?.body).toMatchObject({ dryRun: true });
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
  test('releases what was planned, and follows it to its end', async () => {
    const made = await application();
    const { code, out, calls } = await run(['publish', '--version', '0.1.0'], publishing([step]), made);
    expect([code, out]).toEqual([
      0,
      '  create table task\n? loan.class stays as it was decided.\n? process loan: of the last 9 histories 7 happen again as they were, 2 otherwise, 0 cannot go through\n    check notReached in 2\nDesk 0.1.0 runs in development.\n',
    ]);
    expect(calls).toMatchObject([
      { operation: 'releases.plan', query: { version: '0.1.0' } },
      { operation: 'releases.publish', body: { version: '0.1.0', plan: 'p1' } },
      { operation: 'long-operations.get', path: { operation: 'o1', application: 'desk' }, query: { wait: '60' } },
    ]);
    const json = await run(['publish', '--json'], publishing([step]), made);
    expect(JSON.parse(json.out)).toEqual(published([step]));
  });

  test('tells what ended it, and how to go on with what was cancelled', async () => {
    const made = await application();
    const problem = { code: 'records.impossible-migration', status: 409, detail: 'There are records without it.', hint: 'Fill it.' };
    const failing = operation('failed', null, { ...problem, cause: 'caller', violations: [{ path: '/task/due', message: 'is required' }] });
    const failed = await run(['publish'], [planning([]), [publishRelease, () => failing]], made);
    expect(failed.code).toBe(1);
    expect(failed.notes).toContain('There are records without it.');
    expect(failed.notes).toContain('/task/due is required');
    const cancelled = await run(['publish'], [planning([]), [publishRelease, () => operation('cancelled')]], made);
    expect(cancelled.code).toBe(1);
    expect(cancelled.notes).toContain('nothing was published');
    expect(cancelled.notes).toContain('plinth publish --resume o1');
    const resumed = await run(['publish', '--resume', 'o1'], [[resumeLongOperation, () => operation('succeeded', published([]))]], made);
    expect([resumed.code, resumed.out]).toEqual([0, 'Desk 0.1.0 runs in development.\n']);
    expect(resumed.calls).toMatchObject([{ path: { operation: 'o1' } }]);
  });

  test.each([
    ['in time', operation('cancelled'), 130, 'Cancelled.'],
    ['too late', operation('succeeded', published([])), 0, 'had ended before it could be cancelled'],
  ])('an interruption that comes %s asks the platform to cancel', async (_, answer, code, said) => {
    const made = await application();
    const interruption = new AbortController();
    const answers: Answers = [
      planning([]),
      [publishRelease, () => operation('running')],
      [
        getLongOperation,
        () => {
          interruption.abort();
          throw interruption.signal.reason;
        },
      ],
      [cancelLongOperation, () => answer],
    ];
    const outcome = await runIn(made, ['publish'], answers, interruption.signal);
    expect(outcome.calls.at(-1)).toMatchObject({ operation: 'long-operations.cancel', path: { operation: 'o1' } });
    expect(outcome.code).toBe(code);
    expect(outcome.notes).toContain(said);
  });

  test('does nothing destructive unless told to', async () => {
    const made = await application();
    const refused = await run(['publish'], [planning([loss])], made);
    expect(refused.code).toBe(1);
    expect(refused.notes).toContain('drop column note of task');
    expect(refused.calls).toHaveLength(1);
    expect((await run(['publish', '--allow-destructive'], publishing([loss]), made)).code).toBe(0);
    expect((await run(['publish', '--raise', 'huge'], [], made)).code).toBe(2);
  });
});

test('open tells the address', async () => {
  const { out } = await run(['open', '--folder', bank]);
  expect(out).toBe('http://plinth.test/apps/acme/development/bank\n');
});

test.each(Object.keys(commands))('plinth %s --help shows how it is used', async (name) => {
  const { code, out } = await run([name, '--help']);
  expect(code).toBe(0);
  expect(out).toContain(`Usage: plinth ${name}`);
  expect(out).toContain('Examples:');
});
