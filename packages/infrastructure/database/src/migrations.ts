import { createHash } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import { databaseErrors } from './errors.ts';

/** One numbered change of the platform's own tables. Once released its text never changes. */
export interface Migration {
  /** Which package's tables it changes. */
  readonly package: string;
  /** Counts from 1 in each package. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

const ledger = `create table if not exists plinth.migration (
  package text not null, number integer not null, name text not null, checksum text not null,
  applied_at timestamptz not null default now(), primary key (package, number))`;

/** Applies what is missing, in the order given, each in a transaction of its own; gives those it applied. */
export async function migrate(owner: ClientConfig, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const client = new Client({ ...owner, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    // Held until the connection ends: of two servers that start at once, one migrates and the other then finds it done.
    await client.query(`select pg_advisory_lock(hashtext('plinth migrations'))`);
    await client.query(ledger);
    const pending = await findPending(client, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending;
  } finally {
    await client.end();
  }
}

async function findPending(client: Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ package: string; number: number; checksum: string }>(
    `select package, number, checksum from plinth.migration`,
  );
  const applied = new Map(rows.map((row) => [`${row.package} ${row.number}`, row.checksum]));
  const pending: Migration[] = [];
  for (const migration of migrations) {
    const key = `${migration.package} ${migration.number}`;
    const checksum = applied.get(key);
    applied.delete(key);
    if (checksum === undefined) pending.push(migration);
    else if (checksum !== checksumOf(migration))
      throw databaseErrors.changedMigration({ number: migration.number, package: migration.package });
  }
  const [unknown] = applied.keys();
  if (unknown !== undefined) throw databaseErrors.newerSchema({ migration: unknown });
  return pending;
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into plinth.migration (package, number, name, checksum) values ($1, $2, $3, $4)', [
      migration.package,
      migration.number,
      migration.name,
      checksumOf(migration),
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.number} of ${migration.package} (${migration.name}) failed.`, { cause });
  }
}

function checksumOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
