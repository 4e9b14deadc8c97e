import * as contracts from '@plinth/api-contract';
import { implement, type OperationContract, publishRelease, resultOf } from '@plinth/api-contract';
import { type Database, statement } from '@plinth/database';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { type Actor, PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { LongOperations, longOperationMigrations } from '@plinth/long-operations';
import { memoryStorage } from '@plinth/object-storage/testing';
import type { Static } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRepository, type Repository, repositoryMigrations } from '../index.ts';
import { testMigration, testResolver } from '../testing.ts';

const environment = { id: 'env1', key: 'test' };
const tenant = { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' };
const memberNamed = (id: string): Actor => ({ ...systemActor, kind: 'member', id, tenantRoles: ['maker'] });
const ada = testContext({ tenant, environment, actor: memberNamed('ada') });
const bob = testContext({ tenant, environment, actor: memberNamed('bob') });
const chief = testContext({ tenant, environment, actor: { ...memberNamed('chief'), tenantRoles: ['administrator'] } });
const stranger = testContext({
  tenant: { id: '00000000-0000-7000-8000-00000000000b', key: 'beta' },
  environment,
  actor: memberNamed('ada'),
});

const notes = {
  'plinth.yaml': 'format: 1\nkey: notes\ntype: application\nlabel: Notes\nicon: note\n',
  'entities/note.yaml': 'fields:\n  text: {type: text}\n',
};

describeDatabases((server) => {
  let stored: TestDatabase;
  let repository: Repository;
  let now = Date.now();
  beforeAll(async () => {
    stored = await testDatabase({ migrations: [...longOperationMigrations, ...repositoryMigrations], server: server() });
    const database: Database = stored.database;
    repository = createRepository({
      database,
      components: testResolver({}),
      migration: testMigration,
      longOperations: new LongOperations({ database, storage: memoryStorage(), authorize: () => {} }),
      templates: {
        list: async () => [{ key: 'notes', label: 'Notes', description: '', icon: '', counts: {} }],
        files: async (key) => (key === 'notes' ? notes : undefined),
      },
      namesOf: async (_context, ids) => new Map(ids.map((id) => [id, `${id} by name`])),
      member: async (_context, id) => (id === 'gone' ? null : { id: id.replace('@plinth.example', ''), makes: id !== 'clerk' }),
      clock: { now: () => now },
    });
    for (const key of ['zebra', 'bank', 'archive']) await create(key, ada);
    await create('shop', bob);
  });
  afterAll(() => stored.close());

  async function call<Contract extends OperationContract>(
    contract: Contract,
    input: Static<Contract['input']>,
    application = '',
    context: RequestContext = ada,
  ): Promise<Static<Contract['output']>> {
    const found = repository.operations.find((each) => each.contract.id === contract.id) ?? implement(contract, () => Promise.reject());
    return (await found.handle(context, input as never, { application })) as Static<Contract['output']>;
  }
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'ok',
      (error: unknown) => (error instanceof PlinthError ? error.code : String(error)),
    );
  const create = (key: string, context: RequestContext, more: object = {}) =>
    call(contracts.createApplication, { key, type: 'application', label: `${key} of ${context.actor.id}`, ...more }, '', context);
  const keys = async (input: Static<typeof contracts.listApplications.input>, context = ada) =>
    (await call(contracts.listApplications, input, '', context)).items.map(({ key }) => key);
  const one = async (key: string) => (await call(contracts.listApplications, { search: key })).items.find((each) => each.key === key);
  const change = async (application: string, path: string, value: string, context = ada) => {
    const { position } = await call(contracts.getBranch, {}, application, context);
    const action = { id: `${application}-${position}`, actor: 'x', intent: 'Change', schemaVersion: 1, seen: position };
    const body = { type: 'RECORD_UPDATE', payload: { id: 'app', path: [path], value } };
    await call(contracts.appendActions, { expectedPosition: position, actions: [{ ...action, ...body }] }, application, context);
  };

  test('a list tells owner, label, icon and last change, also where one icon replaces another on the quick way', async () => {
    await change('bank', 'icon', 'wallet', bob);
    await change('bank', 'icon', 'coin', bob);
    expect(await one('bank')).toMatchObject({
      ...{
        label: 'bank of ada',
        icon: 'coin',
        createdBy: { id: 'ada', name: 'ada by name' },
        changedBy: { id: 'bob', name: 'bob by name' },
      },
      ...{ position: 2, latestVersion: null, changes: 2, running: [], people: 0, deletedAt: null },
    });
  });

  test('what was published is told by environment, and how far main has gone on since', async () => {
    resultOf(await call(publishRelease, { wait: 30, version: '1.0.0' }, 'bank'));
    expect(await one('bank')).toMatchObject({
      ...{ latestVersion: '1.0.0', changes: 0, running: [{ environment: 'test', version: '1.0.0', releasedAt: expect.any(String) }] },
    });
    await change('bank', 'label', 'The bank');
    expect(await one('bank')).toMatchObject({ label: 'The bank', changes: 1 });
    await call(contracts.createBranch, { key: 'side' }, 'bank');
    await call(contracts.createVersion, { branch: 'side', version: '2.0.0' }, 'bank');
    expect(await one('bank')).toMatchObject({ latestVersion: '2.0.0', changes: null });
    expect([await keys({ state: 'running' }), await keys({ state: 'unpublished' })]).toEqual([['bank'], ['archive', 'shop', 'zebra']]);
  });

  test('what has changed since its newest version is found', async () => {
    await change('shop', 'label', 'Shop', bob);
    expect(await keys({ state: 'changed' })).toEqual(['shop']);
  });

  test('pages follow one another in both orders, narrowed by owner and words', async () => {
    const all = async (sort: 'label' | 'changed') => {
      const found: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await call(contracts.listApplications, { sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
        found.push(...page.items.map(({ key }) => key));
        cursor = page.next;
      }
      return found;
    };
    expect(await all('label')).toEqual(['archive', 'shop', 'bank', 'zebra']);
    expect((await all('changed')).slice(0, 2)).toEqual(['shop', 'bank']);
    expect((await all('changed')).sort()).toEqual(['archive', 'bank', 'shop', 'zebra']);
    expect(await keys({ mine: true }, bob)).toEqual(['shop']);
    expect(await keys({ search: 'OF ADA' })).toEqual(['archive', 'zebra']);
    expect(await keys({ search: "%' or true --" })).toEqual([]);
  });

  test.each(['', 'bm9uc2Vuc2U', '!!', 'YSBi=', Buffer.from('a \0').toString('base64url')])('%j is no cursor', async (cursor) => {
    expect(await codeOf(call(contracts.listApplications, { cursor }))).toBe('repository.cursor-not-valid');
  });

  test('a copy begins with what main has, under its own name, and nothing else of it', async () => {
    const copy = await create('bank-copy', bob, { from: 'bank', label: 'Copy' });
    expect(copy).toMatchObject({ label: 'Copy', icon: 'coin', position: 0, latestVersion: null, running: [], createdBy: { id: 'bob' } });
    const { snapshot } = await call(contracts.getBranch, {}, 'bank-copy');
    expect(snapshot.records.app).toMatchObject({ key: 'bank-copy', label: 'Copy', icon: 'coin' });
    expect(await codeOf(create('odd', ada, { from: 'bank', type: 'module' }))).toBe('repository.another-application');
    expect(await codeOf(create('none', ada, { from: 'nothing' }))).toBe('repository.not-found');
    expect(await codeOf(create('stolen', stranger, { from: 'bank' }))).toBe('repository.not-found');
  });

  test('an application begins with what a template or files say, under its own name', async () => {
    expect((await call(contracts.listTemplates, {})).items.map(({ key }) => key)).toEqual(['notes']);
    for (const [key, begin] of [
      ['mine', { template: 'notes' }],
      ['sent', { files: notes }],
    ] as const) {
      expect(await create(key, ada, { ...begin, label: 'Mine' })).toMatchObject({ key, label: 'Mine', icon: 'note' });
      const { snapshot } = await call(contracts.getBranch, {}, key);
      expect(snapshot.records.app).toMatchObject({ key, label: 'Mine' });
      const kinds = Object.values(snapshot.records).map((record) => (record as { kind: string }).kind);
      expect(kinds.sort()).toEqual(['app', 'entity', 'field']);
    }
    expect(await codeOf(create('two', ada, { template: 'notes', files: notes }))).toBe('repository.one-beginning');
    expect(await codeOf(create('none', ada, { template: 'nothing' }))).toBe('repository.not-found');
    expect(await codeOf(create('none', ada, { files: { ...notes, 'entities/note.yaml': 'fields: 7' } }))).toBe('repository.invalid-files');
    expect(await codeOf(create('none', ada, { files: {} }))).toBe('repository.invalid-files');
    expect(await codeOf(create('none', ada, { template: 'notes', type: 'module' }))).toBe('repository.another-application');
    expect(await one('none')).toBeUndefined();
  });

  test('the roles of an application are told, to its own tenant', async () => {
    const files = {
      'plinth.yaml': 'format: 1\nkey: archive\ntype: application\nlabel: Archive\n',
      'roles.yaml': 'reader:\n  heldBy: members\nkeeper: {}\n',
    };
    await call(contracts.pushDefinition, { files }, 'archive');
    expect((await call(contracts.listApplicationRoles, {}, 'archive')).items).toEqual([
      { key: 'keeper', label: 'Keeper', heldBy: 'assigned' },
      { key: 'reader', label: 'Reader', heldBy: 'members' },
    ]);
    expect(await codeOf(call(contracts.listApplicationRoles, {}, 'archive', stranger))).toBe('repository.not-found');
  });

  test('a deleted application is nowhere, also for who has it open, until it is brought back as it was', async () => {
    expect(await codeOf(call(contracts.deleteApplication, {}, 'bank', bob))).toBe('repository.not-your-application');
    expect(await codeOf(call(contracts.deleteApplication, {}, 'bank', stranger))).toBe('repository.not-found');
    await call(contracts.deleteApplication, {}, 'bank', chief);
    expect(await keys({})).not.toContain('bank');
    expect(await keys({ state: 'deleted' })).toEqual(['bank']);
    expect(await repository.currentReleases(ada)).toEqual([]);
    expect(await codeOf(change('bank', 'label', 'Still here'))).toBe('repository.not-found');
    const action = { id: 'late', actor: 'x', intent: '', schemaVersion: 1, seen: 3, type: 'RECORD_UPDATE' };
    const late = { ...action, payload: { id: 'app', path: ['icon'], value: 'ghost' } };
    expect(await codeOf(call(contracts.appendActions, { expectedPosition: 3, actions: [late] }, 'bank'))).toBe('repository.not-found');
    expect(await codeOf(create('bank', ada))).toBe('repository.key-of-deleted');
    expect(await codeOf(call(contracts.deleteApplication, {}, 'bank'))).toBe('repository.not-found');
    expect(await codeOf(call(contracts.restoreApplication, {}, 'bank', bob))).toBe('repository.not-your-application');
    expect(await call(contracts.restoreApplication, {}, 'bank')).toMatchObject({ label: 'The bank', position: 3, deletedAt: null });
    expect((await repository.currentReleases(ada)).map(({ key }) => key)).toEqual(['bank']);
    expect((await call(contracts.listBranches, {}, 'bank')).items.map(({ key }) => key)).toEqual(['main', 'side']);
  });

  test('an application is handed over by its owner or an administrator, to somebody who makes applications', async () => {
    const handOver = (member: string, context: RequestContext) => call(contracts.handOverApplication, { member }, 'bank', context);
    expect(await codeOf(handOver('bob', bob))).toBe('repository.not-your-application');
    // Who may not hand it over is not told who is a member.
    expect(await codeOf(handOver('gone', bob))).toBe('repository.not-your-application');
    expect(await codeOf(handOver('bob', stranger))).toBe('repository.not-found');
    for (const member of ['gone', 'clerk']) expect(await codeOf(handOver(member, ada))).toBe('repository.no-maker');
    expect(await handOver('bob@plinth.example', ada)).toMatchObject({
      ...{ createdBy: { id: 'ada' }, owner: { id: 'bob', name: 'bob by name' } },
    });
    expect([await keys({ mine: true }, bob), await keys({ mine: true })].map((mine) => mine.includes('bank'))).toEqual([true, false]);
    expect(await codeOf(call(contracts.deleteApplication, {}, 'bank'))).toBe('repository.not-your-application');
    expect(await codeOf(handOver('ada', ada))).toBe('repository.not-your-application');
    expect(await handOver('ada', chief)).toMatchObject({ owner: { id: 'ada' } });
    await call(contracts.deleteApplication, {}, 'bank');
    expect(await codeOf(handOver('bob', ada))).toBe('repository.not-found');
    await call(contracts.restoreApplication, {}, 'bank');
  });

  test('a branch that was deleted before its application stays so', async () => {
    await call(contracts.deleteBranch, { branch: 'side' }, 'bank');
    await call(contracts.deleteApplication, {}, 'bank');
    await call(contracts.restoreApplication, {}, 'bank');
    expect((await call(contracts.listBranches, {}, 'bank')).items.map(({ key }) => key)).toEqual(['main']);
  });

  test('a module that something running needs is not deleted', async () => {
    await call(contracts.createApplication, { key: 'people', type: 'module', label: 'People' });
    resultOf(await call(publishRelease, { wait: 30 }, 'people'));
    await create('staff', ada);
    await call(
      contracts.pushDefinition,
      { files: { 'plinth.yaml': 'format: 1\nkey: staff\ntype: application\nlabel: Staff\ndependencies: { people: x }\n' } },
      'staff',
    );
    resultOf(await call(publishRelease, { wait: 30 }, 'staff'));
    expect(await codeOf(call(contracts.deleteApplication, {}, 'people'))).toBe('repository.module-in-use');
    await call(contracts.deleteApplication, {}, 'staff');
    expect(await codeOf(call(contracts.deleteApplication, {}, 'people'))).toBe('ok');
  });

  test('people are counted once in thirty days, and nothing tells who they are', async () => {
    const visit = (id: string, context: RequestContext = ada) =>
      repository.opened({ ...context, actor: { ...context.actor, id } }, 'zebra');
    for (const id of ['ada', 'bob', 'ada']) visit(id);
    visit('nobody', testContext({ tenant, environment, actor: { ...systemActor, kind: 'anonymous', id: 'nobody' } }));
    await repository.close();
    expect((await one('zebra'))?.people).toBe(2);
    now += 24 * 3_600_000;
    for (const id of ['bob', 'eve']) visit(id);
    await repository.close();
    expect((await one('zebra'))?.people).toBe(3);
    const { rows } = await stored.database.query(ada, statement('select count(*)::int as days from plinth.application_usage'), []);
    expect(rows).toEqual([{ days: 2 }]);
  });
});
