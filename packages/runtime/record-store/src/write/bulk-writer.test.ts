import { describeDatabases } from '@plinth/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, TestBank } from '../testing-bank.ts';

describeDatabases((server) => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await TestBank.open(server());
  });
  afterAll(() => bank.test.close());

  const nobody = '00000000-0000-7000-8000-000000000000';
  const clients = (...names: string[]) => Promise.all(names.map((name) => bank.clerk.create('client', { name })));

  describe('many records at once', () => {
    test('all are changed, each at its version', async () => {
      const [a, b] = await clients('Ann', 'Bob');
      const versions = await bank.clerk.updateMany('client', [
        { id: b?.id ?? '', version: 1, values: { name: 'Bobby' } },
        { id: a?.id ?? '', values: { active: false } },
      ]);
      expect(versions).toEqual([2, 2]);
      expect(await bank.clerk.get('client', b?.id ?? '')).toMatchObject({ name: 'Bobby', version: 2 });
      expect(await bank.clerk.get('client', a?.id ?? '')).toMatchObject({ name: 'Ann', active: false });
    });

    test('nothing is changed where something is wrong with one, and everything that is wrong is said', async () => {
      const [a, b] = await clients('Cat', 'Dan');
      const wrong = bank.clerk.updateMany('client', [
        { id: a?.id ?? '', values: { name: 'Cathy' } },
        { id: b?.id ?? '', version: 7, values: { name: 'Danny' } },
        { id: nobody, values: { name: 'Nobody' } },
        { id: 'x', values: {} },
        { id: a?.id ?? '', values: { name: 'Twice' } },
        { id: b?.id.toUpperCase() ?? '', values: { email: 'no address' } },
      ]);
      expect(await refusalOf(wrong)).toEqual(['records.bulk-failed', '/1/version', '/2/id', '/3/id', '/4/id', '/5/id']);
      expect(await bank.clerk.get('client', a?.id ?? '')).toMatchObject({ name: 'Cat', version: 1 });
    });

    test('rules of rows and fields hold for each', async () => {
      const [open, paid] = [await bank.loan(), await bank.loan({ status: 'paid' })];
      const months = (loan: { readonly id: string }) => ({ id: loan.id, values: { months: 24 } });
      expect(await bank.adviser.updateMany('loan', [months(open)])).toEqual([2]);
      expect(await refusalOf(bank.adviser.updateMany('loan', [months(open), months(paid)]))).toEqual(['records.bulk-failed', '/1/id']);
      expect(await refusalOf(bank.adviser.updateMany('client', [{ id: nobody, values: { secret: 'x' } }]))).toEqual([
        'records.field-denied',
      ]);
      expect(await refusalOf(bank.adviser.deleteMany('loan', [{ id: open.id }]))).toEqual(['records.denied']);
      // What leads out of the rule is refused by the database itself, with all of it.
      expect(await refusalOf(bank.adviser.updateMany('loan', [{ id: open.id, values: { status: 'paid' } }]))).toEqual(['records.denied']);
    });

    test('all are deleted, or none', async () => {
      const [a, b] = await clients('Eve', 'Fay');
      const account = await bank.account({ owner: b?.id });
      const both = [{ id: a?.id ?? '', version: 1 }, { id: b?.id ?? '' }];
      expect(await refusalOf(bank.clerk.deleteMany('client', both))).toEqual(['records.referenced']);
      expect(await bank.clerk.get('client', a?.id ?? '')).toMatchObject({ name: 'Eve' });
      await bank.clerk.update('account', account.id, { owner: a?.id });
      await bank.clerk.deleteMany('client', [{ id: b?.id ?? '' }]);
      expect(await refusalOf(bank.clerk.get('client', b?.id ?? ''))).toEqual(['records.not-found']);
    });

    test('two at the same time wait for each other instead of tearing', async () => {
      const made = await clients(...Array.from({ length: 20 }, (_, index) => `Crowd ${index}`));
      const change = (email: string, order: readonly { readonly id: string }[]) =>
        bank.clerk.updateMany(
          'client',
          order.map(({ id }, index) => ({ id, values: { email: `${email}${index}@example.com` } })),
        );
      await Promise.all([change('a', made), change('b', made.toReversed())]);
      const emails = await Promise.all(made.map(async ({ id }) => String((await bank.clerk.get('client', id)).email)[0]));
      expect(new Set(emails).size).toBe(1);
    });

    test('too many are refused', async () => {
      expect(await refusalOf(bank.clerk.deleteMany('client', Array(1001).fill({ id: nobody })))).toEqual(['records.too-many']);
      expect(await bank.clerk.updateMany('client', [])).toEqual([]);
    });
  });

  describe('history', () => {
    test('tells who changed what, the last first, in pages', async () => {
      const client = await bank.clerk.create('client', { name: 'Old', secret: 'one' });
      await bank.clerk.update('client', client.id, { name: 'New' });
      await bank.clerk.update('client', client.id, { secret: 'two', active: false });
      const { items, next } = await bank.clerk.history('client', client.id, { limit: 2 });
      expect(items).toMatchObject([
        {
          version: 3,
          operation: 'updated',
          by: 'ada',
          changes: { secret: { before: 'one', after: 'two' }, active: { before: true, after: false } },
        },
        { version: 2, changes: { name: { before: 'Old', after: 'New' } } },
      ]);
      expect(Math.abs(Date.parse(items[0]?.at ?? '') - Date.now())).toBeLessThan(60_000);
      const rest = await bank.clerk.history('client', client.id, { before: next ?? 0 });
      expect(rest).toMatchObject({
        items: [{ version: 1, operation: 'created', changes: { name: { before: null, after: 'Old' } } }],
        next: null,
      });
    });

    test('shows no field that is hidden from the reader', async () => {
      const client = await bank.clerk.create('client', { name: 'Shy', secret: 'mine' });
      expect(JSON.stringify(await bank.adviser.history('client', client.id))).not.toContain('mine');
    });

    test('is nobody’s where the record is not, and says so where there is none', async () => {
      const [paid, account] = [await bank.loan({ status: 'paid' }), await bank.account()];
      expect(await refusalOf(bank.adviser.history('loan', paid.id))).toEqual(['records.not-found']);
      expect(await refusalOf(bank.clerk.history('account', account.id))).toEqual(['records.no-history']);
      expect(await refusalOf(bank.clerk.history('client', 'x'))).toEqual(['records.not-found']);
      expect(await refusalOf(bank.adviser.history('account', account.id))).toEqual(['records.denied']);
    });
  });
});
