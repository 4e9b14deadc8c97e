import { createHash } from 'node:crypto';
import { shortId } from '@plinth/foundation';
import { Client, type ClientConfig } from 'pg';
import { describe, inject } from 'vitest';
import type { Database, DatabaseOptions } from './database.ts';
import { quoteLiteral } from './identifiers.ts';
import type { Migration } from './migrations.ts';
import { connectDatabase } from './open-database.ts';
import { retryConcurrent } from './retry-concurrent.ts';
import { ownerRole, runtimeRole } from './runtime-login.ts';

export interface TestDatabase {
  readonly database: Database;
  /** Superuser login to the test's own database, to look behind row-level security. */
  readonly superuser: ClientConfig;
  /** Closes the pools and drops the database. */
  close(): Promise<void>;
}

export interface TestDatabaseOptions extends Partial<Omit<DatabaseOptions, 'runtime' | 'owner'>> {
  readonly migrations: readonly Migration[];
  /** Superuser login of the server; the embedded one where absent. */
  readonly server?: ClientConfig;
}

/** A fresh, migrated database of its own, copied from one that is migrated once per set of migrations. */
export async function testDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const { server = inject('postgres').embedded, migrations, ...rest } = options;
  const name = `test_${shortId(12)}`;
  await asAdministrator(server, async (client) => {
    const template = await ensureTemplate(client, 'template', migrations, async (empty) => {
      await client.query(`create database ${empty}`);
      return { ...server, database: empty };
    });
    await client.query(`create database ${name} template ${template}`);
  });
  const superuser = { ...server, database: name };
  const database = await connectDatabase(superuser, { ...rest, migrations });
  return {
    database,
    superuser,
    async close() {
      await database.close();
      await asAdministrator(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

export interface EmptyTestDatabase {
  readonly url: string;
  /** Asks as superuser, behind row-level security. */
  ask(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

const plainLogin = 'test_platform';

/**
 * An empty database of its own, by its address, for tests of everything that opens one itself; with `migrations` one that a platform
 * has opened before. The login of the address is no superuser: it may create roles, as the installation asks for.
 */
export async function emptyTestDatabase(
  server: ClientConfig = inject('postgres').embedded,
  migrations: readonly Migration[] | null = null,
): Promise<EmptyTestDatabase> {
  const name = `test_${shortId(12)}`;
  const password = createHash('sha256').update(`${plainLogin} ${server.password}`).digest('base64url');
  const { host, port } = server;
  const urlOf = (database: string) => `postgres://${plainLogin}:${password}@${host}:${port}/${database}`;
  await asAdministrator(server, async (client) => {
    await retryConcurrent(() => ensurePlainLogin(client, password));
    const template =
      migrations === null
        ? 'template1'
        : await ensureTemplate(client, 'template_platform', migrations, async (empty) => {
            await client.query(`create database ${empty} owner ${plainLogin}`);
            return { connectionString: urlOf(empty) };
          });
    await client.query(`create database ${name} template ${template} owner ${plainLogin}`);
  });
  return {
    url: urlOf(name),
    async ask(text, values = []) {
      const client = new Client({ ...server, database: name });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(text, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    close: () => asAdministrator(server, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/** Runs a suite against the embedded PostgreSQL and Debian's; where that is missing it fails in CI and is skipped elsewhere. */
export function describeDatabases(suite: (server: () => ClientConfig, which: 'embedded' | 'debian') => void): void {
  describe('on the embedded PostgreSQL', () => suite(() => inject('postgres').embedded, 'embedded'));
  const installed = inject('postgres').debian !== null;
  if (installed || process.env.CI !== undefined) {
    describe('on Debian’s PostgreSQL', () =>
      suite(() => {
        const { debian } = inject('postgres');
        if (debian === null)
          throw new Error('PostgreSQL 15 or newer is not installed below /usr/lib/postgresql: apt-get install postgresql');
        return debian;
      }, 'debian'));
  } else {
    describe.skip('on Debian’s PostgreSQL (not installed: apt-get install postgresql)', () =>
      suite(() => inject('postgres').embedded, 'debian'));
  }
}

/** What a database administrator does once for a login that is to carry a platform; tests share the roles of their server. */
async function ensurePlainLogin(client: Client, password: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(`select rolname from pg_roles where rolname = any($1)`, [
    [ownerRole, runtimeRole, plainLogin],
  ]);
  const present = new Set(rows.map(({ rolname }) => rolname));
  for (const role of [ownerRole, runtimeRole]) if (!present.has(role)) await client.query(`create role ${role} nologin`);
  if (present.has(plainLogin)) return;
  try {
    await client.query(
      `begin; create role ${plainLogin} login createrole nosuperuser nobypassrls password ${quoteLiteral(password)};
       grant ${ownerRole}, ${runtimeRole} to ${plainLogin} with admin option; commit`,
    );
  } catch (error) {
    // Else the next attempt would be within what failed.
    await client.query('rollback');
    throw error;
  }
}

/** A migrated database to copy others from, made once for each set of migrations; `create` makes it empty and gives the login that migrates. */
async function ensureTemplate(
  client: Client,
  prefix: string,
  migrations: readonly Migration[],
  create: (name: string) => Promise<ClientConfig>,
): Promise<string> {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(JSON.stringify([migration.package, migration.number, migration.sql]));
  const name = `${prefix}_${hash.digest('hex').slice(0, 16)}`;
  // Workers that start together would otherwise all make it.
  await client.query('select pg_advisory_lock(42, 1)');
  const { rows } = await client.query('select datistemplate from pg_database where datname = $1', [name]);
  if (rows[0]?.datistemplate !== true) {
    await client.query(`drop database if exists ${name}`);
    const database = await connectDatabase(await create(name), { migrations });
    await database.close();
    await client.query(`alter database ${name} is_template true`);
  }
  return name;
}

async function asAdministrator<Result>(server: ClientConfig, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
