import {
  assignRole,
  createApplication,
  createRecords,
  getLongOperation,
  type LongOperation,
  listReleases,
  publish,
  pushDefinition,
  readSession,
} from '@plinth/api-contract';
import { startTestPlatform, type TestPlatform } from './testing.ts';

export const ledger = { tenant: 'main', environment: 'development', application: 'ledger' };

/** The ledger as files, with the fields of its entries as they are given. */
export const ledgerFiles = (fields: Readonly<Record<string, string>>) => ({
  'plinth.yaml': 'format: 1\nkey: ledger\ntype: application\nlabel: Ledger\n',
  'roles.yaml': 'clerk:\n  permissions:\n    entry: all\n',
  'entities/entry.yaml': `label: Entry\nfields:\n${Object.entries(fields)
    .map(([key, field]) => `  ${key}: ${field}\n`)
    .join('')}`,
});

export const firstFields = { number: '{ type: integer, required: true, unique: true }', text: 'text', note: 'text' };

/** A platform on which the ledger runs, with entries, for publications that change their table. */
export interface Ledger {
  readonly running: TestPlatform;
  /** The entries' table as SQL names it. */
  readonly table: string;
  /** Makes these the fields of entries on the branch, beside further files. */
  push(fields: Readonly<Record<string, string>>, more?: Readonly<Record<string, string>>): Promise<void>;
  look(id: string, wait?: number): Promise<LongOperation>;
  /** Looks until the operation is at something that matches. */
  at(id: string, step: RegExp): Promise<LongOperation>;
  /** Versions that were released, the newest first. */
  released(): Promise<string[]>;
  /** Names of the indexes of the entries' table. */
  indexes(): Promise<string[]>;
  /** Names of its columns. */
  columns(): Promise<string[]>;
  /** Names of the tables of the environment. */
  tables(): Promise<string[]>;
  /** Keeps the table as somebody does who has written to it and not yet committed. */
  hold(): Promise<{ release(): Promise<void> }>;
  /** Keeps the table in the same way after these statements, and commits as soon as somebody waits for it. */
  commitWhenWaitedFor(statements: string): Promise<{ readonly committed: Promise<unknown> }>;
  close(): Promise<void>;
}

export async function startLedger(entries: number): Promise<Ledger> {
  const running = await startTestPlatform();
  const { client, ask } = running;
  await client.call(createApplication, { tenant: 'main' }, { key: 'ledger', type: 'application', label: 'Ledger' });
  const push: Ledger['push'] = async (fields, more = {}) => {
    await client.call(pushDefinition, ledger, { files: { ...ledgerFiles(fields), ...more } });
  };
  await push(firstFields);
  await publish(client, ledger, { version: '1.0.0' });
  const { member } = await client.call(readSession, { tenant: 'main' }, {});
  await client.call(assignRole, { tenant: 'main' }, { applicationKey: 'ledger', roleKey: 'clerk', memberId: member?.id ?? '' });
  await client.call(createRecords, ledger, {
    entity: 'entry',
    records: Array.from({ length: entries }, (_, number) => ({ number, text: `Entry ${number}` })),
  });
  const [found] = await ask(
    `select format('%I.%I', schemaname, tablename) as name, schemaname, tablename from pg_tables where schemaname like 'env_%' and tablename like '%entry'`,
  );
  const table = String(found?.name);
  await ask(`analyze ${table}`);
  const names = async (text: string) =>
    (await ask(`${text} order by 1`, [found?.schemaname, found?.tablename])).map(({ name }) => String(name));
  const untilHeld = async (by: string) => {
    const held = `select 1 from pg_locks where relation = '${table}'::regclass and mode = 'RowExclusiveLock' and pid in (select pid ${by})`;
    while ((await ask(held)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const look = (id: string, wait = 0) => client.call(getLongOperation, ledger, { operation: id, wait });
  return {
    running,
    table,
    push,
    look,
    async at(id, step) {
      for (;;) {
        const operation = await look(id);
        if (operation.status !== 'running' || step.test(operation.progress.step ?? '')) return operation;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    released: async () => (await client.call(listReleases, ledger, {})).items.map(({ version }) => version),
    indexes: () => names('select indexname as name from pg_indexes where schemaname = $1 and tablename = $2'),
    columns: () => names('select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2'),
    tables: async () =>
      (await ask('select tablename as name from pg_tables where schemaname = $1 order by 1', [found?.schemaname])).map(({ name }) =>
        String(name),
      ),
    async hold() {
      const holding = ask(`begin; lock table ${table} in row exclusive mode; select pg_sleep(120)`).catch(() => undefined);
      const mine = `from pg_stat_activity where query like 'begin; lock table%' and datname = current_database() and pid <> pg_backend_pid()`;
      await untilHeld(mine);
      return {
        async release() {
          await ask(`select pg_terminate_backend(pid) ${mine}`);
          await holding;
        },
      };
    },
    async commitWhenWaitedFor(statements) {
      const waited = `exists (select 1 from pg_locks where relation = '${table}'::regclass and not granted)`;
      const committed = ask(`begin; ${statements}; do $$ begin while not ${waited} loop perform pg_sleep(0.01); end loop; end $$; commit`);
      await untilHeld(`from pg_stat_activity where query like '%loop perform pg_sleep%' and datname = current_database()`);
      return { committed };
    },
    close: () => running.close(),
  };
}
