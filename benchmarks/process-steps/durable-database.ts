import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbeddedServer } from '@plinth/database';
import { Client } from 'pg';

/** A PostgreSQL of its own that keeps what it has said on disk, with whom to ask it behind everything. */
export interface DurableDatabase {
  readonly folder: string;
  addressOf(name: string): string;
  /** Whether there is a database of this name. */
  has(name: string): Promise<boolean>;
  create(name: string): Promise<void>;
  /** A superuser in one of the databases. */
  connect(name: string): Promise<Asking>;
  close(): Promise<void>;
}

export interface Asking {
  /** The first value of the first row, as a number. */
  number(text: string): Promise<number>;
  rows(text: string): Promise<readonly Record<string, unknown>[]>;
  /** Waits until no instance is like that. */
  untilNone(condition: string): Promise<void>;
  close(): Promise<void>;
}

/** In a folder of its own that is gone afterwards, or in one that stays. */
export async function openDurableDatabase(name: string, kept?: string): Promise<DurableDatabase> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), `plinth-${name}-`));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const server = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '200' } });
  const { host, port, user, password } = server.superuser;
  const within = async <Result>(database: string, part: (client: Client) => Promise<Result>): Promise<Result> => {
    const client = new Client({ ...server.superuser, database });
    await client.connect();
    try {
      return await part(client);
    } finally {
      await client.end();
    }
  };
  return {
    folder,
    addressOf: (database) => `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${database}`,
    has: (database) =>
      within(
        'postgres',
        async (client) => (await client.query('select 1 from pg_database where datname = $1', [database])).rows.length > 0,
      ),
    create: (database) => within('postgres', async (client) => void (await client.query(`create database ${database}`))),
    async connect(database) {
      const client = new Client({ ...server.superuser, database });
      await client.connect();
      const rows = async (text: string) => (await client.query<Record<string, unknown>>(text)).rows;
      const number = async (text: string) => Number(Object.values((await rows(text))[0] ?? {})[0]);
      return {
        number,
        rows,
        async untilNone(condition) {
          while ((await number(`select count(*) from (select from plinth.process_instance where ${condition} limit 1) i`)) > 0)
            await wait(10);
        },
        close: () => client.end(),
      };
    },
    async close() {
      await server.stop();
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
