import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient, createToken, signIn } from '@plinth/api-contract';
import { type EmptyTestDatabase, emptyTestDatabase } from '@plinth/database/testing';
import { compose } from './compose.ts';
import { readConfiguration } from './configuration.ts';
import { migrations } from './migrations.ts';
import type { Platform } from './platform.ts';

export const administrator = { email: 'admin@plinth.example', password: 'correct horse battery staple' } as const;

export interface TestPlatform {
  readonly platform: Platform;
  readonly address: string;
  /** Calls as the first administrator, by token. */
  readonly client: Client;
  /** Calls without proof. */
  readonly visitor: Client;
  /** Asks the database as superuser. */
  readonly ask: EmptyTestDatabase['ask'];
  /** What another server needs to stand on the same data. */
  readonly databaseUrl: string;
  readonly folder: string;
  readonly masterKeys: string;
  /** The administrator's API token. */
  readonly token: string;
  close(): Promise<void>;
}

/** The whole platform on a database of its own, listening, with its first administrator in the tenant `main`. */
export async function startTestPlatform(
  settings: Readonly<Record<string, string>> = {},
  server?: Parameters<typeof emptyTestDatabase>[0],
  observers?: Parameters<typeof compose>[1],
): Promise<TestPlatform> {
  const database = await emptyTestDatabase(server, migrations);
  const folder = await mkdtemp(join(tmpdir(), 'plinth-platform-'));
  const masterKeys = `tests:${randomBytes(32).toString('base64')}`;
  const platform = await compose(
    readConfiguration({
      DATABASE_URL: database.url,
      PLINTH_DATA: folder,
      PLINTH_PORT: '0',
      PLINTH_LOG_LEVEL: 'error',
      PLINTH_EXAMPLES: 'false',
      // Databases of others run beside the tests.
      PLINTH_OUTGOING_HOSTS: '127.0.0.1',
      PLINTH_MASTER_KEYS: masterKeys,
      PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
      PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
      ...settings,
    }),
    observers,
  );
  const address = await platform.listen();
  const visitor = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1' } });
  const cookie = await sessionCookie(visitor);
  const member = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const { token } = await member.call(createToken, { tenant: 'main' }, { name: 'tests', scopes: ['*'] });
  return {
    platform,
    address,
    client: createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } }),
    visitor,
    ask: database.ask,
    databaseUrl: database.url,
    folder,
    masterKeys,
    token,
    async close() {
      await platform.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function sessionCookie(visitor: Client): Promise<string> {
  const response = await visitor.fetch(signIn, { tenant: 'main' }, administrator);
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}
