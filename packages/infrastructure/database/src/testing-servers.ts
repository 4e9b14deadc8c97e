import { dirname, join } from 'node:path';
import { PlinthError } from '@plinth/foundation';
import { Client, type ClientConfig } from 'pg';
import type { TestProject } from 'vitest/node';
import { type EmbeddedOptions, type EmbeddedServer, startEmbeddedServer } from './embedded/embedded-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser logins of the servers that tests use; `debian` is null where Debian's PostgreSQL is not installed. */
    postgres: { readonly embedded: ClientConfig; readonly debian: ClientConfig | null };
  }
}

const root = join(import.meta.dirname, '..', '..', '..', '..', '.plinth', 'test');
const parallelRuns = 16;

/** Vitest's global set-up: the servers of a test run, stopped at its end; one that a crashed run left is stopped by the next. */
export default async function startTestServers(project: TestProject): Promise<() => Promise<void>> {
  // The folder of its programs, which vitest.config.js has found; empty where there is none.
  const { PLINTH_POSTGRES: programs = '' } = process.env;
  const debianBinaries = programs === '' ? null : dirname(programs);
  const [embedded, debian] = await Promise.all([
    startInFreeFolder('embedded', { durable: false, settings: { max_connections: '200' } }),
    debianBinaries === null
      ? null
      : startInFreeFolder('debian', { durable: false, binaries: debianBinaries, settings: { max_connections: '200' } }),
  ]);
  project.provide('postgres', { embedded: embedded.superuser, debian: debian?.superuser ?? null });
  return async () => {
    await Promise.all([embedded.stop(), debian?.stop()]);
  };
}

/** Several test runs may go on at once; each takes the first folder that no other has locked. */
async function startInFreeFolder(name: string, options: EmbeddedOptions): Promise<EmbeddedServer> {
  for (let number = 0; ; number++) {
    try {
      const server = await startEmbeddedServer(join(root, `${name}-${number}`), options);
      await dropLeftovers(server.superuser);
      return server;
    } catch (error) {
      const taken = error instanceof PlinthError && error.code === 'database.data-folder-taken';
      if (!taken || number >= parallelRuns) throw error;
    }
  }
}

async function dropLeftovers(login: ClientConfig): Promise<void> {
  const client = new Client(login);
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'test\\_%'`);
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
  } finally {
    await client.end();
  }
}
