import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { inject } from 'vitest';
import { MariadbConnection } from './mariadb-connection.ts';

/** An empty database of the MariaDB that this test run shares. */
export interface TestMariadb {
  /** `mariadb://…`, for a login that may do everything. */
  readonly url: string;
  readonly name: string;
  /** Runs statements that stand apart by `;` at the end of a line. */
  ask(script: string): Promise<readonly object[]>;
  close(): Promise<void>;
}

/** For hooks that ask first: to make the data folder of a MariaDB takes long where the disk is busy. */
export const patienceMilliseconds = 180_000;

const signal = new AbortController().signal;

/** Makes one; null where the server cannot be started here, which in continuous integration is a failure. */
export async function testMariadb(): Promise<TestMariadb | null> {
  const response = await fetch(`${inject('testServers')}/mariadb`, { method: 'POST', signal: AbortSignal.timeout(patienceMilliseconds) });
  const { host, port, message } = (await response.json()) as { host?: string; port?: number; message?: string };
  if (response.status === 503 && process.env.CI === undefined) {
    console.log(message);
    return null;
  }
  if (!response.ok) throw new Error(message);
  const name = `test_${randomBytes(6).toString('hex')}`;
  const of = (database: string) => `mariadb://test:test@${host}:${port}/${database}`;
  const run = async (database: string, script: string) => {
    const connection = await MariadbConnection.open(of(database), { socket: () => new Socket() });
    try {
      await connection.plain('set session transaction read write', signal);
      let rows: readonly object[] = [];
      for (const statement of script.split(/;\s*\n/)) if (statement.trim() !== '') ({ rows } = await connection.plain(statement, signal));
      return rows;
    } finally {
      await connection.close();
    }
  };
  await run('mysql', `create database ${name} character set utf8mb4`);
  return {
    url: of(name),
    name,
    ask: (script) => run(name, script),
    close: async () => void (await run('mysql', `drop database ${name}`)),
  };
}
