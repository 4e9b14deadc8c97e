import type { Socket } from 'node:net';
import { inSpan } from '@plinth/foundation';
import type { DatabaseConnection } from './connection.ts';
import { type DatabaseContext, type Queryable, queries, rollBack } from './database.ts';
import { databaseErrors } from './errors.ts';
import { borrow } from './loan.ts';
import type { PipelinePart } from './pipeline.ts';
import { ConnectionPool } from './pool.ts';
import { sourceChanged } from './source-changed.ts';
import { requireRemote, sourceError, sourceLogin } from './source-login.ts';
import { statement } from './statement.ts';
import { translateError } from './translate-error.ts';

/** Somebody else's database. Whatever is asked outside of `change` can only read. */
export interface AttachedDatabase extends Queryable {
  /** Runs work in one transaction that may write rows; all of it or nothing remains. */
  change<Result>(context: DatabaseContext, work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface AttachOptions {
  /** Makes the sockets on which it is reached: what keeps them from places that are nobody's business. */
  readonly socket: () => Socket;
  /** Connections; 4 where absent. */
  readonly poolSize?: number;
  /** How long a statement may run; 30 s where absent. */
  readonly statementTimeoutMilliseconds?: number;
  /** How much longer its answer may be on its way; 5 s where absent. */
  readonly silenceMilliseconds?: number;
}

/** A transaction is read-only unless it says otherwise; values are written as our own database writes them, names found only with their schema. */
const settings = ['default_transaction_read_only=on', 'intervalstyle=iso_8601', 'datestyle=ISO', 'timezone=UTC', 'search_path=pg_catalog'];

/**
 * Connects, when it is first asked, to a database by its address. Nothing of the tenant is told to it. Throws
 * `database.bad-address`; asking throws `database.source-unreachable` beside what asking always throws.
 */
export function attachDatabase(address: string, options: AttachOptions): AttachedDatabase {
  requireRemote(address);
  const { socket, poolSize = 4, statementTimeoutMilliseconds = 30_000, silenceMilliseconds = 5000 } = options;
  const config = {
    ...sourceLogin(address, statementTimeoutMilliseconds),
    stream: socket,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  };
  const pool = new ConnectionPool({ config, size: poolSize, statementLimit: 200, waitMilliseconds: 5000 });
  const using = <Result>(context: DatabaseContext, work: (connection: DatabaseConnection) => Promise<Result>): Promise<Result> =>
    inSpan(context, 'database.attached', async () => {
      const { connection, giveBack } = await borrow(pool, config, context.signal).catch((error: unknown) => {
        throw sourceError(error);
      });
      try {
        return await work(connection);
      } catch (error) {
        throw translateError(error, context.signal, connection.broken);
      } finally {
        await giveBack();
      }
    });
  /** A server that stands still, or a network that loses everything, answers nothing, which no time-out of the server ends. */
  const ask = (connection: DatabaseConnection, parts: readonly PipelinePart[], insideTransaction: boolean) => {
    let silent = false;
    const giveUp = () => {
      silent = true;
      connection.discard();
    };
    const timer = setTimeout(giveUp, parts.length * statementTimeoutMilliseconds + silenceMilliseconds);
    return connection
      .run(parts, insideTransaction)
      .catch((cause: unknown) => {
        throw silent ? databaseErrors.timeout({}, { cause, retryAfter: 5 }) : cause;
      })
      .finally(() => clearTimeout(timer));
  };
  return {
    ...queries((context, parts) =>
      using(context, (connection) => ask(connection, parts, false)).catch((error: unknown) => {
        throw sourceChanged(error);
      }),
    ),
    change: (context, work) =>
      using(context, async (connection) => {
        await ask(connection, [{ statement: beginWriting, values: [] }], true);
        try {
          const result = await work(queries((_context, parts) => ask(connection, parts, true)));
          await ask(connection, [{ statement: commit, values: [] }], true);
          return result;
        } catch (error) {
          await rollBack(connection);
          throw error;
        }
      }),
    close: () => pool.close(),
  };
}

const beginWriting = statement('begin read write');
const commit = statement('commit');
