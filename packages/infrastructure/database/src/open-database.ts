import { PlinthError } from '@plinth/foundation';
import type { ClientConfig } from 'pg';
import { createDatabase, type Database, type DatabaseOptions } from './database.ts';
import { startEmbeddedServer } from './embedded/embedded-server.ts';
import { type Migration, migrate } from './migrations.ts';
import { setUpRoles } from './roles.ts';
import { requireProtectedTables } from './row-level-security.ts';

export interface OpenOptions extends Omit<DatabaseOptions, 'runtime' | 'owner'> {
  readonly migrations: readonly Migration[];
}

/** Where the database is: one that runs already, or a folder in which the embedded one keeps its data. */
export type DatabaseLocation = { readonly url: string } | { readonly folder: string };

/** Starts the embedded server where needed, sets up roles, migrates, checks isolation, and opens the pools. */
export async function openDatabase(location: DatabaseLocation, options: OpenOptions): Promise<Database> {
  if ('url' in location) return connectDatabase({ connectionString: location.url }, options);
  const server = await startEmbeddedServer(location.folder);
  try {
    const database = await whileSlow(() => connectDatabase(server.superuser, options));
    return {
      ...database,
      async close() {
        await database.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The same for a login of a server that runs already. */
export async function connectDatabase(login: ClientConfig, options: OpenOptions): Promise<Database> {
  const { migrations, ...rest } = options;
  const roles = await setUpRoles(login);
  await migrate(roles.owner, migrations);
  await requireProtectedTables(roles.owner);
  return createDatabase({ ...rest, ...roles });
}

/** Our own server has answered already: on a busy machine, right after its recovery, it is slow and not away. */
const slowMilliseconds = 60_000;

async function whileSlow<Result>(work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + slowMilliseconds;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PlinthError) || error.code !== 'database.unavailable' || Date.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}
