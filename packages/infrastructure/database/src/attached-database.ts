import type { Socket } from 'node:net';
import { inSpan } from '@plinth/foundation';
import { type Queryable, queries } from './database.ts';
import { borrow } from './loan.ts';
import { ConnectionPool } from './pool.ts';
import { requireRemote, sourceError, sourceLogin } from './source-login.ts';
import { translateError } from './translate-error.ts';

/** Somebody else's database, which is read and never changed. */
export interface AttachedDatabase extends Queryable {
  close(): Promise<void>;
}

export interface AttachOptions {
  /** Makes the sockets on which it is reached: what keeps them from places that are nobody's business. */
  readonly socket: () => Socket;
  /** Connections; 4 where absent. */
  readonly poolSize?: number;
  /** How long a statement may run; 30 s where absent. */
  readonly statementTimeoutMilliseconds?: number;
}

/** Each transaction is read-only; values are written as our own database writes them, names found only with their schema. */
const settings = ['default_transaction_read_only=on', 'intervalstyle=iso_8601', 'datestyle=ISO', 'timezone=UTC', 'search_path=pg_catalog'];

/**
 * Connects, when it is first asked, to a database by its address. Nothing of the tenant is told to it. Throws
 * `database.bad-address`; asking throws `database.source-unreachable` beside what asking always throws.
 */
export function attachDatabase(address: string, options: AttachOptions): AttachedDatabase {
  requireRemote(address);
  const { socket, poolSize = 4, statementTimeoutMilliseconds = 30_000 } = options;
  const config = {
    ...sourceLogin(address, statementTimeoutMilliseconds),
    stream: socket,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  };
  const pool = new ConnectionPool({ config, size: poolSize, statementLimit: 200, waitMilliseconds: 5000 });
  return {
    ...queries((context, parts) =>
      inSpan(context, 'database.attached', async () => {
        const { connection, giveBack } = await borrow(pool, config, context.signal).catch((error: unknown) => {
          throw sourceError(error);
        });
        try {
          return await connection.run(parts);
        } catch (error) {
          throw translateError(error, context.signal, connection.broken);
        } finally {
          await giveBack();
        }
      }),
    ),
    close: () => pool.close(),
  };
}
