import { Client } from 'pg';
import { expect, test } from 'vitest';
import { findUnprotectedTables } from './index.ts';
import { describeDatabases, testDatabase } from './testing.ts';

const bound = `(a = current_setting('plinth.tenant', true))`;

describeDatabases((server) => {
  test('a table is isolated only when each permissive policy asks for the tenant, for reading and for writing', async () => {
    const own = await testDatabase({ migrations: [], server: server() });
    const administrator = new Client(own.superuser);
    await administrator.connect();
    try {
      await administrator.query('create schema env_x');
      const policies = {
        safe: [`using ${bound}`],
        safe_by_command: [`for select using ${bound}`, `for insert with check ${bound}`, `for delete using ${bound}`],
        safe_restricted: [`using ${bound}`, 'as restrictive using (true)'],
        open: ['using (true)'],
        open_beside: [`using ${bound}`, 'for select using (true)'],
        open_for_insert: [`for select using ${bound}`, 'for insert with check (true)'],
        open_for_update: [`for update using ${bound} with check (true)`],
        open_by_text: [`using (a = 'plinth.tenant')`],
      };
      for (const [table, list] of Object.entries(policies)) {
        await administrator.query(
          `create table env_x.${table} (a text); alter table env_x.${table} enable row level security, force row level security`,
        );
        for (const [index, policy] of list.entries()) {
          await administrator.query(`create policy p${index} on env_x.${table} ${policy}`);
        }
      }
      await administrator.query('create table env_x.owned (a text); alter table env_x.owned owner to plinth_runtime');
      const reason = (policy: string) => `its policy ${policy} does not ask for the tenant or environment`;
      expect(await findUnprotectedTables(own.superuser)).toEqual([
        { table: 'env_x.open', reason: reason('p0') },
        { table: 'env_x.open_beside', reason: reason('p1') },
        { table: 'env_x.open_by_text', reason: reason('p0') },
        { table: 'env_x.open_for_insert', reason: reason('p1') },
        { table: 'env_x.open_for_update', reason: reason('p0') },
        { table: 'env_x.owned', reason: 'the runtime owns it' },
      ]);
    } finally {
      await administrator.end();
      await own.close();
    }
  });
});
