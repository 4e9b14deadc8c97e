import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import type { RequestContext } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { applicationOf, branchOf } from '../applications.ts';
import { BranchLog } from '../branch-log.ts';
import { addApplication } from '../home/new-application.ts';
import { repositoryMigrations } from '../migrations.ts';
import { insertPreview } from './preview-statements.ts';
import { SampleDrafts } from './sample-drafts.ts';

const maker = testContext({ tenant: { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' } });
const selectKeys = statement('select environment_key as key from plinth.preview_link where tenant_id = $1 order by 1');

let stored: TestDatabase;
beforeAll(async () => {
  stored = await testDatabase({ migrations: repositoryMigrations });
});
afterAll(() => stored.close());

test('a link that expired is forgotten only once its records are taken away', async () => {
  const { database } = stored;
  const log = new BranchLog(200);
  await addApplication(maker, { database } as never, log, { key: 'desk', type: 'application', label: 'Desk' });
  const branch = await branchOf(maker, database, await applicationOf(maker, database, 'desk'));
  const link = (key: string, samples: boolean, hours: number, at: number) =>
    database.query(maker, insertPreview, [
      ...[maker.tenant.id, `00000000-0000-7000-8000-00000000000${at}`, branch.id, null, samples, `id${at}`, key],
      ...[Buffer.from([at]), 'ada', hours],
    ]);
  await Promise.all([link('plain', false, -1, 1), link('first', true, -1, 2), link('second', true, -1, 3), link('later', true, 1, 4)]);
  const taken: string[] = [];
  let isAway = true;
  const remove = vi.fn(async ({ environment }: RequestContext) => {
    if (isAway) throw new Error('The database is away.');
    if (environment?.isSample === true) taken.push(environment.key);
  });
  const drafts = new SampleDrafts({ database, samples: { remove } } as never, log);
  const left = async () => (await database.query<{ key: string }>(maker, selectKeys, [maker.tenant.id])).rows.map(({ key }) => key);
  await expect(drafts.forgetExpired(maker)).rejects.toThrow('away');
  expect(await left()).toEqual(['first', 'later', 'plain', 'second']);
  isAway = false;
  await drafts.forgetExpired(maker);
  expect([taken.sort(), await left()]).toEqual([['first', 'second'], ['later']]);
});
