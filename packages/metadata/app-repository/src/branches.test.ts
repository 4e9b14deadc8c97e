import * as contracts from '@plinth/api-contract';
import { implement, type Operation, type OperationContract } from '@plinth/api-contract';
import type { DefinitionAction } from '@plinth/app-definition';
import { loanDeskFiles } from '@plinth/app-definition/testing';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { LongOperations, longOperationMigrations } from '@plinth/long-operations';
import { memoryStorage } from '@plinth/object-storage/testing';
import type { Static } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRepository, type Repository, repositoryMigrations } from './index.ts';
import { testMigration, testResolver } from './testing.ts';

const member = (id: string) => ({ ...systemActor, kind: 'member' as const, id });
const tenant = { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' };
const environment = { id: 'env1', key: 'test' };
const ada = testContext({ tenant, environment, actor: member('ada') });
const ben = testContext({ tenant, environment, actor: member('ben') });
const components = Object.fromEntries(['heading', 'table', 'grid', 'stat', 'button', 'form'].map((name) => [`ui.${name}`, '1.0.0']));

describeDatabases((server) => {
  let database: TestDatabase;
  let repository: Repository;
  let applications = 0;

  beforeAll(async () => {
    database = await testDatabase({ migrations: [...longOperationMigrations, ...repositoryMigrations], server: server() });
    repository = createRepository({
      database: database.database,
      components: testResolver(components),
      migration: testMigration,
      longOperations: new LongOperations({ database: database.database, storage: memoryStorage(), authorize: () => {} }),
      snapshotEvery: 3,
      namesOf: async () => new Map([['ada', 'Ada Lovelace']]),
    });
  });
  afterAll(() => database.close());

  async function call<Contract extends OperationContract>(
    contract: Contract,
    input: Static<Contract['input']>,
    application: string,
    context: RequestContext = ada,
  ): Promise<Static<Contract['output']>> {
    const operation =
      repository.operations.find((each: Operation) => each.contract.id === contract.id) ?? implement(contract, () => Promise.reject());
    return (await operation.handle(context, input as never, { application })) as Static<Contract['output']>;
  }

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'ok',
      (error: unknown) => (error instanceof PlinthError ? error.code : String(error)),
    );

  /** An application of its own with the loan desk on main. */
  async function loanDeskOf(): Promise<string> {
    const key = `desk-${++applications}`;
    await call(contracts.createApplication, { key, type: 'application', label: key }, '');
    const files = { ...loanDeskFiles, 'plinth.yaml': (loanDeskFiles['plinth.yaml'] ?? '').replace('loan-desk', key) };
    await call(contracts.pushDefinition, { files }, key);
    return key;
  }

  let actions = 0;
  async function set(application: string, branch: string, id: string, path: string[], value: string, context = ada): Promise<number> {
    const { position } = await call(contracts.getBranch, { branch }, application, context);
    const action: DefinitionAction = {
      type: 'RECORD_UPDATE',
      payload: { id, path, value },
      ...{ id: `act${++actions}`, actor: context.actor.id, intent: `Set ${path.join('.')}`, schemaVersion: 1, seen: position },
    };
    const told = await call(contracts.appendActions, { branch, expectedPosition: position, actions: [action] }, application, context);
    expect(told.refused).toEqual({});
    return told.position;
  }
  const labelOf = async (application: string, branch: string, id: string, position?: number) => {
    const at = position === undefined ? {} : { position };
    const { snapshot } = await call(contracts.getBranch, { branch, ...at }, application);
    return (snapshot.records[id] as { label?: string } | undefined)?.label;
  };
  const merge = async (application: string, into: string, from: string, decisions: Static<typeof contracts.MergeDecisionShape>[] = []) => {
    const { ours, theirs } = await call(contracts.compareBranches, { branch: into, from }, application);
    return call(contracts.mergeBranch, { branch: into, from, ours, theirs, decisions }, application);
  };

  test('a definition is told as it was at every position, and none beyond the end', async () => {
    const key = await loanDeskOf();
    for (const label of ['One', 'Two', 'Three', 'Four', 'Five']) await set(key, 'main', 'entity:loan', ['label'], label);
    const labels = await Promise.all([1, 2, 3, 4, 5, 6].map((position) => labelOf(key, 'main', 'entity:loan', position)));
    expect(labels).toEqual(['Loan', 'One', 'Two', 'Three', 'Four', 'Five']);
    expect((await call(contracts.getBranch, { position: 0 }, key)).snapshot.records).toMatchObject({ app: { key } });
    expect(await codeOf(call(contracts.getBranch, { position: 7 }, key))).toBe('repository.ahead-of-log');
    expect(await labelOf(key, 'main', 'entity:loan')).toBe('Five');
  });

  test('the history names who did what and when, page by page, the latest first', async () => {
    const key = await loanDeskOf();
    await set(key, 'main', 'entity:loan', ['label'], 'One');
    await set(key, 'main', 'entity:loan', ['label'], 'Two', ben);
    const first = await call(contracts.listBranchHistory, { limit: 2 }, key);
    expect(first.items).toMatchObject([
      { position: 3, actor: 'ben', actorName: '', intent: 'Set label', undoes: null },
      { position: 2, actor: 'ada', actorName: 'Ada Lovelace' },
    ]);
    expect(Math.abs(Date.now() - Date.parse(first.items[0]?.at ?? ''))).toBeLessThan(60_000);
    const second = await call(contracts.listBranchHistory, { limit: 2, before: first.next ?? 0 }, key);
    expect([second.items.map(({ intent }) => intent), second.next]).toEqual([['Push files'], null]);
  });

  test('a branch begins with the end of another; what each side changed comes together', async () => {
    const key = await loanDeskOf();
    await call(contracts.createBranch, { key: 'next' }, key);
    await set(key, 'next', 'entity:loan', ['label'], 'Credit');
    await set(key, 'main', 'entity:client', ['label'], 'Customer');
    const compared = await call(contracts.compareBranches, { branch: 'main', from: 'next' }, key);
    expect(compared).toMatchObject({ ours: 2, theirs: 1, conflicts: [], changes: { added: [], updated: ['entity:loan'], removed: [] } });
    expect(await merge(key, 'main', 'next')).toEqual({ position: 3, changes: compared.changes });
    expect([await labelOf(key, 'main', 'entity:loan'), await labelOf(key, 'main', 'entity:client')]).toEqual(['Credit', 'Customer']);
    expect(await labelOf(key, 'next', 'entity:client')).toBe('Client');
    const again = await call(contracts.compareBranches, { branch: 'main', from: 'next' }, key);
    expect(again.changes).toEqual({ added: [], updated: [], removed: [] });
    // What was merged before is no conflict now, though both sides have changed it since the beginning.
    await set(key, 'main', 'entity:loan', ['label'], 'Lending');
    expect((await merge(key, 'next', 'main')).position).toBe(2);
    expect([await labelOf(key, 'next', 'entity:loan'), await labelOf(key, 'next', 'entity:client')]).toEqual(['Lending', 'Customer']);
  });

  test('a conflict is merged only when somebody chose, and not again after that', async () => {
    const key = await loanDeskOf();
    await call(contracts.createBranch, { key: 'next' }, key);
    await set(key, 'next', 'entity:loan', ['label'], 'Theirs');
    await set(key, 'main', 'entity:loan', ['label'], 'Ours');
    const { conflicts } = await call(contracts.compareBranches, { branch: 'main', from: 'next' }, key);
    const wanted = { record: 'entity:loan', path: ['label'], kind: 'both-changed', base: 'Loan', ours: 'Ours', theirs: 'Theirs' };
    expect(conflicts).toMatchObject([wanted]);
    expect(await codeOf(merge(key, 'main', 'next'))).toBe('repository.undecided-conflicts');
    expect((await call(contracts.getBranch, {}, key)).position).toBe(2);
    await merge(key, 'main', 'next', [{ record: 'entity:loan', path: ['label'], take: 'ours' }]);
    expect(await labelOf(key, 'main', 'entity:loan')).toBe('Ours');
    expect((await call(contracts.compareBranches, { branch: 'main', from: 'next' }, key)).conflicts).toEqual([]);
    await merge(key, 'next', 'main');
    expect(await labelOf(key, 'next', 'entity:loan')).toBe('Ours');
  });

  test('a merge of something else than what was compared is refused', async () => {
    const key = await loanDeskOf();
    await call(contracts.createBranch, { key: 'next' }, key);
    await set(key, 'next', 'entity:loan', ['label'], 'Theirs');
    const stale = { branch: 'main', from: 'next', decisions: [] };
    expect(await codeOf(call(contracts.mergeBranch, { ...stale, ours: 1, theirs: 0 }, key))).toBe('repository.moved-on');
    expect(await codeOf(call(contracts.mergeBranch, { ...stale, ours: 0, theirs: 1 }, key))).toBe('repository.moved-on');
    expect(await codeOf(call(contracts.compareBranches, { branch: 'main', from: 'main' }, key))).toBe('repository.one-branch');
    expect(await codeOf(call(contracts.compareBranches, { branch: 'main', from: 'none' }, key))).toBe('repository.not-found');
  });

  test('a version may be the beginning too, and is then where a merge starts', async () => {
    const key = await loanDeskOf();
    await call(contracts.createVersion, { version: '1.0.0' }, key);
    await set(key, 'main', 'entity:loan', ['label'], 'Ours');
    await call(contracts.createBranch, { key: 'fix', version: '1.0.0' }, key);
    await set(key, 'fix', 'entity:client', ['label'], 'Fixed');
    const compared = await call(contracts.compareBranches, { branch: 'main', from: 'fix' }, key);
    expect([compared.conflicts, compared.changes.updated]).toEqual([[], ['entity:client']]);
    expect(await codeOf(call(contracts.createBranch, { key: 'both', version: '1.0.0', from: 'main' }, key))).toBe('repository.one-origin');
  });

  test('a private draft is there for its member alone', async () => {
    const key = await loanDeskOf();
    await call(contracts.createBranch, { key: 'draft', private: true }, key);
    await set(key, 'draft', 'entity:loan', ['label'], 'Secret');
    const keysOf = async (context: RequestContext) => (await call(contracts.listBranches, {}, key, context)).items.map((each) => each.key);
    expect([await keysOf(ada), await keysOf(ben)]).toEqual([['main', 'draft'], ['main']]);
    for (const [contract, input] of [
      [contracts.getBranch, { branch: 'draft' }],
      [contracts.listBranchHistory, { branch: 'draft' }],
      [contracts.listActions, { branch: 'draft', after: 0 }],
      [contracts.appendActions, { branch: 'draft', expectedPosition: 0, actions: [] }],
      [contracts.pullDefinition, { branch: 'draft' }],
      [contracts.pushDefinition, { branch: 'draft', files: {} }],
      [contracts.createVersion, { branch: 'draft' }],
      [contracts.createBranch, { key: 'copy', from: 'draft' }],
      [contracts.deleteBranch, { branch: 'draft' }],
      [contracts.compareBranches, { branch: 'main', from: 'draft' }],
      [contracts.mergeBranch, { branch: 'main', from: 'draft', ours: 1, theirs: 1, decisions: [] }],
      [contracts.planRelease, { branch: 'draft' }],
    ] as const) {
      expect([contract.id, await codeOf(call(contract, input as never, key, ben))]).toEqual([contract.id, 'repository.not-found']);
    }
    expect(await labelOf(key, 'draft', 'entity:loan')).toBe('Secret');
  });

  test('what a server remembers of a branch opens it to nobody', async () => {
    const key = await loanDeskOf();
    await call(contracts.createBranch, { key: 'draft', private: true }, key);
    const end = await set(key, 'draft', 'entity:loan', ['label'], 'Secret');
    expect(await set(key, 'draft', 'entity:loan', ['label'], 'More secret')).toBe(end + 1);
    const append = (context: RequestContext, expectedPosition: number) => {
      const action: DefinitionAction = {
        type: 'RECORD_UPDATE',
        payload: { id: 'entity:loan', path: ['label'], value: 'Taken' },
        ...{ id: `act${++actions}`, actor: context.actor.id, intent: 'Take', schemaVersion: 1, seen: expectedPosition },
      };
      return codeOf(call(contracts.appendActions, { branch: 'draft', expectedPosition, actions: [action] }, key, context));
    };
    for (const position of [0, end, end + 1]) expect(await append(ben, position)).toBe('repository.not-found');
    await call(contracts.deleteBranch, { branch: 'draft' }, key);
    for (const position of [0, end, end + 1]) expect(await append(ada, position)).toBe('repository.not-found');
    // Under its name another branch begins, which is not taken for the old one.
    await call(contracts.createBranch, { key: 'draft' }, key, ben);
    expect(await append(ben, 0)).toBe('ok');
    expect(await labelOf(key, 'draft', 'entity:loan')).toBe('Taken');
  });

  test('a deleted branch is gone, its name is free, and what was merged from it stays known', async () => {
    const key = await loanDeskOf();
    await call(contracts.createBranch, { key: 'next' }, key);
    await call(contracts.createBranch, { key: 'inner', from: 'next' }, key);
    await set(key, 'next', 'entity:loan', ['label'], 'Credit');
    await merge(key, 'inner', 'next');
    await merge(key, 'main', 'next');
    await call(contracts.deleteBranch, { branch: 'next' }, key);
    expect(await codeOf(call(contracts.getBranch, { branch: 'next' }, key))).toBe('repository.not-found');
    expect(await codeOf(call(contracts.deleteBranch, { branch: 'next' }, key))).toBe('repository.not-found');
    expect(await codeOf(call(contracts.deleteBranch, { branch: 'main' }, key))).toBe('repository.main-stays');
    await call(contracts.createBranch, { key: 'next' }, key);
    expect(await labelOf(key, 'next', 'entity:loan')).toBe('Credit');
    await set(key, 'inner', 'entity:loan', ['label'], 'Lending');
    const { conflicts, changes } = await call(contracts.compareBranches, { branch: 'main', from: 'inner' }, key);
    expect([conflicts, changes.updated]).toEqual([[], ['entity:loan']]);
  });
});
