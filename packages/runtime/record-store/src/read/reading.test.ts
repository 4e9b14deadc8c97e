import { describeDatabases } from '@plinth/database/testing';
import { contextType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planMigration } from '../index.ts';
import { smallBank } from '../testing.ts';
import { clerkContext, TestBank } from '../testing-bank.ts';

describeDatabases((server) => {
  let bank: TestBank;

  beforeAll(async () => {
    bank = await TestBank.open(server());
  });
  afterAll(() => bank.test.close());

  test('publishing again changes nothing', async () => {
    const plan = await planMigration(clerkContext, bank.test.database, { definition: smallBank() });
    expect(plan).toEqual({ schema: 'env_env1', steps: [], problems: [], warnings: [] });
  });

  test('lists filter, sort over references, page, search and count', async () => {
    const [north, south] = [
      await bank.clerk.create('district', { name: 'North' }),
      await bank.clerk.create('district', { name: 'South', unemployment: '4.25' }),
    ];
    const people = ['Eva', 'Adam', 'Žofie', 'Bert', 'Cyril'];
    await bank.clerk.createMany(
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
    expect(names(await bank.clerk.titles('client', by('name')))).toEqual(['Adam', 'Bert', 'Cyril', 'Eva', 'Žofie']);
    expect(names(await bank.clerk.titles('client', by('birthDate', 'desc')))).toEqual(['Cyril', 'Bert', 'Žofie', 'Adam', 'Eva']);
    expect(
      names(
        await bank.clerk.titles('client', {
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
        await bank.clerk.titles('client', {
          ...pagers,
          sort: [
            { field: 'district.name', direction: 'desc' },
            { field: 'name', direction: 'desc' },
          ],
        }),
      ),
    ).toEqual(['Žofie', 'Cyril', 'Adam', 'Eva', 'Bert']);
    expect((await bank.clerk.list('client', { ...pagers, count: true })).count).toBe(5);
    expect(names(await bank.clerk.titles('client', { search: 'pager ev' }))).toEqual(['Eva']);
    const filtered = async (filter: string) =>
      names(
        await bank.clerk.titles('client', {
          filter: `ends with(name, " Pager") and (${filter})`,
          sort: [{ field: 'name', direction: 'asc' }],
        }),
      );
    expect(await filtered('district.unemployment > 4')).toEqual(['Adam', 'Cyril']);
    expect(await filtered('district = null')).toEqual(['Žofie']);
    expect(await filtered('birthDate >= date("1993-01-01") and active')).toEqual(['Bert', 'Cyril']);
    expect(await filtered('list contains(tags, "vip") and district.name = "North"')).toEqual(['Bert']);
    const columns = { name: { operator: 'contains', value: 'PAGER' }, birthDate: { operator: 'atMost', value: '1991-01-01' } } as const;
    expect(names(await bank.clerk.titles('client', { columnFilters: columns, sort: [{ field: 'name', direction: 'asc' }] }))).toEqual([
      'Adam',
      'Eva',
    ]);
  });

  test('texts with line ends and separators do not break a page apart', async () => {
    const name = 'a,\r{"id":"b"},\r\n c Parted';
    await bank.clerk.createMany(
      'client',
      Array.from({ length: 3 }, () => ({ name, birthDate: '1970-01-01' })),
    );
    const page = { filter: 'ends with(name, " Parted")', limit: 2 } as const;
    const first = await bank.clerk.list('client', page);
    expect(first.items.map((item) => item.name)).toEqual([name, name]);
    const second = await bank.clerk.list('client', { ...page, ...(first.next === null ? {} : { cursor: first.next }) });
    expect(second.items.map((item) => item.name)).toEqual([name]);
    expect(second.next).toBeNull();
  });

  test('ids compare as ids, by the index, also those of references; what is no id equals none', async () => {
    const loan = await bank.loan();
    const ids = async (filter: string) => (await bank.clerk.list('loan', { filter })).items.map(({ id }) => id);
    expect(await ids(`id = "${loan.id.toUpperCase()}"`)).toEqual([loan.id]);
    expect(await ids(`account.id = "${String(loan.account)}"`)).toEqual([loan.id]);
    expect(await ids(`starts with(id, "${loan.id}")`)).toEqual([loan.id]);
    expect(await ids('id = "nothing"')).toEqual([]);
    expect(await ids('account.id = id')).toEqual([]);
    const outer = { page: contextType({ client: types.string }) };
    const listed = await bank.clerk.list('account', { filter: 'owner.id = page.client', outer, inputs: { page: { client: '' } } });
    expect(listed.items).toEqual([]);
    const title = (await bank.clerk.list('client', { filter: `accounts.id = "x"` }).catch((error: unknown) => error)) as PlinthError;
    expect(title.code).toBe('expression.invalid');
  });

  test.each(['name', '1', 'secret +', 'tags', 'district', 'district = "x"', 'version', 'upper case(name) = "X"', 'id', 'createdAt > "x"'])(
    'the filter %s is refused as the mistake it is',
    async (filter) => {
      const error = await bank.clerk.list('client', { filter }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(PlinthError);
      expect((error as PlinthError).status).toBeGreaterThanOrEqual(400);
      expect((error as PlinthError).status).toBeLessThan(500);
    },
  );
});
