import { type DatabaseContext, databaseErrors, type Queryable, queries, type StatementResult } from '@plinth/database';
import { inSpan } from '@plinth/foundation';
import { MariadbConnection, type MariadbOptions } from './mariadb-connection.ts';

/** A database that is asked in the words of MariaDB. */
export interface MariadbQueryable extends Queryable {
  readonly product: 'mariadb';
}

/** Somebody else's MariaDB. Whatever is asked outside of `change` can only read. */
export interface AttachedMariadb extends MariadbQueryable {
  /** Runs work in one transaction that may write rows; all of it or nothing remains. */
  change<Result>(context: DatabaseContext, work: (transaction: MariadbQueryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const mostConnections = 4;
const waitMilliseconds = 5000;

/**
 * Connects, when it is first asked, to a MariaDB ≥ 10.6 by its address. Nothing of the tenant is told to it. Statements have
 * PostgreSQL's form of parameters. Asking throws `database.bad-address`, `database.source-unreachable`, `database.busy`,
 * `database.timeout`, `database.conflict`, and refused statements.
 */
export function attachMariadb(address: string, options: MariadbOptions): AttachedMariadb {
  const pool = new MariadbPool(address, options);
  const using = <Result>(context: DatabaseContext, work: (connection: MariadbConnection) => Promise<Result>): Promise<Result> =>
    inSpan(context, 'database.attached', async () => {
      const connection = await pool.take();
      try {
        return await work(connection);
      } finally {
        pool.giveBack(connection);
      }
    });
  const asked = (connection: MariadbConnection): MariadbQueryable => ({
    product: 'mariadb',
    ...queries((context, parts) => runAll(connection, context, parts)),
  });
  return {
    product: 'mariadb',
    ...queries((context, parts) => using(context, (connection) => runAll(connection, context, parts))),
    change: (context, work) =>
      using(context, async (connection) => {
        // What a row holds once it is locked must be what is read of it, and not what it held when the transaction began.
        await connection.plain('set transaction isolation level read committed', context.signal);
        await connection.plain('start transaction read write', context.signal);
        try {
          const result = await work(asked(connection));
          await connection.plain('commit', context.signal);
          return result;
        } catch (error) {
          if (connection.broken === null) await connection.plain('rollback', new AbortController().signal).catch(() => connection.end());
          throw error;
        }
      }),
    close: () => pool.close(),
  };
}

async function runAll(
  connection: MariadbConnection,
  { signal }: DatabaseContext,
  parts: Parameters<Queryable['batch']>[1],
): Promise<readonly StatementResult[]> {
  const results: StatementResult[] = [];
  for (const { statement, values } of parts) results.push((await connection.run(statement.text, values, signal)) as StatementResult);
  return results;
}

/** A few connections, the next one opened only when all others are in use. */
class MariadbPool {
  readonly #address: string;
  readonly #options: MariadbOptions;
  readonly #idle: MariadbConnection[] = [];
  readonly #waiting: ((connection: MariadbConnection | null) => void)[] = [];
  #open = 0;
  #closed = false;

  constructor(address: string, options: MariadbOptions) {
    this.#address = address;
    this.#options = options;
  }

  async take(): Promise<MariadbConnection> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.broken === null) return idle;
      this.#open--;
    }
    if (this.#open < mostConnections) return this.#opened();
    const { promise, resolve } = Promise.withResolvers<MariadbConnection | null>();
    this.#waiting.push(resolve);
    const timer = setTimeout(() => {
      const at = this.#waiting.indexOf(resolve);
      if (at >= 0) this.#waiting.splice(at, 1);
      resolve(null);
    }, waitMilliseconds);
    const connection = await promise;
    clearTimeout(timer);
    if (connection === null) throw databaseErrors.busy({}, { retryAfter: 1 });
    return connection.broken === null ? connection : this.#replaced();
  }

  giveBack(connection: MariadbConnection): void {
    if (this.#closed) void connection.close();
    else {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(connection);
      else next(connection);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#idle.splice(0).map((connection) => connection.close()));
  }

  #replaced(): Promise<MariadbConnection> {
    this.#open--;
    return this.#opened();
  }

  async #opened(): Promise<MariadbConnection> {
    this.#open++;
    try {
      return await MariadbConnection.open(this.#address, this.#options);
    } catch (error) {
      this.#open--;
      throw error;
    }
  }
}
