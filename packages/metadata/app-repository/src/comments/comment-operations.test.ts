import type { Comment, OperationContract } from '@plinth/api-contract';
import * as contracts from '@plinth/api-contract';
import { appId } from '@plinth/app-definition';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRepository, type Repository, repositoryMigrations } from '../index.ts';
import { testMigration, testResolver } from '../testing.ts';

const acme = { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' };
const beta = { id: '00000000-0000-7000-8000-00000000000b', key: 'beta' };
const as = (id: string, tenant = acme) => testContext({ tenant, actor: { ...systemActor, kind: 'member', id, name: id.toUpperCase() } });
const [ada, ben] = [as('ada'), as('ben')];

describeDatabases((server) => {
  let database: TestDatabase;
  let repository: Repository;
  beforeAll(async () => {
    database = await testDatabase({ migrations: repositoryMigrations, server: server() });
    repository = createRepository({
      database: database.database,
      components: testResolver({}),
      migration: testMigration,
      longOperations: { register: () => undefined } as never,
      makers: async () => ['ada', 'ben'].map((id) => ({ id, name: id.toUpperCase() })),
    });
    for (const tenant of [acme, beta]) {
      await call(contracts.createApplication, as('ada', tenant), { key: 'desk', type: 'application', label: 'Desk' });
    }
  });
  afterAll(() => database.close());

  async function call<Contract extends OperationContract>(
    contract: Contract,
    context: RequestContext,
    input: Static<Contract['input']>,
  ): Promise<Static<Contract['output']>> {
    const operation = repository.operations.find((candidate) => candidate.contract.id === contract.id);
    if (operation === undefined) throw new Error(`There is no ${contract.id}.`);
    return (await operation.handle(context, input as never, { application: 'desk' })) as Static<Contract['output']>;
  }
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'ok',
      (error: unknown) => (error instanceof PlinthError ? error.code : String(error)),
    );
  const write = (context: RequestContext, text: string, more: Partial<Static<(typeof contracts.addComment)['input']>> = {}) =>
    call(contracts.addComment, context, { id: crypto.randomUUID(), record: appId, text, ...more });
  const threads = async (context: RequestContext, resolved = false) =>
    (await call(contracts.listComments, context, { resolved })).items.map(({ text }) => text);

  test('a thread is written, answered, resolved, and opened again by an answer', async () => {
    const first = await write(ada, 'Why is this here?');
    expect(first).toMatchObject({ thread: null, record: appId, author: { id: 'ada', name: 'ADA' }, resolved: null, editedAt: null });
    const answer = await write(ben, 'Because.', { thread: first.id, record: 'whatever' });
    expect(answer).toMatchObject({ thread: first.id, record: appId });
    const second = await write(ben, 'Another thread');
    expect(await threads(ada)).toEqual(['Why is this here?', 'Because.', 'Another thread']);
    const closed = await call(contracts.changeComment, ben, { comment: first.id, resolved: true });
    expect(closed.resolved).toMatchObject({ by: { id: 'ben', name: 'BEN' } });
    expect((await call(contracts.changeComment, ada, { comment: first.id, resolved: true })).resolved).toEqual(closed.resolved);
    expect([await threads(ada), await threads(ada, true)]).toEqual([['Another thread'], ['Why is this here?', 'Because.']]);
    await write(ada, 'Not so.', { thread: first.id });
    expect(await threads(ada, true)).toEqual([]);
    for (const comment of [first.id, second.id]) await call(contracts.changeComment, ada, { comment, resolved: true });
  });

  test('only who wrote a comment rewords it', async () => {
    const { id } = await write(ada, 'Mein');
    expect(await codeOf(call(contracts.changeComment, ben, { comment: id, text: 'Dein' }))).toBe('repository.not-your-comment');
    const reworded = await call(contracts.changeComment, ada, { comment: id, text: 'Mine' });
    expect([reworded.text, reworded.editedAt]).toEqual(['Mine', expect.stringMatching(/Z$/)]);
  });

  test('sent twice it is written once; the id of another is refused and changes nothing', async () => {
    const id = crypto.randomUUID();
    const once = await write(ada, 'Once', { id });
    expect(await write(ada, 'Once', { id })).toEqual(once);
    expect(await codeOf(write(ben, 'Once', { id }))).toBe('repository.comment-exists');
    expect(await codeOf(write(ada, 'Twice', { id }))).toBe('repository.comment-exists');
    const theirs = as('ada', beta);
    await write(theirs, 'Of another tenant', { id });
    expect((await call(contracts.listComments, theirs, {})).items.map(({ text }) => text)).toEqual(['Of another tenant']);
  });

  test('who is mentioned is told until they say that they read it, and nobody else is', async () => {
    const { id } = await write(ada, '@Ben and I', { mentions: ['ben', 'ada'] });
    const of = async (context: RequestContext) => (await call(contracts.listMentions, context, {})).items;
    expect(await of(ben)).toMatchObject([{ application: { key: 'desk', label: 'Desk' }, branch: 'main', comment: { id } }]);
    expect([await of(ada), await of(as('ben', beta))]).toEqual([[], []]);
    await call(contracts.markMentions, as('ben', beta), { comments: [id] });
    await call(contracts.markMentions, ada, { comments: [id] });
    expect(await of(ben)).toHaveLength(1);
    await call(contracts.markMentions, ben, { comments: [id] });
    expect(await of(ben)).toEqual([]);
    expect(await codeOf(write(ada, '@Mallory', { mentions: ['mallory'] }))).toBe('repository.not-found');
  });

  test('nothing of another tenant is found, answered or resolved; a thread that is none, a record that is not there', async () => {
    const theirs = await write(as('ada', beta), 'Theirs');
    const own = await write(ada, 'Own');
    const answer = await write(ada, 'Answer', { thread: own.id });
    const refused = [
      write(ada, 'Mine', { thread: theirs.id }),
      call(contracts.changeComment, ada, { comment: theirs.id, resolved: true }),
      write(ada, 'Answer to an answer', { thread: answer.id }),
      call(contracts.changeComment, ada, { comment: answer.id, resolved: true }),
      write(ada, 'About nothing', { record: 'nothing' }),
      call(contracts.listComments, ada, { branch: 'none' }),
    ];
    expect(await Promise.all(refused.map(codeOf))).toEqual(refused.map(() => 'repository.not-found'));
  });

  test('hostile text comes back as it was written', async () => {
    const texts = ['<script>alert(1)</script>', `'; drop table plinth.comment; --`, '\u202egnirts\u202c', '👩‍👩‍👧'.repeat(300), 'a\nb\tc'];
    const written: Comment[] = [];
    for (const text of texts) written.push(await write(ada, text));
    expect(written.map(({ text }) => text)).toEqual(texts);
  });
});

test('text that is blank, too long or no text is refused', () => {
  const check = Compile(contracts.addComment.input);
  const input = { id: crypto.randomUUID(), record: appId, text: 'Fine' };
  expect(check.Check(input)).toBe(true);
  for (const text of ['', '  \n ', '\u200b\u200d', 'a\u0000b', 'a\u001bb', 'x'.repeat(4001), 7])
    expect(check.Check({ ...input, text }), String(text)).toBe(false);
  for (const more of [{ id: 'x' }, { record: '../x' }, { record: 'r'.repeat(121) }, { mentions: ['a', 'a'] }, { author: 'ben' }])
    expect(check.Check({ ...input, ...more }), JSON.stringify(more)).toBe(false);
});
