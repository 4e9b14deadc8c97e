import { expect, test } from 'vitest';
import type { DatabaseContext } from './database.ts';
import { connectDatabase } from './open-database.ts';
import { statement } from './statement.ts';
import { describeDatabases, testDatabase } from './testing.ts';

const context: DatabaseContext = {
  tenant: { id: '00000000-0000-7000-8000-00000000000a', key: 'a' },
  environment: null,
  signal: new AbortController().signal,
};
const first = { package: 'migrationtest', number: 1, name: 'one', sql: 'create type plinth.one as enum ()' };
const second = { package: 'migrationtest', number: 2, name: 'two', sql: 'create type plinth.two as enum ()' };
const applied = statement(`select number from plinth.migration order by number`);

describeDatabases((server) => {
  test('what is missing is applied once, also when several servers start at once', async () => {
    const own = await testDatabase({ migrations: [first], server: server() });
    const starts = await Promise.all(Array.from({ length: 5 }, () => connectDatabase(own.superuser, { migrations: [first, second] })));
    const ledger = await own.database.asOwner(context, (transaction) => transaction.query(context, applied));
    expect(ledger.rows).toEqual([{ number: 1 }, { number: 2 }]);
    await Promise.all(starts.map((database) => database.close()));
    await own.close();
  });

  test('a changed migration and a database of a newer version are refused', async () => {
    const own = await testDatabase({ migrations: [first, second], server: server() });
    const changed = { ...first, sql: `${first.sql};` };
    await expect(connectDatabase(own.superuser, { migrations: [changed, second] })).rejects.toMatchObject({
      code: 'database.changed-migration',
      message: expect.stringContaining('1 of migrationtest'),
    });
    await expect(connectDatabase(own.superuser, { migrations: [first] })).rejects.toMatchObject({
      code: 'database.newer-schema',
      message: expect.stringContaining('migrationtest 2'),
    });
    await own.close();
  });

  test('one that fails leaves nothing behind, and can be mended', async () => {
    const own = await testDatabase({ migrations: [first], server: server() });
    const broken = { ...second, sql: `${second.sql}; select 1 / 0` };
    await expect(connectDatabase(own.superuser, { migrations: [first, broken] })).rejects.toThrow(
      'Migration 2 of migrationtest (two) failed',
    );
    const database = await connectDatabase(own.superuser, { migrations: [first, second] });
    await database.close();
    await own.close();
  });
});
