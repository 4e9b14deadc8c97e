import { statement } from '@plinth/database';
import { describeDatabases } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clerkContext, refusalOf, TestBank } from '../testing-bank.ts';

describeDatabases((server) => {
  let bank: TestBank;

  beforeAll(async () => {
    bank = await TestBank.open(server());
  });
  afterAll(() => bank.test.close());

  test('a record comes back as it was written, exactly, with defaults and what is computed', async () => {
    const account = await bank.account({ limit: { amount: '9007199254740993.10', currency: 'EUR' }, frequency: 'weekly' });
    expect(account).toMatchObject({ version: 1, title: account.number, limit: { amount: '9007199254740993.10', currency: 'EUR' } });
    expect(account.opened).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const loan = await bank.clerk.create('loan', {
      account: { id: account.id },
      amount: '1000.00',
      months: 3,
      rate: '0.1234567890123456789012345678901234',
      granted: '2026-01-31',
      signedAt: '2026-01-31T14:30:00+01:00',
      callTime: '14:30',
      grace: '-P3D',
      details: { note: 'a "b" \\ é', deep: [1, null] },
    });
    expect(loan).toMatchObject({
      account: account.id,
      amount: '1000.00',
      months: 3,
      payment: '333.33',
      rate: '0.1234567890123456789012345678901234',
      granted: '2026-01-31',
      callTime: '14:30:00',
      grace: 'P-3D',
      status: 'open',
      details: { note: 'a "b" \\ é', deep: [1, null] },
      createdBy: 'ada',
    });
    expect(Date.parse(String(loan.signedAt))).toBe(Date.parse('2026-01-31T13:30:00Z'));
    expect(await bank.clerk.get('loan', loan.id)).toEqual(loan);
    const expanded = await bank.clerk.get('loan', loan.id, ['account.owner.accounts']);
    expect(expanded).toMatchObject({ account: { id: account.id, owner: { name: 'Owner', accounts: [{ id: account.id }] } } });
  });

  test('an update changes what is given, computes again and counts the version', async () => {
    const loan = await bank.loan({ rate: '0.5' });
    const changed = await bank.clerk.update('loan', loan.id, { amount: '2400.00', granted: '2026-02-01' }, 1);
    expect(changed).toMatchObject({ version: 2, amount: '2400.00', payment: '200.00', months: 12, rate: '0.5', granted: '2026-02-01' });
    expect(await bank.clerk.update('loan', loan.id, { granted: null })).toMatchObject({ version: 3, granted: null });
    const posted = {
      account: await bank.clerk.get('account', String(loan.account)),
      amount: { amount: '60.00', currency: 'CZK' },
      granted: '',
    };
    expect(await bank.clerk.update('loan', loan.id, posted)).toMatchObject({
      account: loan.account,
      amount: '60.00',
      payment: '5.00',
      granted: null,
    });
    expect(await refusalOf(bank.clerk.update('loan', loan.id, { months: 1 }, 1))).toEqual(['records.version-conflict']);
  });

  test('of changes at the same time none is lost', async () => {
    const client = await bank.clerk.create('client', { name: 'Busy' });
    const writes = await Promise.all(
      [{ email: 'busy@example.com' }, { birthDate: '1980-01-01' }, { active: false }].map((values) =>
        bank.clerk.update('client', client.id, values),
      ),
    );
    expect(writes.map(({ version }) => version).sort()).toEqual([2, 3, 4]);
    expect(await bank.clerk.get('client', client.id)).toMatchObject({ email: 'busy@example.com', birthDate: '1980-01-01', active: false });
    const same = await Promise.allSettled([1, 2, 3].map((at) => bank.clerk.update('client', client.id, { name: `Busy ${at}` }, 4)));
    expect(same.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('everything that is wrong is said at once, by field', async () => {
    const account = await bank.account();
    const bad = { account: account.id, amount: '0.01', months: 1.5, status: 'lost', granted: '2026-02-30', stauts: 'open' };
    expect(await refusalOf(bank.clerk.create('loan', bad))).toEqual([
      'records.invalid',
      '/stauts',
      '/amount',
      '/months',
      '/granted',
      '/status',
    ]);
    expect(await refusalOf(bank.clerk.create('loan', {}))).toEqual(['records.invalid', '/account', '/amount', '/months']);
    expect(await refusalOf(bank.loan({ granted: '2031-01-01' }))).toEqual(['records.invalid', '/granted']);
    expect(await refusalOf(bank.loan({ payment: '1.00' }))).toEqual(['records.invalid', '/payment']);
    expect(await refusalOf(bank.loan({ account: '00000000-0000-7000-8000-000000000000' }))).toEqual(['records.invalid', '/account']);
    expect(await refusalOf(bank.account({ number: account.number }))).toEqual(['records.duplicate', '/number']);
  });

  test('a deleted record is gone, can come back where asked, and what is referred to stays', async () => {
    const loan = await bank.loan();
    const accountId = String(loan.account);
    expect(await refusalOf(bank.clerk.delete('client', (await bank.clerk.get('account', accountId)).owner as string))).toEqual([
      'records.referenced',
    ]);
    await bank.clerk.delete('account', accountId, 1);
    expect(await refusalOf(bank.clerk.get('account', accountId))).toEqual(['records.not-found']);
    expect(await refusalOf(bank.clerk.delete('account', accountId))).toEqual(['records.not-found']);
    expect(await refusalOf(bank.loan({ account: accountId }))).toEqual(['records.invalid', '/account']);
    expect(await bank.clerk.restore('account', accountId)).toMatchObject({ id: accountId, version: 3 });
    await bank.clerk.delete('loan', loan.id);
    expect(await refusalOf(bank.clerk.restore('loan', loan.id))).toEqual(['records.no-soft-delete']);
  });

  test('each change leaves its event, and its state where history is kept; a refused one leaves neither', async () => {
    const client = await bank.clerk.create('client', { name: 'Historic' });
    await bank.clerk.update('client', client.id, { name: 'Changed' });
    await refusalOf(bank.clerk.update('client', client.id, { email: 'no address' }));
    await bank.clerk.delete('client', client.id);
    const history = await bank.test.database.query(
      clerkContext,
      statement(`select version, operation, by, record->>'name' as name from env_env1.bank_client_history where id = $1 order by version`),
      [client.id],
    );
    expect(history.rows).toEqual([
      { version: 1, operation: 'created', by: 'ada', name: 'Historic' },
      { version: 2, operation: 'updated', by: 'ada', name: 'Changed' },
      { version: 3, operation: 'deleted', by: 'ada', name: 'Changed' },
    ]);
    const events = await bank.test.database.query<{ type: string }>(
      clerkContext,
      statement(`select event->>'type' as type from env_env1._outbox where event->>'subject' = $1 order by position`),
      [`client/${client.id}`],
    );
    expect(events.rows.map(({ type }) => type)).toEqual(['plinth.record.created', 'plinth.record.updated', 'plinth.record.deleted']);
  });

  test('many records are created together or not at all', async () => {
    const before = (await bank.clerk.list('district', { count: true, limit: 1 })).count;
    const districts = Array.from({ length: 1000 }, (_, at) => ({ name: `Bulk ${at}` }));
    expect(await refusalOf(bank.clerk.createMany('district', [...districts.slice(0, 2), { name: '' }, { nam: 'x' }]))).toEqual([
      'records.bulk-failed',
      '/2/name',
      '/3/nam',
      '/3/name',
    ]);
    expect(await refusalOf(bank.clerk.createMany('district', [...districts, { name: 'one more' }]))).toEqual(['records.too-many']);
    expect(await refusalOf(bank.clerk.createMany('district', [{ name: 'Twin' }, { name: 'Twin' }]))).toEqual([
      'records.duplicate',
      '/name',
    ]);
    expect((await bank.clerk.list('district', { count: true, limit: 1 })).count).toBe(before);
    expect(await bank.clerk.createMany('district', districts)).toHaveLength(1000);
    expect((await bank.clerk.list('district', { count: true, limit: 1 })).count).toBe((before ?? 0) + 1000);
  });
});
