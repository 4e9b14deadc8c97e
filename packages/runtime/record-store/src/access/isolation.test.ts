import { describeDatabases } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigration } from '../index.ts';
import { bankContext, smallBank, TestRecords } from '../testing.ts';
import { refusalOf, TestBank } from '../testing-bank.ts';

describeDatabases((server) => {
  let bank: TestBank;

  beforeAll(async () => {
    bank = await TestBank.open(server());
  });
  afterAll(() => bank.test.close());

  test('a person sees and writes only what some role grants', async () => {
    const client = await bank.clerk.create('client', { name: 'Guarded', email: 'guarded@example.com', secret: 'hush' });
    expect(Object.keys(await bank.adviser.get('client', client.id))).not.toContain('secret');
    expect(await refusalOf(bank.adviser.create('client', { name: 'New' }))).toEqual(['records.denied']);
    expect(await refusalOf(bank.adviser.update('client', client.id, { email: 'new@example.com' }))).toEqual(['records.field-denied']);
    expect(await refusalOf(bank.adviser.update('client', client.id, { secret: 'x' }))).toEqual(['records.field-denied']);
    expect(await bank.adviser.update('client', client.id, { name: 'Renamed' })).toMatchObject({ name: 'Renamed' });
    expect(await refusalOf(bank.adviser.list('client', { filter: 'secret = "hush"' }))).toEqual(['expression.invalid']);
    expect(await refusalOf(bank.adviser.list('client', { sort: [{ field: 'secret', direction: 'asc' }] }))).toEqual(['records.bad-field']);
    expect(await bank.clerk.titles('client', { search: 'hush' })).toContain('Renamed');
    expect(await bank.adviser.titles('client', { search: 'hush' })).toEqual([]);
    expect(await bank.adviser.titles('client', { search: 'renam guarded' })).toEqual(['Renamed']);
    const loan = await bank.loan();
    expect(await refusalOf(bank.adviser.update('loan', loan.id, { status: 'paid' }))).toEqual(['records.denied']);
    expect(await bank.clerk.get('loan', loan.id)).toMatchObject({ version: 1, status: 'open' });
    await bank.clerk.update('loan', loan.id, { status: 'paid' });
    expect(await refusalOf(bank.adviser.update('loan', loan.id, { months: 24 }))).toEqual(['records.not-found']);
    expect(await refusalOf(bank.adviser.create('loan', { account: String(loan.account), amount: '5.00', months: 1 }))).toEqual([
      'records.invalid',
      '/account',
    ]);
    expect(await refusalOf(new TestRecords(bank.test.database, bank.model, bankContext([])).list('client'))).toEqual(['records.denied']);
  });

  test('another environment and another tenant see nothing, whatever id, cursor or bank.model they bring', async () => {
    const client = await bank.clerk.create('client', { name: 'Isolated' });
    for (const stranger of [
      bankContext(['clerk'], { id: 'env2', key: 'test' }),
      bankContext(['clerk'], { id: 'env9', key: 'test' }, 'b'),
    ]) {
      const own = await applyMigration(stranger, bank.test.database, { definition: smallBank() });
      for (const brought of [own.model, bank.model]) {
        const records = new TestRecords(bank.test.database, brought, stranger);
        expect(await refusalOf(records.get('client', client.id))).toEqual(['records.not-found']);
        expect((await records.list('client', { count: true })).count).toBe(0);
        expect(await refusalOf(records.update('client', client.id, { name: 'Taken' }))).toEqual(['records.not-found']);
      }
      await expect(new TestRecords(bank.test.database, bank.model, stranger).create('client', { name: 'Intruder' })).rejects.toThrow();
    }
    expect(await bank.clerk.get('client', client.id)).toMatchObject({ name: 'Isolated', version: 1 });
  });

  test('hostile filters, sorts, paths, cursors and ids are refused and harm nothing', async () => {
    const quotes = `x'"; drop table env_env1.bank_client; --`;
    expect(await refusalOf(bank.clerk.list('client', { sort: [{ field: quotes, direction: 'asc' }] }))).toEqual(['records.bad-field']);
    expect(await refusalOf(bank.clerk.list('client', { sort: [{ field: '__proto__', direction: 'asc' }] }))).toEqual(['records.bad-field']);
    expect(await refusalOf(bank.clerk.list('client', { fields: ['constructor'] }))).toEqual(['records.bad-field']);
    expect(await refusalOf(bank.clerk.list('client', { expand: [quotes] }))).toEqual(['records.bad-field']);
    expect(await refusalOf(bank.clerk.list('client', { columnFilters: { birthDate: { operator: 'equals', value: quotes } } }))).toEqual([
      'records.bad-filter',
    ]);
    expect((await bank.clerk.list('client', { filter: `name = ${JSON.stringify(quotes)}` })).items).toEqual([]);
    expect((await bank.clerk.list('client', { search: `${quotes} & ! | :* ()` })).items).toEqual([]);
    expect(await refusalOf(bank.clerk.get('client', quotes))).toEqual(['records.not-found']);
    expect(await refusalOf(bank.clerk.get('bank_client', quotes))).toEqual(['records.unknown-entity']);
    const { next } = await bank.clerk.list('client', { limit: 1 });
    expect(
      await refusalOf(bank.clerk.list('client', { limit: 1, sort: [{ field: 'name', direction: 'asc' }], cursor: next ?? '' })),
    ).toEqual(['records.bad-cursor']);
    const forged = Buffer.from(
      `${Buffer.from(next ?? '', 'base64url')
        .toString()
        .slice(0, 11)}["${'x'.repeat(36)}"]`,
    ).toString('base64url');
    expect(await refusalOf(bank.clerk.list('client', { limit: 1, cursor: forged }))).toEqual(['records.bad-cursor']);
    const named = await bank.clerk.create('client', { name: quotes });
    expect((await bank.clerk.get('client', named.id)).name).toBe(quotes);
  });
});
