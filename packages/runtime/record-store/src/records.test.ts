import { statement } from '@plinth/database';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { contextType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApplicationModel, applyMigration, planMigration, recordStoreMigrations } from './index.ts';
import { bankContext, smallBank, type TestRecord, TestRecords } from './testing.ts';

describeDatabases((server) => {
  let database: TestDatabase;
  let model: ApplicationModel;
  let clerk: TestRecords;
  let adviser: TestRecords;
  const context = bankContext(['clerk']);

  beforeAll(async () => {
    database = await testDatabase({ migrations: recordStoreMigrations, server: server() });
    ({ model } = await applyMigration(context, database.database, { definition: smallBank() }));
    clerk = new TestRecords(database.database, model, context);
    adviser = new TestRecords(database.database, model, bankContext(['adviser']));
  });
  afterAll(() => database.close());

  const refusalOf = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => new Error('nothing was refused'),
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof PlinthError)) throw error;
    return [error.code, ...((error.details as { violations?: { path: string }[] }).violations ?? []).map(({ path }) => path)];
  };
  let number = 1000;
  const anAccount = async (values: Record<string, unknown> = {}) => {
    const owner = await clerk.create('client', { name: 'Owner' });
    return clerk.create('account', { number: String(++number), owner: owner.id, ...values });
  };
  const aLoan = async (values: Record<string, unknown> = {}): Promise<TestRecord> =>
    clerk.create('loan', { account: (await anAccount()).id, amount: '1200.00', months: 12, ...values });

  test('publishing again changes nothing', async () => {
    const plan = await planMigration(context, database.database, { definition: smallBank() });
    expect(plan).toEqual({ schema: 'env_env1', steps: [], problems: [], warnings: [] });
  });

  test('a record comes back as it was written, exactly, with defaults and what is computed', async () => {
    const account = await anAccount({ limit: { amount: '9007199254740993.10', currency: 'EUR' }, frequency: 'weekly' });
    expect(account).toMatchObject({ version: 1, title: String(number), limit: { amount: '9007199254740993.10', currency: 'EUR' } });
    expect(account.opened).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const loan = await clerk.create('loan', {
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
    expect(await clerk.get('loan', loan.id)).toEqual(loan);
    const expanded = await clerk.get('loan', loan.id, ['account.owner.accounts']);
    expect(expanded).toMatchObject({ account: { id: account.id, owner: { name: 'Owner', accounts: [{ id: account.id }] } } });
  });

  test('an update changes what is given, computes again and counts the version', async () => {
    const loan = await aLoan({ rate: '0.5' });
    const changed = await clerk.update('loan', loan.id, { amount: '2400.00', granted: '2026-02-01' }, 1);
    expect(changed).toMatchObject({ version: 2, amount: '2400.00', payment: '200.00', months: 12, rate: '0.5', granted: '2026-02-01' });
    expect(await clerk.update('loan', loan.id, { granted: null })).toMatchObject({ version: 3, granted: null });
    const posted = { account: await clerk.get('account', String(loan.account)), amount: { amount: '60.00', currency: 'CZK' }, granted: '' };
    expect(await clerk.update('loan', loan.id, posted)).toMatchObject({
      account: loan.account,
      amount: '60.00',
      payment: '5.00',
      granted: null,
    });
    expect(await refusalOf(clerk.update('loan', loan.id, { months: 1 }, 1))).toEqual(['records.version-conflict']);
  });

  test('of changes at the same time none is lost', async () => {
    const client = await clerk.create('client', { name: 'Busy' });
    const writes = await Promise.all(
      [{ email: 'busy@example.com' }, { birthDate: '1980-01-01' }, { active: false }].map((values) =>
        clerk.update('client', client.id, values),
      ),
    );
    expect(writes.map(({ version }) => version).sort()).toEqual([2, 3, 4]);
    expect(await clerk.get('client', client.id)).toMatchObject({ email: 'busy@example.com', birthDate: '1980-01-01', active: false });
    const same = await Promise.allSettled([1, 2, 3].map((at) => clerk.update('client', client.id, { name: `Busy ${at}` }, 4)));
    expect(same.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('everything that is wrong is said at once, by field', async () => {
    const account = await anAccount();
    const bad = { account: account.id, amount: '0.01', months: 1.5, status: 'lost', granted: '2026-02-30', stauts: 'open' };
    expect(await refusalOf(clerk.create('loan', bad))).toEqual(['records.invalid', '/stauts', '/amount', '/months', '/granted', '/status']);
    expect(await refusalOf(clerk.create('loan', {}))).toEqual(['records.invalid', '/account', '/amount', '/months']);
    expect(await refusalOf(aLoan({ granted: '2031-01-01' }))).toEqual(['records.invalid', '/granted']);
    expect(await refusalOf(aLoan({ payment: '1.00' }))).toEqual(['records.invalid', '/payment']);
    expect(await refusalOf(aLoan({ account: '00000000-0000-7000-8000-000000000000' }))).toEqual(['records.invalid', '/account']);
    expect(await refusalOf(anAccount({ number: String(number) }))).toEqual(['records.duplicate', '/number']);
  });

  test('a deleted record is gone, can come back where asked, and what is referred to stays', async () => {
    const loan = await aLoan();
    const accountId = String(loan.account);
    expect(await refusalOf(clerk.delete('client', (await clerk.get('account', accountId)).owner as string))).toEqual([
      'records.referenced',
    ]);
    await clerk.delete('account', accountId, 1);
    expect(await refusalOf(clerk.get('account', accountId))).toEqual(['records.not-found']);
    expect(await refusalOf(clerk.delete('account', accountId))).toEqual(['records.not-found']);
    expect(await refusalOf(aLoan({ account: accountId }))).toEqual(['records.invalid', '/account']);
    expect(await clerk.restore('account', accountId)).toMatchObject({ id: accountId, version: 3 });
    await clerk.delete('loan', loan.id);
    expect(await refusalOf(clerk.restore('loan', loan.id))).toEqual(['records.no-soft-delete']);
  });

  test('each change leaves its event, and its state where history is kept; a refused one leaves neither', async () => {
    const client = await clerk.create('client', { name: 'Historic' });
    await clerk.update('client', client.id, { name: 'Changed' });
    await refusalOf(clerk.update('client', client.id, { email: 'no address' }));
    await clerk.delete('client', client.id);
    const history = await database.database.query(
      context,
      statement(`select version, operation, by, record->>'name' as name from env_env1.bank_client_history where id = $1 order by version`),
      [client.id],
    );
    expect(history.rows).toEqual([
      { version: 1, operation: 'created', by: 'ada', name: 'Historic' },
      { version: 2, operation: 'updated', by: 'ada', name: 'Changed' },
      { version: 3, operation: 'deleted', by: 'ada', name: 'Changed' },
    ]);
    const events = await database.database.query<{ type: string }>(
      context,
      statement(`select event->>'type' as type from env_env1._outbox where event->>'subject' = $1 order by position`),
      [`client/${client.id}`],
    );
    expect(events.rows.map(({ type }) => type)).toEqual(['plinth.record.created', 'plinth.record.updated', 'plinth.record.deleted']);
  });

  test('lists filter, sort over references, page, search and count', async () => {
    const [north, south] = [
      await clerk.create('district', { name: 'North' }),
      await clerk.create('district', { name: 'South', unemployment: '4.25' }),
    ];
    const people = ['Eva', 'Adam', 'Žofie', 'Bert', 'Cyril'];
    await clerk.createMany(
      'client',
      people.map((name, at) => ({
        name: `${name} Pager`,
        birthDate: `19${90 + at}-01-01`,
        tags: at > 2 ? ['vip'] : [],
        district: [north.id, south.id, null][at % 3],
      })),
    );
    const pagers = { filter: 'ends with(name, " Pager")', limit: 2 } as const;
    const by = (field: string, direction: 'asc' | 'desc' = 'asc') => ({ ...pagers, sort: [{ field, direction }] });
    const names = (titles: unknown[]) => titles.map((title) => String(title).split(' ')[0]);
    expect(names(await clerk.titles('client', by('name')))).toEqual(['Adam', 'Bert', 'Cyril', 'Eva', 'Žofie']);
    expect(names(await clerk.titles('client', by('birthDate', 'desc')))).toEqual(['Cyril', 'Bert', 'Žofie', 'Adam', 'Eva']);
    expect(
      names(
        await clerk.titles('client', {
          ...pagers,
          sort: [
            { field: 'district.name', direction: 'asc' },
            { field: 'name', direction: 'asc' },
          ],
        }),
      ),
    ).toEqual(['Bert', 'Eva', 'Adam', 'Cyril', 'Žofie']);
    expect(
      names(
        await clerk.titles('client', {
          ...pagers,
          sort: [
            { field: 'district.name', direction: 'desc' },
            { field: 'name', direction: 'desc' },
          ],
        }),
      ),
    ).toEqual(['Žofie', 'Cyril', 'Adam', 'Eva', 'Bert']);
    expect((await clerk.list('client', { ...pagers, count: true })).count).toBe(5);
    expect(names(await clerk.titles('client', { search: 'pager ev' }))).toEqual(['Eva']);
    const filtered = async (filter: string) =>
      names(
        await clerk.titles('client', { filter: `ends with(name, " Pager") and (${filter})`, sort: [{ field: 'name', direction: 'asc' }] }),
      );
    expect(await filtered('district.unemployment > 4')).toEqual(['Adam', 'Cyril']);
    expect(await filtered('district = null')).toEqual(['Žofie']);
    expect(await filtered('birthDate >= date("1993-01-01") and active')).toEqual(['Bert', 'Cyril']);
    expect(await filtered('list contains(tags, "vip") and district.name = "North"')).toEqual(['Bert']);
    const columns = { name: { operator: 'contains', value: 'PAGER' }, birthDate: { operator: 'atMost', value: '1991-01-01' } } as const;
    expect(names(await clerk.titles('client', { columnFilters: columns, sort: [{ field: 'name', direction: 'asc' }] }))).toEqual([
      'Adam',
      'Eva',
    ]);
  });

  test('a person sees and writes only what some role grants', async () => {
    const client = await clerk.create('client', { name: 'Guarded', email: 'guarded@example.com', secret: 'hush' });
    expect(Object.keys(await adviser.get('client', client.id))).not.toContain('secret');
    expect(await refusalOf(adviser.create('client', { name: 'New' }))).toEqual(['records.denied']);
    expect(await refusalOf(adviser.update('client', client.id, { email: 'new@example.com' }))).toEqual(['records.field-denied']);
    expect(await refusalOf(adviser.update('client', client.id, { secret: 'x' }))).toEqual(['records.field-denied']);
    expect(await adviser.update('client', client.id, { name: 'Renamed' })).toMatchObject({ name: 'Renamed' });
    expect(await refusalOf(adviser.list('client', { filter: 'secret = "hush"' }))).toEqual(['expression.invalid']);
    expect(await refusalOf(adviser.list('client', { sort: [{ field: 'secret', direction: 'asc' }] }))).toEqual(['records.bad-field']);
    expect(await clerk.titles('client', { search: 'hush' })).toContain('Renamed');
    expect(await adviser.titles('client', { search: 'hush' })).toEqual([]);
    expect(await adviser.titles('client', { search: 'renam guarded' })).toEqual(['Renamed']);
    const loan = await aLoan();
    expect(await refusalOf(adviser.update('loan', loan.id, { status: 'paid' }))).toEqual(['records.denied']);
    expect(await clerk.get('loan', loan.id)).toMatchObject({ version: 1, status: 'open' });
    await clerk.update('loan', loan.id, { status: 'paid' });
    expect(await refusalOf(adviser.update('loan', loan.id, { months: 24 }))).toEqual(['records.not-found']);
    expect(await refusalOf(adviser.create('loan', { account: String(loan.account), amount: '5.00', months: 1 }))).toEqual([
      'records.invalid',
      '/account',
    ]);
    expect(await refusalOf(new TestRecords(database.database, model, bankContext([])).list('client'))).toEqual(['records.denied']);
  });

  test('many records are created together or not at all', async () => {
    const before = (await clerk.list('district', { count: true, limit: 1 })).count;
    const districts = Array.from({ length: 1000 }, (_, at) => ({ name: `Bulk ${at}` }));
    expect(await refusalOf(clerk.createMany('district', [...districts.slice(0, 2), { name: '' }, { nam: 'x' }]))).toEqual([
      'records.bulk-failed',
      '/2/name',
      '/3/nam',
      '/3/name',
    ]);
    expect(await refusalOf(clerk.createMany('district', [...districts, { name: 'one more' }]))).toEqual(['records.too-many']);
    expect(await refusalOf(clerk.createMany('district', [{ name: 'Twin' }, { name: 'Twin' }]))).toEqual(['records.duplicate', '/name']);
    expect((await clerk.list('district', { count: true, limit: 1 })).count).toBe(before);
    expect(await clerk.createMany('district', districts)).toHaveLength(1000);
    expect((await clerk.list('district', { count: true, limit: 1 })).count).toBe((before ?? 0) + 1000);
  });

  test('another environment and another tenant see nothing, whatever id, cursor or model they bring', async () => {
    const client = await clerk.create('client', { name: 'Isolated' });
    for (const stranger of [
      bankContext(['clerk'], { id: 'env2', key: 'test' }),
      bankContext(['clerk'], { id: 'env9', key: 'test' }, 'b'),
    ]) {
      const own = await applyMigration(stranger, database.database, { definition: smallBank() });
      for (const brought of [own.model, model]) {
        const records = new TestRecords(database.database, brought, stranger);
        expect(await refusalOf(records.get('client', client.id))).toEqual(['records.not-found']);
        expect((await records.list('client', { count: true })).count).toBe(0);
        expect(await refusalOf(records.update('client', client.id, { name: 'Taken' }))).toEqual(['records.not-found']);
      }
      await expect(new TestRecords(database.database, model, stranger).create('client', { name: 'Intruder' })).rejects.toThrow();
    }
    expect(await clerk.get('client', client.id)).toMatchObject({ name: 'Isolated', version: 1 });
  });

  test('ids compare as ids, by the index, also those of references; what is no id equals none', async () => {
    const loan = await aLoan();
    const ids = async (filter: string) => (await clerk.list('loan', { filter })).items.map(({ id }) => id);
    expect(await ids(`id = "${loan.id.toUpperCase()}"`)).toEqual([loan.id]);
    expect(await ids(`account.id = "${String(loan.account)}"`)).toEqual([loan.id]);
    expect(await ids(`starts with(id, "${loan.id}")`)).toEqual([loan.id]);
    expect(await ids('id = "nothing"')).toEqual([]);
    expect(await ids('account.id = id')).toEqual([]);
    const outer = { page: contextType({ client: types.string }) };
    const listed = await clerk.list('account', { filter: 'owner.id = page.client', outer, inputs: { page: { client: '' } } });
    expect(listed.items).toEqual([]);
    const title = (await clerk.list('client', { filter: `accounts.id = "x"` }).catch((error: unknown) => error)) as PlinthError;
    expect(title.code).toBe('expression.invalid');
  });

  test.each(['name', '1', 'secret +', 'tags', 'district', 'district = "x"', 'version', 'upper case(name) = "X"', 'id', 'createdAt > "x"'])(
    'the filter %s is refused as the mistake it is',
    async (filter) => {
      const error = await clerk.list('client', { filter }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(PlinthError);
      expect((error as PlinthError).status).toBeGreaterThanOrEqual(400);
      expect((error as PlinthError).status).toBeLessThan(500);
    },
  );

  test('hostile filters, sorts, paths, cursors and ids are refused and harm nothing', async () => {
    const quotes = `x'"; drop table env_env1.bank_client; --`;
    expect(await refusalOf(clerk.list('client', { sort: [{ field: quotes, direction: 'asc' }] }))).toEqual(['records.bad-field']);
    expect(await refusalOf(clerk.list('client', { sort: [{ field: '__proto__', direction: 'asc' }] }))).toEqual(['records.bad-field']);
    expect(await refusalOf(clerk.list('client', { fields: ['constructor'] }))).toEqual(['records.bad-field']);
    expect(await refusalOf(clerk.list('client', { expand: [quotes] }))).toEqual(['records.bad-field']);
    expect(await refusalOf(clerk.list('client', { columnFilters: { birthDate: { operator: 'equals', value: quotes } } }))).toEqual([
      'records.bad-filter',
    ]);
    expect((await clerk.list('client', { filter: `name = ${JSON.stringify(quotes)}` })).items).toEqual([]);
    expect((await clerk.list('client', { search: `${quotes} & ! | :* ()` })).items).toEqual([]);
    expect(await refusalOf(clerk.get('client', quotes))).toEqual(['records.not-found']);
    expect(await refusalOf(clerk.get('bank_client', quotes))).toEqual(['records.unknown-entity']);
    const { next } = await clerk.list('client', { limit: 1 });
    expect(await refusalOf(clerk.list('client', { limit: 1, sort: [{ field: 'name', direction: 'asc' }], cursor: next ?? '' }))).toEqual([
      'records.bad-cursor',
    ]);
    const forged = Buffer.from(
      `${Buffer.from(next ?? '', 'base64url')
        .toString()
        .slice(0, 11)}["${'x'.repeat(36)}"]`,
    ).toString('base64url');
    expect(await refusalOf(clerk.list('client', { limit: 1, cursor: forged }))).toEqual(['records.bad-cursor']);
    const named = await clerk.create('client', { name: quotes });
    expect((await clerk.get('client', named.id)).name).toBe(quotes);
  });
});
