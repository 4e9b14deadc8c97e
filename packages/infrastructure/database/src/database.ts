import { foundationErrors, inSpan, type RequestContext, type SpanRecorder } from '@plinth/foundation';
import type { ClientConfig } from 'pg';
import type { DatabaseConnection } from './connection.ts';
import { copyRows } from './copy.ts';
import { databaseErrors } from './errors.ts';
import { listenOn } from './listen.ts';
import { borrow } from './loan.ts';
import type { PipelinePart, Row, StatementResult } from './pipeline.ts';
import { ConnectionPool, type PoolUsage } from './pool.ts';
import { type Statement, statement } from './statement.ts';
import { translateError } from './translate-error.ts';
import type { SqlValue } from './values.ts';

/** The part of a request context that binds statements to a tenant and its environment. */
export type DatabaseContext = Pick<RequestContext, 'tenant' | 'environment' | 'signal' | 'spans'>;

export interface Queryable {
  /** Runs one statement. */
  query<Result extends object = Row>(
    context: DatabaseContext,
    statement: Statement,
    values?: readonly SqlValue[],
  ): Promise<{ readonly rows: Result[]; readonly count: number }>;
  /** Runs one statement and gives the first column of its first row: JSON that PostgreSQL wrote, a count, an id. */
  value<Result = string>(context: DatabaseContext, statement: Statement, values?: readonly SqlValue[]): Promise<Result | null>;
  /** Runs several statements in order in one round trip; all or nothing. */
  batch(context: DatabaseContext, parts: readonly PipelinePart[]): Promise<readonly StatementResult[]>;
}

/** A transaction that is open; its statements are bound to the context it was opened with. */
export interface Transaction extends Queryable {
  /** Runs a script of several commands without parameters: DDL, migrations. */
  script(text: string): Promise<void>;
  /** Streams rows in COPY text format; gives their number. */
  copyIn(target: string, rows: AsyncIterable<string> | Iterable<string>): Promise<number>;
}

export interface TransactionOptions {
  /** How often to try again after a serialization failure or deadlock; the work must then be free of other effects. */
  readonly retries?: number;
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
}

/** PostgreSQL as the runtime role: every statement runs bound to a tenant and environment, or sees nothing. */
export interface Database extends Queryable {
  transaction<Result>(
    context: DatabaseContext,
    work: (transaction: Transaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /** Rows in batches with bounded memory. */
  stream<Result extends object = Row>(
    context: DatabaseContext,
    statement: Statement,
    values?: readonly SqlValue[],
    batchSize?: number,
  ): AsyncGenerator<Result[]>;
  /** A transaction as the owner of the tables, for DDL alone. */
  asOwner<Result>(context: DatabaseContext, work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Calls the handler with the payload of each notification; reconnects by itself. Notifications may be lost while away: `resumed` says that it is back. */
  listen(channel: string, handler: (payload: string) => void, resumed?: () => void): Promise<() => Promise<void>>;
  /** Whether the database answers now. */
  ready(): Promise<boolean>;
  /** How busy the connections of the runtime are at this moment. */
  usage(): PoolUsage;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly runtime: ClientConfig;
  readonly owner: ClientConfig;
  /** Connections of the runtime role; 10 where absent. */
  readonly poolSize?: number;
  /** Prepared statements kept per connection; 500 where absent. */
  readonly statementLimit?: number;
  /** How long a statement may run; 30 s where absent. */
  readonly statementTimeoutMilliseconds?: number;
  /** How long a request waits for a free connection; 1 s where absent. */
  readonly waitMilliseconds?: number;
}

const bindContext = statement(
  `select set_config('plinth.tenant', $1, true), set_config('plinth.tenant_key', $2, true), set_config('plinth.environment', $3, true)`,
);
const commit = statement('commit');
const rollback = statement('rollback');
const ping = statement('select 1');

function binding(context: DatabaseContext): PipelinePart {
  return { statement: bindContext, values: [context.tenant.id, context.tenant.key, context.environment?.id ?? ''] };
}

/** Opens pools for a database that is set up already; see `openDatabase`. */
export function createDatabase(options: DatabaseOptions): Database {
  const { statementLimit = 500, poolSize = 10, waitMilliseconds = 1000, statementTimeoutMilliseconds = 30_000 } = options;
  const pool = new ConnectionPool({
    config: { ...options.runtime, statement_timeout: statementTimeoutMilliseconds, connectionTimeoutMillis: 1000 },
    size: poolSize,
    statementLimit,
    waitMilliseconds,
  });
  const ownerPool = new ConnectionPool({
    config: { ...options.owner, connectionTimeoutMillis: 5000 },
    // A long publication keeps one; others publish and plan beside it.
    size: 4,
    statementLimit: 50,
    waitMilliseconds: 30_000,
  });
  const listeners = new Set<() => Promise<void>>();

  async function using<Result>(
    from: ConnectionPool,
    context: DatabaseContext,
    work: (connection: DatabaseConnection) => Promise<Result>,
  ): Promise<Result> {
    const { connection, giveBack } = await borrow(from, from === pool ? options.runtime : options.owner, context.signal);
    try {
      return await work(connection);
    } catch (error) {
      throw translateError(error, context.signal, connection.broken);
    } finally {
      await giveBack();
    }
  }

  async function batch(context: DatabaseContext, parts: readonly PipelinePart[]): Promise<readonly StatementResult[]> {
    const results = await inSpan(context, 'database.statements', () =>
      using(pool, context, (connection) => connection.run([binding(context), ...parts])),
    );
    return results.slice(1);
  }

  async function runTransaction<Result>(
    from: ConnectionPool,
    context: DatabaseContext,
    work: (transaction: Transaction) => Promise<Result>,
    isolation: NonNullable<TransactionOptions['isolation']>,
  ): Promise<Result> {
    return inSpan(context, 'database.transaction', ({ spans }) =>
      using(from, context, async (connection) => {
        await connection.run([{ statement: beginStatements[isolation], values: [] }, binding(context)], true);
        let result: Result;
        const { transaction, end } = openTransaction(connection, spans);
        try {
          result = await work(transaction);
        } catch (error) {
          end();
          await rollBack(connection);
          throw error;
        }
        end();
        await connection.run([{ statement: commit, values: [] }], true);
        return result;
      }),
    );
  }

  const database: Database = {
    ...queries(batch),
    async transaction(context, work, { retries = 0, isolation = 'read committed' } = {}) {
      for (let attempt = 0; ; attempt++) {
        try {
          return await runTransaction(pool, context, work, isolation);
        } catch (error) {
          if (attempt >= retries || (error as { code?: string }).code !== 'database.conflict') throw error;
        }
      }
    },
    async *stream(context, streamed, values = [], batchSize = 500) {
      const { signal } = context;
      const { connection, giveBack } = await borrow(pool, options.runtime, signal);
      try {
        await connection.run([{ statement: beginStatements['read committed'], values: [] }, binding(context)], true);
        await connection.run([{ statement: statement(`declare plinth_stream no scroll cursor for ${streamed.text}`), values }], true);
        const fetch = statement(`fetch forward ${Math.trunc(batchSize)} from plinth_stream`);
        for (;;) {
          if (signal.aborted) throw foundationErrors.cancelled();
          // A cursor's columns differ from stream to stream, so its FETCH is never kept prepared.
          const [result] = await connection.run([{ statement: { ...fetch, name: '' }, values: [] }], true);
          const rows = (result?.rows ?? []) as never[];
          if (rows.length > 0) yield rows;
          if (rows.length < batchSize) break;
        }
      } catch (error) {
        throw translateError(error, signal, connection.broken);
      } finally {
        await rollBack(connection);
        await giveBack();
      }
    },
    asOwner: (context, work) => runTransaction(ownerPool, context, work, 'read committed'),
    async listen(channel, handler, resumed) {
      const stop = await listenOn(options.runtime, channel, handler, resumed);
      listeners.add(stop);
      return async () => {
        listeners.delete(stop);
        await stop();
      };
    },
    async ready() {
      try {
        const connection = await pool.acquire();
        try {
          await connection.run([{ statement: ping, values: [] }]);
          return true;
        } finally {
          pool.release(connection);
        }
      } catch {
        return false;
      }
    },
    usage: () => pool.usage(),
    async close() {
      await Promise.all([...listeners].map((stop) => stop()));
      await Promise.all([pool.close(), ownerPool.close()]);
    },
  };
  return database;
}

const beginStatements = {
  'read committed': statement('begin'),
  'repeatable read': statement('begin isolation level repeatable read'),
  serializable: statement('begin isolation level serializable'),
} as const;

/** Where this fails the transaction is still open, and the connection ends instead of going back (see `borrow`). */
export async function rollBack(connection: DatabaseConnection): Promise<void> {
  if (!connection.broken) await connection.run([{ statement: rollback, values: [] }], true).catch(() => connection.discard());
}

/** The other ways to ask, over the one that sends statements. */
export function queries(batch: Queryable['batch']): Queryable {
  return {
    batch,
    async query(context, queried, values = []) {
      const [result] = await batch(context, [{ statement: queried, values }]);
      return (result ?? { rows: [], count: 0 }) as never;
    },
    async value(context, queried, values = []) {
      const [result] = await batch(context, [{ statement: queried, values }]);
      const [row] = result?.rows ?? [];
      return (row === undefined ? null : (Object.values(row)[0] ?? null)) as never;
    },
  };
}

/**
 * What runs in a transaction is a step of it, whatever context it is called with. Whoever still asks when it has ended is refused: its
 * connection may serve another tenant by then.
 */
function openTransaction(
  connection: DatabaseConnection,
  spans: SpanRecorder | undefined,
): { readonly transaction: Transaction; end(): void } {
  const within = { spans };
  let isOver = false;
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    if (isOver) throw databaseErrors.transactionOver();
    return inSpan(within, name, work);
  };
  return {
    transaction: {
      ...queries((_context, parts) => step('database.statements', () => connection.run(parts, true))),
      async script(text) {
        await step('database.script', () => connection.driver.query(text));
      },
      copyIn: (target, rows) => step('database.copy', () => copyRows(connection.driver, target, rows)),
    },
    end() {
      isOver = true;
    },
  };
}
