import {
  createApplication,
  listReleases,
  listVersions,
  type OperationContract,
  type Publication,
  publishRelease,
  pushDefinition,
} from '@plinth/api-contract';
import { loanDeskFiles } from '@plinth/app-definition/testing';
import { statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { LongOperations, longOperationMigrations } from '@plinth/long-operations';
import { memoryStorage } from '@plinth/object-storage/testing';
import type { Static } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRepository, type RepositoryOptions, repositoryMigrations } from './index.ts';
import { testMigration, testResolver } from './testing.ts';

const components = Object.fromEntries(
  ['heading', 'table', 'grid', 'stat', 'button', 'form'].map((name) => [`ui.${name}`, '1.0.0'] as const),
);
const context = testContext({ environment: { id: 'env1', key: 'test' }, actor: { ...systemActor, kind: 'member', id: 'ada' } });

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ migrations: [...longOperationMigrations, ...repositoryMigrations] });
});
afterAll(() => database.close());

/** A server of its own over the one database. */
function server(options: Partial<RepositoryOptions> = {}) {
  const longOperations = new LongOperations({ database: database.database, storage: memoryStorage(), authorize: () => {} });
  const { operations } = createRepository({
    ...{ database: database.database, components: testResolver(components), migration: testMigration, longOperations },
    ...options,
  });
  return {
    longOperations,
    async call<Contract extends OperationContract>(contract: Contract, application: string, input: Static<Contract['input']>) {
      const found = operations.find((operation) => operation.contract.id === contract.id);
      return (await found?.handle(context, input as never, { application })) as Static<Contract['output']>;
    },
  };
}

async function pushed(key: string, there = server()) {
  await there.call(createApplication, '', { key, type: 'application', label: key });
  const manifest = (loanDeskFiles['plinth.yaml'] ?? '').replace('loan-desk', key);
  await there.call(pushDefinition, key, { files: { ...loanDeskFiles, 'plinth.yaml': manifest } });
}

const releasesOf = async (key: string) => (await server().call(listReleases, key, {})).items;
const versionsOf = async (key: string) => (await server().call(listVersions, key, {})).items;

/** Something that a server waits at until it is let go. */
function gate() {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    async pass() {
      reached.resolve();
      await opened.promise;
    },
  };
}

test('from its commit on it has succeeded, whatever becomes of its server: it is not done again and not cancelled', async () => {
  await pushed('committed');
  const { reached, open, pass } = gate();
  const { id } = await server({ released: pass }).call(publishRelease, 'committed', {});
  await reached;
  const another = server().longOperations;
  const found = await another.get(context, 'committed', id);
  expect(found).toMatchObject({ status: 'succeeded', result: { version: '0.1.0', release: { version: '0.1.0', releasedBy: 'ada' } } });
  expect(await another.cancel(context, 'committed', id)).toEqual(found);
  await expect(another.resume(context, 'committed', id)).rejects.toMatchObject({ code: 'long-operations.not-resumable' });
  open();
  expect(await releasesOf('committed')).toEqual([(found.result as Publication).release]);
});

test('what fails after its commit takes nothing back', async () => {
  await pushed('announced');
  const there = server({ released: () => Promise.reject(new Error('nobody hears')) });
  const ended = await there.call(publishRelease, 'announced', { wait: 30 });
  expect(ended).toMatchObject({ status: 'succeeded', problem: null, result: { version: '0.1.0' } });
  expect(await releasesOf('announced')).toHaveLength(1);
});

test('a server that was thought dead commits nothing once another has taken over, and there is one release', async () => {
  await pushed('stalled');
  const { reached, open, pass } = gate();
  const stalled = server({
    migration: {
      ...testMigration,
      async applyMigration(...parameters) {
        await pass();
        return testMigration.applyMigration(...parameters);
      },
    },
  });
  const { id } = await stalled.call(publishRelease, 'stalled', {});
  await reached;
  await database.database.query(context, statement(`update plinth.long_operation set lease_until = '-infinity' where id = $1::uuid`), [id]);
  const another = server().longOperations;
  // It takes over, and waits: the transaction of the first is still open.
  await another.get(context, 'stalled', id);
  await expect
    .poll(() => another.get(context, 'stalled', id))
    .toMatchObject({
      status: 'running',
      progress: { done: 0, step: 'Wait for another publication of the application.' },
    });
  expect(await versionsOf('stalled')).toEqual([]);
  open();
  expect(await another.get(context, 'stalled', id, 30)).toMatchObject({ status: 'succeeded', result: { version: '0.1.0' } });
  expect(await releasesOf('stalled')).toHaveLength(1);
  expect(await versionsOf('stalled')).toHaveLength(1);
});

test('gone on with later it publishes what it was begun with, or nothing where something else runs by then', async () => {
  await pushed('later');
  let failing = true;
  const there = server({
    migration: {
      ...testMigration,
      applyMigration: (...parameters) => (failing ? Promise.reject(new Error('no')) : testMigration.applyMigration(...parameters)),
    },
  });
  const first = await there.call(publishRelease, 'later', { notes: 'As begun', wait: 30 });
  const second = await there.call(publishRelease, 'later', { version: '5.0.0', wait: 30 });
  expect([first, second]).toMatchObject([
    { status: 'failed', problem: { code: 'plinth.unexpected' } },
    { status: 'failed', problem: { code: 'plinth.unexpected' } },
  ]);
  failing = false;
  const manifest = (loanDeskFiles['plinth.yaml'] ?? '').replace('loan-desk', 'later');
  await there.call(pushDefinition, 'later', {
    files: { ...loanDeskFiles, 'plinth.yaml': manifest, 'entities/added.yaml': 'fields: { name: text }\n' },
  });
  const resumed = await there.longOperations.resume(context, 'later', first.id, 30);
  expect((resumed.result as Publication | null)?.steps.map(({ description }) => description)).toEqual([
    'create table client',
    'create table loan',
  ]);
  expect(await versionsOf('later')).toMatchObject([{ version: '0.1.0', notes: 'As begun' }]);
  const refused = await there.longOperations.resume(context, 'later', second.id, 30);
  expect(refused).toMatchObject({ status: 'failed', problem: { code: 'repository.plan-changed' } });
  expect(await releasesOf('later')).toHaveLength(1);
});
