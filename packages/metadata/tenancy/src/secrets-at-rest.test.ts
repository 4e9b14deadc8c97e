import { createToken, inviteMember } from '@plinth/api-contract';
import { statement } from '@plinth/database';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenancyMigrations } from './migrations/index.ts';
import { platformTenant } from './platform-tenant.ts';
import type { Tenancy } from './tenancy.ts';
import { call, contextOf, type SignedIn, setUpFirstTenant, testPassword, testTenancy } from './testing.ts';

const allTables = statement(`
select table_name::text as name from information_schema.tables where table_schema = 'plinth' and table_type = 'BASE TABLE'`);

describeDatabases((server) => {
  let opened: TestDatabase;
  let tenancy: Tenancy;
  let admin: SignedIn;

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    tenancy = testTenancy({ database: opened.database });
  });
  afterAll(async () => {
    await tenancy.close();
    await opened.close();
  });

  it('a dump of all tables holds no password, no token and no link', async () => {
    const setUpToken = (await tenancy.setUp.invite())?.split('/').at(-1) ?? '';
    const beforehand = await dump();
    admin = await setUpFirstTenant(tenancy);
    const { token } = await call(tenancy, createToken, admin, { name: 'script', scopes: ['*'] });
    const { invitation } = await call(tenancy, inviteMember, admin, { email: 'b@acme.example', name: 'Bob' });
    const secrets = [testPassword, admin.sessionToken, token, invitation.path?.split('/').at(-1) ?? '', setUpToken];
    const text = beforehand + (await dump());
    expect(text).toContain('admin@acme.example');
    for (const secret of secrets) {
      const bare = secret.split('_').slice(2).join('_') || secret;
      for (const form of [
        bare,
        Buffer.from(bare).toString('hex'),
        Buffer.from(bare, 'base64url').toString('hex'),
        Buffer.from(bare).toString('base64'),
      ]) {
        expect(text.includes(form), `${secret.slice(0, 4)}… as it is or encoded`).toBe(false);
      }
    }
  });

  /** All rows of all tables, past row-level security: only their owner can switch that off, and the transaction is not kept. */
  async function dump(): Promise<string> {
    const context = admin === undefined ? null : await contextOf(tenancy, admin);
    const as = context ?? { tenant: platformTenant, environment: null, signal: new AbortController().signal };
    const rows: string[] = [];
    const undone = new Error('undone');
    await opened.database
      .asOwner(as, async (transaction) => {
        const tables = await transaction.query<{ name: string }>(as, allTables);
        for (const { name } of tables.rows) {
          await transaction.script(`alter table plinth."${name}" disable row level security`);
          const found = await transaction.query<{ row: string }>(as, statement(`select to_jsonb(t)::text as row from plinth."${name}" t`));
          rows.push(...found.rows.map(({ row }) => row));
        }
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone && (error as { cause?: unknown }).cause !== undone) throw error;
      });
    return rows.join('\n');
  }
});
