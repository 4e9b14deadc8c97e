import * as contracts from '@plinth/api-contract';
import { implement, type Operation, type OperationContract, planRelease, publishRelease, resultOf } from '@plinth/api-contract';
import { actionBetween, type DefinitionAction, readFiles, snapshotOf } from '@plinth/app-definition';
import { loanDeskFiles } from '@plinth/app-definition/testing';
import { findUnprotectedTables, statement } from '@plinth/database';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { foundationErrors, PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { LongOperations, longOperationMigrations } from '@plinth/long-operations';
import { memoryStorage } from '@plinth/object-storage/testing';
import type { Static } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRepository, type Repository, type RepositoryOptions, repositoryMigrations } from './index.ts';
import { testMigration, testResolver } from './testing.ts';

const environment = { id: 'env1', key: 'test' };
const ada = { ...systemActor, kind: 'member' as const, id: 'ada' };
const acme = testContext({ tenant: { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' }, environment, actor: ada });
const beta = testContext({
  tenant: { id: '00000000-0000-7000-8000-00000000000b', key: 'beta' },
  environment: { id: 'env2', key: 'test' },
  actor: ada,
});

const components = Object.fromEntries(
  ['heading', 'table', 'grid', 'stat', 'button', 'form'].map((name) => [`ui.${name}`, '1.0.0'] as const),
);

describeDatabases((server) => {
  let database: TestDatabase;
  let repository: Repository;
  const open = (options: Partial<RepositoryOptions> = {}) =>
    createRepository({
      database: database.database,
      components: testResolver(components),
      migration: testMigration,
      longOperations: new LongOperations({ database: database.database, storage: memoryStorage(), authorize: () => {} }),
      snapshotEvery: 5,
      ...options,
    });

  beforeAll(async () => {
    database = await testDatabase({ migrations: [...longOperationMigrations, ...repositoryMigrations], server: server() });
    repository = open();
  });
  afterAll(() => database.close());

  async function call<Contract extends OperationContract>(
    contract: Contract,
    input: Static<Contract['input']>,
    application = '',
    context: RequestContext = acme,
    from: Repository = repository,
  ): Promise<Static<Contract['output']>> {
    const operation =
      from.operations.find((candidate: Operation) => candidate.contract.id === contract.id) ?? implement(contract, () => Promise.reject());
    return (await operation.handle(context, input as never, { application })) as Static<Contract['output']>;
  }

  const publish = async (
    application: string,
    input: Static<(typeof publishRelease)['input']> = {},
    from: Repository = repository,
    context = acme,
  ) => resultOf(await call(publishRelease, { wait: 30, ...input }, application, context, from));

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'ok',
      (error: unknown) => (error instanceof PlinthError ? error.code : String(error)),
    );

  const created = async (key: string, type: 'application' | 'module' = 'application', context = acme) => {
    await call(contracts.createApplication, { key, type, label: key }, '', context);
    return key;
  };
  const filesOf = (key: string) => ({ ...loanDeskFiles, 'plinth.yaml': (loanDeskFiles['plinth.yaml'] ?? '').replace('loan-desk', key) });
  const pushed = async (key: string) => {
    await created(key);
    await call(contracts.pushDefinition, { files: filesOf(key) }, key);
    return key;
  };
  const rename = (id: string, label: string): DefinitionAction => ({
    type: 'RECORD_UPDATE',
    payload: { id: 'app', path: ['label'], value: label },
    id,
    actor: 'somebody-else',
    intent: 'Rename',
    schemaVersion: 1,
    seen: 0,
  });

  test('every table is protected', async () => {
    expect(await findUnprotectedTables(database.superuser)).toEqual([]);
  });

  test('an application begins with its root, once', async () => {
    await created('first');
    const branch = await call(contracts.getBranch, {}, 'first');
    expect(branch.snapshot.records).toMatchObject({ app: { key: 'first', type: 'application', label: 'first' } });
    expect(await codeOf(created('first'))).toBe('repository.application-exists');
    expect((await call(contracts.listApplications, {})).items).toMatchObject([{ key: 'first', label: 'first', latestVersion: null }]);
  });

  test('files are pushed as one action and pulled as the same definition; pushing them again does nothing', async () => {
    await created('pushed');
    const files = filesOf('pushed');
    const dry = await call(contracts.pushDefinition, { files, dryRun: true }, 'pushed');
    expect([dry.position, dry.changes.added.length > 20]).toEqual([0, true]);
    const result = await call(contracts.pushDefinition, { files }, 'pushed');
    expect(result).toEqual({ ...dry, position: 1 });
    const pulled = await call(contracts.pullDefinition, {}, 'pushed');
    expect(readFiles(pulled.files).problems).toEqual([]);
    expect(snapshotOf(readFiles(pulled.files).definition)).toEqual(snapshotOf(readFiles(files).definition));
    const again = await call(contracts.pushDefinition, { files }, 'pushed');
    expect(again).toEqual({ position: 1, changes: { added: [], updated: [], removed: [] }, signature: result.signature });
  });

  test('files with a problem change nothing and say where it is', async () => {
    await created('broken');
    const files = { ...filesOf('broken'), 'pages/loans.yaml': 'queries:\n  loans: lon\ncomponents:\n  - ui.tabel: {}\n' };
    const refused = call(contracts.pushDefinition, { files }, 'broken').catch((error: unknown) => error);
    expect(await refused).toMatchObject({
      code: 'repository.invalid-files',
      details: {
        violations: [{ file: 'pages/loans.yaml', line: 2, message: expect.stringContaining('no entity lon'), hint: 'Did you mean loan?' }],
      },
    });
    const misspelt = { ...filesOf('broken'), 'pages/client.yaml': 'components:\n  - ui.buton: {}\n' };
    const unknown = await call(contracts.pushDefinition, { files: misspelt }, 'broken').catch((error: unknown) => error);
    expect(unknown).toMatchObject({ details: { violations: [{ line: 2, hint: 'Did you mean ui.button?' }] } });
    expect((await call(contracts.getBranch, {}, 'broken')).position).toBe(0);
    expect(await codeOf(call(contracts.pushDefinition, { files: filesOf('other') }, 'broken'))).toBe('repository.another-application');
    expect(await codeOf(call(contracts.pushDefinition, { files: filesOf('broken'), expectedPosition: 9 }, 'broken'))).toBe(
      'repository.moved-on',
    );
  });

  test('actions are appended where the log ends, known ones once, and the actor is who sent them', async () => {
    await pushed('appended');
    const first = await call(contracts.appendActions, { expectedPosition: 1, actions: [rename('a1', 'One')] }, 'appended');
    expect(first).toMatchObject({ position: 2, refused: {}, entries: [{ position: 2, action: { id: 'a1', actor: 'ada' } }] });
    const again = await call(contracts.appendActions, { expectedPosition: 1, actions: [rename('a1', 'One')] }, 'appended');
    expect(again).toEqual(first);
    const late = await call(
      contracts.appendActions,
      { expectedPosition: 2, actions: [rename('a1', 'One'), rename('a2', 'Two')] },
      'appended',
    );
    expect(late).toMatchObject({ position: 3, entries: [{ position: 3, action: { id: 'a2' } }] });
    const listed = await call(contracts.listActions, { after: 1 }, 'appended');
    expect(listed.entries.map(({ action }) => action.id)).toEqual(['a1', 'a2']);
  });

  test('of two who append at the same place at once, one is told what came in between', async () => {
    await pushed('raced');
    const results = await Promise.all(
      ['x', 'y', 'z'].map((id) => call(contracts.appendActions, { expectedPosition: 1, actions: [rename(id, id)] }, 'raced')),
    );
    expect(results.map(({ position }) => position)).toEqual([2, 2, 2]);
    expect(new Set(results.map(({ entries }) => entries[0]?.action.id)).size).toBe(1);
  });

  test('a refused action is told, the others stand; hostile ones are not actions', async () => {
    await pushed('judged');
    const gone = { ...rename('bad', 'x'), payload: { id: 'nothing', path: ['label'], value: 'x' } } as DefinitionAction;
    const result = await call(contracts.appendActions, { expectedPosition: 1, actions: [gone, rename('good', 'Good')] }, 'judged');
    expect(result).toMatchObject({ position: 2, refused: { bad: { rule: 'reference', message: 'the record is gone' } } });
    const hostile = [
      JSON.parse(
        '{"id":"p1","actor":"a","intent":"","schemaVersion":1,"seen":0,"type":"RECORD_UPDATE","payload":{"id":"app","path":["__proto__","x"],"value":1}}',
      ),
      JSON.parse(
        '{"id":"p2","actor":"a","intent":"","schemaVersion":1,"seen":0,"type":"RECORD_INSERT","payload":{"record":{"id":"e","kind":"entity","__proto__":{"key":"x"}}}}',
      ),
      { ...rename('p3', 'x'), type: 'DROP' },
      { ...rename("p4'; drop table plinth.branch; --", 'x') },
      { ...rename('p5', 'x'), payload: null },
    ];
    for (const action of hostile) {
      expect(await codeOf(call(contracts.appendActions, { expectedPosition: 2, actions: [action] }, 'judged'))).toBe(
        'repository.malformed-actions',
      );
    }
    const newer = { ...rename('p6', 'x'), schemaVersion: 99 };
    expect(await codeOf(call(contracts.appendActions, { expectedPosition: 2, actions: [newer] }, 'judged'))).toBe(
      'definition.newer-schema',
    );
    const other = { ...rename('p7', 'x'), payload: { id: 'app', path: ['key'], value: 'first' } } as DefinitionAction;
    expect(await codeOf(call(contracts.appendActions, { expectedPosition: 2, actions: [other] }, 'judged'))).toBe(
      'repository.another-application',
    );
    expect((await call(contracts.getBranch, {}, 'judged')).position).toBe(2);
  });

  test('a branch read by snapshot and tail is the branch that was written', async () => {
    await pushed('long');
    for (let position = 1; position < 14; position++) {
      await call(contracts.appendActions, { expectedPosition: position, actions: [rename(`n${position}`, `Label ${position}`)] }, 'long');
    }
    const warm = await call(contracts.getBranch, {}, 'long');
    const cold = await call(contracts.getBranch, {}, 'long', acme, open());
    expect(cold).toEqual(warm);
    expect(warm).toMatchObject({ position: 14, snapshot: { records: { app: { label: 'Label 13' } } } });
    const { rows } = await database.database.query(
      acme,
      statement(`select count(*)::integer as n from plinth.definition_snapshot s
      join plinth.branch b on b.id = s.branch_id join plinth.application a on a.id = b.application_id where a.key = 'long'`),
    );
    expect(rows[0]).toEqual({ n: 3 });
  });

  test('versions are signed, locked and never change', async () => {
    await pushed('versioned');
    const made = await call(contracts.createVersion, { notes: 'First' }, 'versioned');
    expect(made).toMatchObject({ version: '0.1.0', createdBy: 'ada', components: { 'ui.heading': '1.0.0' } });
    expect(made.signature).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await call(contracts.createVersion, {}, 'versioned')).toEqual(made);
    await call(contracts.appendActions, { expectedPosition: 1, actions: [rename('v1', 'Changed')] }, 'versioned');
    expect(await codeOf(call(contracts.createVersion, { version: '0.1.0' }, 'versioned'))).toBe('repository.version-exists');
    expect(await codeOf(call(contracts.createVersion, { version: '0.0.9' }, 'versioned'))).toBe('repository.bad-version');
    expect(await codeOf(call(contracts.createVersion, { version: 'newest' }, 'versioned'))).toBe('repository.bad-version');
    expect((await call(contracts.createVersion, { raise: 'minor' }, 'versioned')).version).toBe('0.2.0');
    const changed = database.database.query(acme, statement(`update plinth.version set notes = 'x'`));
    await expect(changed).rejects.toThrow();
    await call(contracts.createBranch, { key: 'fix', version: '0.1.0' }, 'versioned');
    const branch = await call(contracts.getBranch, { branch: 'fix' }, 'versioned');
    expect([branch.position, branch.signature]).toEqual([0, made.signature]);
    expect(await codeOf(call(contracts.createBranch, { key: 'fix', version: '0.1.0' }, 'versioned'))).toBe('repository.branch-exists');
  });

  test('publishing shows its plan, then makes version and release at once', async () => {
    await pushed('shown');
    const dry = await call(planRelease, {}, 'shown');
    expect(dry).toMatchObject({
      version: '0.1.0',
      destructive: false,
      steps: [{ description: 'create table client' }, { description: 'create table loan' }],
    });
    expect((await call(contracts.listVersions, {}, 'shown')).items).toEqual([]);
    const done = await publish('shown', { plan: dry.plan });
    expect(done).toEqual({ ...dry, release: done.release });
    expect(done.release).toMatchObject({ application: 'shown', environment: 'test', version: '0.1.0', releasedBy: 'ada' });
    expect((await call(contracts.listReleases, {}, 'shown')).items).toMatchObject([{ version: '0.1.0', signature: done.signature }]);
    expect(await repository.currentReleases(acme, 'shown')).toMatchObject([{ key: 'shown', version: '0.1.0' }]);
    expect(await codeOf(call(publishRelease, { plan: dry.plan }, 'shown'))).toBe('repository.plan-changed');
  });

  test('what would remove stored data needs its plan to have been seen', async () => {
    await pushed('destroyed');
    await publish('destroyed');
    const files: Record<string, string> = {
      'plinth.yaml': 'format: 1\nkey: destroyed\ntype: application\n',
      'entities/loan.yaml': 'fields: { amount: decimal }\n',
    };
    await call(contracts.pushDefinition, { files }, 'destroyed');
    expect(await codeOf(call(publishRelease, {}, 'destroyed'))).toBe('repository.plan-needed');
    const dry = await call(planRelease, {}, 'destroyed');
    expect(dry.steps).toEqual([{ description: 'drop table client', destructive: true }]);
    expect((await publish('destroyed', { plan: dry.plan })).release.version).toBe('0.1.1');
    expect((await publish('destroyed', { version: '0.1.0' })).release.version).toBe('0.1.0');
  });

  test('a migration that fails leaves neither version nor release', async () => {
    await pushed('failing');
    const failing = open({ migration: { ...testMigration, applyMigration: () => Promise.reject(foundationErrors.unexpected()) } });
    await expect(publish('failing', {}, failing)).rejects.toThrow('went wrong inside');
    expect((await call(contracts.listVersions, {}, 'failing')).items).toEqual([]);
    expect(await repository.currentReleases(acme, 'failing')).toEqual([]);
  });

  test('an unfinished definition is kept but not published', async () => {
    await pushed('unfinished');
    const remove: DefinitionAction = { ...rename('r1', ''), type: 'RECORD_REMOVE', payload: { id: 'entity:loan' } } as DefinitionAction;
    await call(contracts.appendActions, { expectedPosition: 1, actions: [remove] }, 'unfinished');
    const refused = await call(publishRelease, {}, 'unfinished').catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'repository.invalid-definition',
      details: { violations: expect.arrayContaining([expect.objectContaining({ path: expect.any(String) })]) },
    });
  });

  test('two applications share the Client of a module, locked, with its grants', async () => {
    await created('crm', 'module');
    const crm = {
      'plinth.yaml': 'format: 1\nkey: crm\ntype: module\n',
      'entities/client.yaml': 'shared: [ read ]\nfields: { name: text }\n',
    };
    await call(contracts.pushDefinition, { files: crm }, 'crm');
    const user = (key: string, operations: string, entity = 'crm/client') => ({
      'plinth.yaml': `format: 1\nkey: ${key}\ntype: application\ndependencies: { crm: ^1.0.0 }\n`,
      'entities/employee.yaml': `fields: { client: { type: reference, target: ${entity} } }\n`,
      'roles.yaml': `clerk: { permissions: { ${entity}: [ ${operations} ] } }\n`,
    });
    for (const key of ['sales', 'service']) await created(key);
    expect(await codeOf(call(contracts.pushDefinition, { files: user('sales', 'read') }, 'sales'))).toBe('repository.invalid-files');
    await publish('crm', { version: '1.0.0' });
    for (const key of ['sales', 'service']) await call(contracts.pushDefinition, { files: user(key, 'read') }, key);
    const greedy = await call(contracts.pushDefinition, { files: user('sales', 'read, update') }, 'sales').catch((error: unknown) => error);
    expect(greedy).toMatchObject({
      details: { violations: [{ file: 'roles.yaml', line: 1, message: expect.stringContaining('does not share update') }] },
    });
    const misspelt = await call(contracts.pushDefinition, { files: user('sales', 'read', 'crm/clint') }, 'sales').catch(
      (error: unknown) => error,
    );
    expect(misspelt).toMatchObject({
      details: { violations: expect.arrayContaining([expect.objectContaining({ hint: 'Did you mean crm/client?' })]) },
    });
    for (const key of ['sales', 'service']) await publish(key);
    const content = await repository.versionContent(acme, 'sales', '0.1.0');
    expect(content.moduleVersions.crm?.version).toBe('1.0.0');
    expect(content.modules.get('crm')?.records.has('entity:client')).toBe(true);
    const [mine, theirs] = [await repository.definition(acme, 'sales'), await repository.definition(acme, 'service')];
    expect([mine.records.has('entity:employee'), theirs.records.has('entity:employee')]).toEqual([true, true]);
  });

  test('another tenant sees and changes nothing', async () => {
    await pushed('secret');
    await publish('secret');
    const foreign: [OperationContract, unknown][] = [
      [contracts.getBranch, {}],
      [contracts.listActions, { after: 0 }],
      [contracts.appendActions, { expectedPosition: 1, actions: [rename('spy', 'x')] }],
      [contracts.pushDefinition, { files: filesOf('secret') }],
      [contracts.pullDefinition, {}],
      [contracts.pullDefinition, { version: '0.1.0' }],
      [contracts.listVersions, {}],
      [contracts.createVersion, {}],
      [contracts.createBranch, { key: 'spy', version: '0.1.0' }],
      [contracts.createBranch, { key: 'spy' }],
      [contracts.deleteBranch, { branch: 'main' }],
      [contracts.compareBranches, { branch: 'main', from: 'spy' }],
      [contracts.mergeBranch, { branch: 'main', from: 'spy', ours: 0, theirs: 0, decisions: [] }],
      [contracts.listBranchHistory, {}],
      [contracts.listReleases, {}],
      [planRelease, {}],
      [publishRelease, {}],
    ];
    for (const [contract, input] of foreign) {
      expect([contract.id, await codeOf(call(contract, input as never, 'secret', beta))]).toEqual([contract.id, 'repository.not-found']);
    }
    expect((await call(contracts.listApplications, {}, '', beta)).items).toEqual([]);
    expect(await repository.currentReleases(beta)).toEqual([]);
    await created('secret', 'application', beta);
    expect((await call(contracts.getBranch, {}, 'secret', beta)).position).toBe(0);
    expect((await call(contracts.getBranch, {}, 'secret')).position).toBe(1);
    for (const table of ['application', 'branch', 'definition_action', 'definition_snapshot', 'version', 'release']) {
      const { rows } = await database.database.query(
        beta,
        statement(`select count(*)::integer as n from plinth.${table} where tenant_id = $1`),
        [acme.tenant.id],
      );
      expect([table, rows[0]]).toEqual([table, { n: 0 }]);
    }
  });

  test('actions from the diff of two definitions reach the second', async () => {
    await pushed('computed');
    const before = await repository.definition(acme, 'computed');
    const after = readFiles({
      ...filesOf('computed'),
      'entities/loan.yaml': 'fields:\n  amount: decimal\n  client: { type: reference, target: client }\nindexes: {}\n',
    }).definition;
    const body = actionBetween(before, after);
    const action = { ...rename('d1', ''), ...body };
    const result = await call(contracts.appendActions, { expectedPosition: 1, actions: [action as DefinitionAction] }, 'computed');
    expect(result.refused).toEqual({});
    expect(snapshotOf(await repository.definition(acme, 'computed'))).toEqual(snapshotOf(after));
  });
});
