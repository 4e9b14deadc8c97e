import type { Socket } from 'node:net';
import { foundationErrors, inSpan } from '@plinth/foundation';
import { DatabaseError } from 'pg';
import type { DatabaseConnection } from './connection.ts';
import { type DatabaseContext, type Queryable, queries, rollBack } from './database.ts';
import { borrow } from './loan.ts';
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
  /** Bytes that one statement may be answered with; 64 MB where absent. */
  readonly answerBytes?: number;
}

/** What a row counts at least. */
const bytesOfRow = 64;
/** How long whoever went away waits for a statement to be stopped. */
const stopMilliseconds = 3000;

/** A transaction is read-only unless it says otherwise; values are written as our own database writes them, names found only with their schema. */
const settings = ['default_transaction_read_only=on', 'intervalstyle=iso_8601', 'datestyle=ISO', 'timezone=UTC', 'search_path=pg_catalog'];

/**
 * Connects, when it is first asked, to a database by its address. Nothing of the tenant is told to it. Throws
 * `database.bad-address`; asking throws `database.source-unreachable` beside what asking always throws.
 */
export function attachDatabase(address: string, options: AttachOptions): AttachedDatabase {
  requireRemote(address);
  const { socket, poolSize = 4, statementTimeoutMilliseconds = 30_000, silenceMilliseconds = 5000, answerBytes = 64_000_000 } = options;
  const config = {
    ...sourceLogin(address, statementTimeoutMilliseconds),
    stream: socket,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  };
  const bounds = {
    bytes: answerBytes,
    rows: Math.ceil(answerBytes / bytesOfRow),
    milliseconds: statementTimeoutMilliseconds + silenceMilliseconds,
  };
  const pool = new ConnectionPool({ config, size: poolSize, statementLimit: 200, waitMilliseconds: 5000, bounds });
  const using = <Result>(context: DatabaseContext, work: (connection: DatabaseConnection) => Promise<Result>): Promise<Result> =>
    inSpan(context, 'database.attached', async () => {
      const { connection, giveBack } = await borrow(pool, config, context.signal).catch((error: unknown) => {
        throw sourceError(error);
      });
      let late: NodeJS.Timeout | undefined;
      // It was asked to stop, and need not do it.
      const leave = () => {
        late = setTimeout(() => connection.discard(), stopMilliseconds);
      };
      context.signal.addEventListener('abort', leave, { once: true });
      try {
        return await work(connection);
      } catch (error) {
        if (context.signal.aborted && connection.broken) throw foundationErrors.cancelled({}, { cause: error });
        // Whatever PostgreSQL refuses has a code: this is something that the driver could not read.
        if (error instanceof DatabaseError && error.code === undefined) {
          connection.discard();
          throw sourceError(error);
        }
        throw translateError(error, context.signal, connection.broken);
      } finally {
        context.signal.removeEventListener('abort', leave);
        clearTimeout(late);
        await giveBack();
      }
    });
  return {
    ...queries((context, parts) =>
      using(context, (connection) => connection.run(parts)).catch((error: unknown) => {
        throw sourceChanged(error);
      }),
    ),
    change: (context, work) =>
      using(context, async (connection) => {
        await connection.run([{ statement: beginWriting, values: [] }], true);
        try {
          const result = await work(queries((_context, parts) => connection.run(parts, true)));
          await connection.run([{ statement: commit, values: [] }], true);
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
