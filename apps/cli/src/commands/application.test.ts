import { deleteApplication, listApplications, removeApplication, restoreApplication } from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answers, runIn, temporaryFolder } from '../testing.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const ada = { id: 'ada', name: 'Ada' };
const at = '2026-11-30T08:00:00.000Z';
const bank = {
  ...{ key: 'bank', type: 'application' as const, label: 'The bank', icon: '', createdAt: at, createdBy: ada, owner: ada },
  ...{ changedAt: at, changedBy: ada, position: 3, latestVersion: '1.0.0', changes: 0, people: 2, deletedAt: null, deletedBy: null },
  running: [{ environment: 'test', version: '1.0.0', releasedAt: at }],
};
const answers: Answers = [
  [
    listApplications,
    ({ query }) => {
      if (query.state === 'deleted') return { items: [{ ...bank, deletedAt: at, deletedBy: ada }], next: null };
      return query.cursor === undefined ? { items: [bank], next: 'more' } : { items: [{ ...bank, key: 'shop' }], next: null };
    },
  ],
  [deleteApplication, () => null],
  [restoreApplication, () => bank],
  [removeApplication, () => null],
];
const run = (...words: readonly string[]) => runIn(folder.path, ['application', ...words], answers);

test('lists all of them with where they run, and the deleted ones with who did it and when', async () => {
  const { out } = await run('list');
  expect(out).toMatch(/bank +The bank +Ada +test 1\.0\.0/);
  expect(out).toMatch(/shop /);
  expect((await run('list', '--deleted')).out).toMatch(/bank +The bank +2026-11-30T08.* +Ada/);
});

test('deletes, restores, and removes for good only what is named twice', async () => {
  for (const action of ['delete', 'restore']) {
    const { calls, code } = await run(action, 'bank');
    expect([code, calls.map(({ path }) => path)]).toEqual([0, [{ tenant: 'acme', application: 'bank' }]]);
  }
  const removed = await run('remove', 'bank', '--confirm', 'bank');
  expect([removed.code, removed.calls[0]?.path]).toEqual([0, { tenant: 'acme', application: 'bank' }]);
  expect(removed.out).toContain('removed for good');
  for (const words of [['remove'], ['remove', 'bank'], ['remove', 'bank', '--confirm', 'shop'], ['explode', 'bank']]) {
    const { code, calls } = await run(...words);
    expect([code, calls]).toEqual([2, []]);
  }
});
