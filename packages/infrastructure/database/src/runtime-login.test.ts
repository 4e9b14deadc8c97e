import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PlinthError } from '@plinth/foundation';
import { Client, type ClientConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase, type DatabaseContext, type EmbeddedServer, startEmbeddedServer, statement } from './index.ts';
import { runtimeLogin } from './runtime-login.ts';
import { describeDatabases } from './testing.ts';

const context: DatabaseContext = {
  tenant: { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' },
  environment: null,
  signal: new AbortController().signal,
};

const secret = 'a secret, with %41 & ünïcode/';

function urlOf({ port, database }: ClientConfig, user: string, parameters = ''): string {
  return `postgres://${user}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}${parameters}`;
}

// Roles belong to a whole server, so these tests have one of their own.
describeDatabases((shared) => {
  let folder: string;
  let server: EmbeddedServer;

  async function administer(...statements: string[]): Promise<Record<string, unknown>[]> {
    const client = new Client(server.superuser);
    await client.connect();
    try {
      let rows: Record<string, unknown>[] = [];
      for (const text of statements) rows = (await client.query(text)).rows;
      return rows;
    } finally {
      await client.end();
    }
  }

  const open = (user: string, parameters = '') =>
    connectDatabase({ connectionString: urlOf(server.superuser, user, parameters) }, { migrations: [], poolSize: 1 });

  beforeAll(async () => {
    const client = new Client(shared());
    await client.connect();
    const { rows } = await client.query<{ setting: string }>(`select setting from pg_config where name = 'BINDIR'`);
    await client.end();
    folder = await mkdtemp(join(tmpdir(), 'plinth-roles-'));
    // Below a folder closed to others, root's server would keep its data elsewhere.
    await chmod(folder, 0o755);
    server = await startEmbeddedServer(folder, { durable: false, binaries: dirname(rows[0]?.setting ?? '') });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('a login without rights is told what to run; having run it, Plinth starts', async () => {
    await administer(`create role guest login password '${secret}'`);
    const refused: unknown = await open('guest').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'database.missing-grants' });
    const { hint } = refused as PlinthError;
    expect(hint).not.toContain(secret);
    await administer(hint.slice(hint.indexOf(':') + 1));
    const database = await open('guest');
    expect(await database.value(context, statement('select session_user::text'))).toBe(runtimeLogin('guest'));
    await expect(database.query(context, statement('set role plinth_owner'))).rejects.toThrow('permission denied');
    await database.close();
    await administer(
      'drop schema plinth cascade',
      'drop owned by guest cascade',
      'drop owned by plinth_owner, plinth_runtime cascade',
      `drop role ${runtimeLogin('guest')}, guest, plinth_owner, plinth_runtime`,
    );
  });

  describe('with a login that may create roles', () => {
    beforeAll(async () => {
      await administer(
        `create role founder login createrole password '${secret}'`,
        'grant create on database plinth to founder with grant option',
      );
    });

    test('the runtime signs in as itself and no statement brings it anywhere else', async () => {
      const database = await open('founder');
      try {
        const who = statement('select session_user::text as session, current_user::text as role');
        const runtime = [{ session: runtimeLogin('founder'), role: runtimeLogin('founder') }];
        expect((await database.query(context, who)).rows).toEqual(runtime);
        for (const hostile of [
          'set role plinth_owner',
          'set role founder',
          'set role plinth_superuser',
          'set session authorization founder',
          'set session authorization plinth_superuser',
          'create table plinth.mine (a int)',
          'grant plinth_owner to plinth_runtime',
        ]) {
          const attempt = database.query(context, statement(hostile));
          await expect(attempt, hostile).rejects.toThrow(/permission denied|must have admin option/);
        }
        for (const harmless of ['set role none', 'reset role', 'reset session authorization', 'reset all']) {
          await database.query(context, statement(harmless));
          expect((await database.query(context, who)).rows, harmless).toEqual(runtime);
        }
        const owner = await database.asOwner(context, (transaction) => transaction.query(context, who));
        expect(owner.rows).toEqual([{ session: 'founder', role: 'plinth_owner' }]);
        const members = await administer(
          `select m.rolname as member, r.rolname as role from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
           where m.rolname like 'plinth\\_owner%' or m.rolname like 'plinth\\_runtime%'`,
        );
        expect(members).toEqual([{ member: runtimeLogin('founder'), role: 'plinth_runtime' }]);
      } finally {
        await database.close();
      }
    });

    test('start options of the URL do not displace the role of the owner', async () => {
      const database = await open('founder', `?options=${encodeURIComponent('-c work_mem=5MB')}`);
      try {
        const settings = statement(`select current_user::text as role, current_setting('work_mem') as memory`);
        const owner = await database.asOwner(context, (transaction) => transaction.query(context, settings));
        expect(owner.rows).toEqual([{ role: 'plinth_owner', memory: '5MB' }]);
        expect((await database.query(context, settings)).rows).toEqual([{ role: runtimeLogin('founder'), memory: '5MB' }]);
      } finally {
        await database.close();
      }
    });

    test('once it is set up the right to create roles is needed no more', async () => {
      await administer('alter role founder nocreaterole');
      const database = await open('founder');
      expect(await database.value(context, statement('select session_user::text'))).toBe(runtimeLogin('founder'));
      await database.close();
      await administer(`alter role ${runtimeLogin('founder')} password 'another'`);
      await expect(open('founder')).rejects.toMatchObject({ code: 'database.missing-grants' });
      await administer('alter role founder createrole');
    });

    test('a runtime that could become something stronger is refused', async () => {
      const own = runtimeLogin('founder');
      await administer(`alter role ${own} password null`, `grant ${own} to founder with admin option`);
      await (await open('founder')).close();
      for (const holder of ['plinth_runtime', own]) {
        await administer(`grant pg_read_all_data to ${holder}`);
        await expect(open('founder')).rejects.toMatchObject({
          code: 'database.missing-grants',
          hint: `Let a database administrator run: revoke "pg_read_all_data" from ${holder};`,
        });
        await administer(`revoke pg_read_all_data from ${holder}`);
      }
    });

    test('two platforms with logins of their own on one cluster leave each other alone', async () => {
      const otherSecret = 'of the other';
      await administer(`create role second login superuser password '${otherSecret}'`, 'create database second_platform owner second');
      const first = await open('founder');
      const url = `postgres://second:${encodeURIComponent(otherSecret)}@127.0.0.1:${server.superuser.port}/second_platform`;
      const second = await connectDatabase({ connectionString: url }, { migrations: [], poolSize: 1 });
      try {
        const who = statement('select session_user::text, current_database()::text');
        // New connections, for an open one would not notice another password.
        await administer(`select pg_terminate_backend(pid) from pg_stat_activity where usename like 'plinth\\_runtime\\_%'`);
        await expect.poll(() => first.ready()).toBe(true);
        await expect.poll(() => second.ready()).toBe(true);
        expect(await first.value(context, who)).toBe(runtimeLogin('founder'));
        expect(await second.value(context, who)).toBe(runtimeLogin('second'));
        await (await open('founder')).close();
      } finally {
        await first.close();
        await second.close();
        await administer('drop database second_platform with (force)');
      }
    });
  });
});
