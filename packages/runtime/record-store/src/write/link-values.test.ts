import { statement } from '@plinth/database';
import { describeDatabases } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigration } from '../index.ts';
import { bankContext, smallBank, TestRecords } from '../testing.ts';
import { clerkContext, refusalOf, TestBank } from '../testing-bank.ts';

const nobody = '00000000-0000-7000-8000-000000000000';

describeDatabases((server) => {
  let bank: TestBank;

  beforeAll(async () => {
    bank = await TestBank.open(server());
  });
  afterAll(() => bank.test.close());

  const as = (role: string) => new TestRecords(bank.test.database, bank.model, bankContext([role]));

  /** The accounts that a client advises, as somebody sees them. */
  async function advised(client: { readonly id: string }, records = bank.clerk): Promise<string[]> {
    const { advises } = await records.get('client', client.id, ['advises']);
    return (advises as { id: string }[]).map(({ id }) => id).sort();
  }

  test('a list makes the links just these', async () => {
    const [a, b, c] = [await bank.account(), await bank.account(), await bank.account()];
    const client = await bank.clerk.create('client', { name: 'Linked', advises: [a.id, { id: b.id }, a.id] });
    expect(await advised(client)).toEqual([a.id, b.id].sort());
    await bank.clerk.update('client', client.id, { advises: [b.id, c.id] });
    expect(await advised(client)).toEqual([b.id, c.id].sort());
    await bank.clerk.update('client', client.id, { name: 'Still linked' });
    expect(await advised(client)).toEqual([b.id, c.id].sort());
    await bank.clerk.update('client', client.id, { advises: [] });
    expect(await advised(client)).toEqual([]);
  });

  test('{ add, remove } changes some and leaves the others; what is in both stays', async () => {
    const [a, b, c, d] = [await bank.account(), await bank.account(), await bank.account(), await bank.account()];
    const client = await bank.clerk.create('client', { name: 'Changing', advises: [a.id, b.id] });
    const changed = await bank.clerk.update('client', client.id, { advises: { add: [c.id, a.id], remove: [b.id, c.id, d.id, nobody] } });
    expect(await advised(client)).toEqual([a.id, c.id].sort());
    expect(changed.version).toBe(2);
    await bank.clerk.updateMany('client', [{ id: client.id, values: { advises: { remove: [a.id] } } }]);
    expect(await advised(client)).toEqual([c.id]);
    const [made] = await bank.clerk.createMany('client', [{ name: 'Made', advises: { add: [d.id] } }]);
    expect(await advised({ id: made ?? '' })).toEqual([d.id]);
  });

  test('records are added by several people at once and none is lost', async () => {
    const accounts = await Promise.all(Array.from({ length: 8 }, () => bank.account()));
    const client = await bank.clerk.create('client', { name: 'Busy' });
    await Promise.all(accounts.map(({ id }) => bank.clerk.update('client', client.id, { advises: { add: [id] } })));
    expect(await advised(client)).toEqual(accounts.map(({ id }) => id).sort());
  });

  test.each([
    ['no list', 'x'],
    ['no ids', ['x']],
    ['something that is not there', [nobody]],
    ['something that is not there, added', { add: [nobody] }],
    ['too many', Array(1001).fill(nobody)],
    ['too many, removed', { remove: Array(1001).fill(nobody) }],
    ['no known change', { set: [] }],
    ['no list to add', { add: nobody }],
  ])('%s is refused at the relation, and nothing is written', async (_what, advises) => {
    const client = await bank.clerk.create('client', { name: 'Whole' });
    expect(await refusalOf(bank.clerk.create('client', { name: 'Wrong', advises }))).toEqual(['records.invalid', '/advises']);
    expect(await refusalOf(bank.clerk.update('client', client.id, { name: 'Half', advises }))).toEqual(['records.invalid', '/advises']);
    expect(await bank.clerk.get('client', client.id)).toMatchObject({ name: 'Whole', version: 1 });
  });

  test('links are written where they are kept', async () => {
    expect(await refusalOf(bank.clerk.create('client', { name: 'x', accounts: [] }))).toEqual(['records.invalid', '/accounts']);
  });

  test('links lead only to what the writer sees', async () => {
    const account = await bank.account();
    const client = await bank.clerk.create('client', { name: 'Seen' });
    // The adviser may change clients and sees no account; who sees the weekly ones may not link to others.
    for (const role of ['adviser', 'weekly'])
      expect(await refusalOf(as(role).update('client', client.id, { advises: [account.id] }))).toEqual(['records.invalid', '/advises']);
    const deleted = await bank.account();
    await bank.clerk.delete('account', deleted.id);
    expect(await refusalOf(bank.clerk.update('client', client.id, { advises: { add: [deleted.id] } }))).toEqual([
      'records.invalid',
      '/advises',
    ]);
  });

  test('nobody takes away the links that were not shown', async () => {
    const [weekly, other] = [await bank.account({ frequency: 'weekly' }), await bank.account()];
    const client = await bank.clerk.create('client', { name: 'Partly seen', advises: [weekly.id, other.id] });
    expect(await advised(client, as('weekly'))).toEqual([weekly.id]);
    await as('weekly').update('client', client.id, { advises: { remove: [other.id] } });
    expect(await advised(client)).toEqual([weekly.id, other.id].sort());
    await as('weekly').update('client', client.id, { advises: [] });
    expect(await advised(client)).toEqual([other.id]);
  });

  test('a role may be kept from writing or from seeing a relation', async () => {
    const account = await bank.account();
    const client = await bank.clerk.create('client', { name: 'Locked', advises: [account.id] });
    expect(await refusalOf(as('reader').update('client', client.id, { advises: [] }))).toEqual(['records.field-denied']);
    expect(await advised(client, as('reader'))).toEqual([account.id]);
    expect(await refusalOf(as('stranger').update('client', client.id, { advises: [] }))).toEqual(['records.field-denied']);
    expect(await refusalOf(as('stranger').get('client', client.id, ['advises']))).toEqual(['records.bad-field']);
    expect(await as('stranger').update('client', client.id, { name: 'Renamed' })).toMatchObject({ name: 'Renamed' });
  });

  test('what another environment or tenant has is nothing to link to', async () => {
    const client = await bank.clerk.create('client', { name: 'At home' });
    const strangers = [bankContext(['clerk'], { id: 'env2', key: 'test' }), bankContext(['clerk'], { id: 'env9', key: 'test' }, 'b')];
    for (const stranger of strangers) {
      const { model } = await applyMigration(stranger, bank.test.database, { definition: smallBank() });
      const there = new TestRecords(bank.test.database, model, stranger);
      const owner = await there.create('client', { name: 'Elsewhere' });
      const account = await there.create('account', { number: '5555', owner: owner.id });
      expect(await refusalOf(bank.clerk.update('client', client.id, { advises: [account.id] }))).toEqual(['records.invalid', '/advises']);
    }
    expect(await advised(client)).toEqual([]);
  });

  test('a change of links alone is a change of the record: in its version, its history and the outbox', async () => {
    const [a, b] = [await bank.account(), await bank.account()];
    const client = await bank.clerk.create('client', { name: 'Remembered', advises: [a.id] });
    await bank.clerk.update('client', client.id, { advises: { add: [b.id], remove: [a.id] } });
    await bank.clerk.update('client', client.id, { name: 'Remembered still' });
    const { items } = await bank.clerk.history('client', client.id);
    expect(items.map(({ changes }) => changes.advises ?? null)).toEqual([
      null,
      { before: [a.id], after: [b.id] },
      { before: null, after: [a.id] },
    ]);
    const { rows } = await bank.test.database.query<{ type: string }>(
      clerkContext,
      statement(`select event ->> 'type' as type from "env_env1"."_outbox" where event -> 'data' ->> 'id' = $1 order by 1`),
      [client.id],
    );
    expect(rows.map(({ type }) => type)).toEqual(['plinth.record.created', 'plinth.record.updated', 'plinth.record.updated']);
    // Who does not see every account learns no ids of them.
    for (const role of ['weekly', 'adviser', 'stranger'])
      expect(JSON.stringify(await as(role).history('client', client.id))).not.toContain(b.id);
    expect(JSON.stringify(await as('reader').history('client', client.id))).toContain(b.id);
  });

  test('a record asked for alone brings more of its links than one of a list', async () => {
    const owner = await bank.clerk.create('client', { name: 'Owner of many' });
    const accounts = await bank.clerk.createMany(
      'account',
      Array.from({ length: 130 }, (_, index) => ({ number: String(700_000 + index), owner: owner.id })),
    );
    const client = await bank.clerk.create('client', { name: 'Adviser of many', advises: accounts });
    expect(await advised(client)).toHaveLength(130);
    const { items } = await bank.clerk.list('client', { filter: 'name = "Adviser of many"', expand: ['advises'] });
    expect(items[0]?.advises).toHaveLength(100);
  });
});
