import { describeDatabases } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bankContext, TestRecords } from '../testing.ts';
import { refusalOf, TestBank } from '../testing-bank.ts';

describeDatabases((server) => {
  let bank: TestBank;

  beforeAll(async () => {
    bank = await TestBank.open(server());
  });
  afterAll(() => bank.test.close());

  const as = (...roles: string[]) => new TestRecords(bank.test.database, bank.model, bankContext(roles));

  test('each record says what its reader may do with it, by the row rules and in one statement', async () => {
    const [short, long] = [await bank.loan({ months: 12 }), await bank.loan({ months: 24, status: 'paid' })];
    const allowed = async (records: TestRecords) => {
      const { items } = await records.list('loan', { sort: [{ field: 'months', direction: 'asc' }], allowed: true });
      return items.filter(({ id }) => id === short.id || id === long.id).map((item) => item.allowed);
    };
    expect(await allowed(bank.clerk)).toEqual([
      ['update', 'delete'],
      ['update', 'delete'],
    ]);
    expect(await allowed(as('reader'))).toEqual([[], []]);
    expect(await allowed(as('reader', 'weekly'))).toEqual([[], ['update', 'delete']]);
    // Two roles add up: the adviser's for open loans, the other's for long ones.
    expect(await allowed(as('reader', 'weekly', 'adviser'))).toEqual([['update'], ['update', 'delete']]);
  });

  test('what is said is what a write then meets', async () => {
    const loans = [await bank.loan({ months: 6 }), await bank.loan({ months: 36 })];
    const both = as('reader', 'weekly');
    for (const { id } of loans) {
      const found = await both.list('loan', { filter: `id = "${id}"`, allowed: true });
      const may = JSON.stringify(found.items.map(({ allowed }) => allowed)).includes('delete');
      const refused = await both.delete('loan', id).then(
        () => false,
        () => true,
      );
      expect(refused).toBe(!may);
    }
  });

  test('it is said only where it is asked for', async () => {
    const { id } = await bank.loan();
    expect(await bank.clerk.get('loan', id)).not.toHaveProperty('allowed');
    expect((await bank.clerk.list('loan', { limit: 1 })).items[0]).not.toHaveProperty('allowed');
    expect(await refusalOf(as('stranger').list('loan', { allowed: true }))).toEqual(['records.denied']);
  });
});
