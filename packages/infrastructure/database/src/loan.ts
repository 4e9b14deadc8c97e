import { foundationErrors } from '@plinth/foundation';
import type { ClientConfig } from 'pg';
import { cancelStatement } from './cancel.ts';
import type { DatabaseConnection } from './connection.ts';
import type { ConnectionPool } from './pool.ts';

/** A connection that one request has for a while. */
export interface Loan {
  readonly connection: DatabaseConnection;
  /** Gives the connection back once nothing of this request can touch the next one on it. */
  giveBack(): Promise<void>;
}

/** Takes a connection; while the request has it, aborting the request stops what runs on it. */
export async function borrow(pool: ConnectionPool, config: ClientConfig, signal: AbortSignal): Promise<Loan> {
  if (signal.aborted) throw foundationErrors.cancelled();
  const connection = await pool.acquire();
  // It may have been aborted while it waited.
  if (signal.aborted) {
    pool.release(connection);
    throw foundationErrors.cancelled();
  }
  let cancelling: Promise<boolean> = Promise.resolve(true);
  const cancel = () => {
    cancelling = cancelStatement(config, connection.processId);
  };
  signal.addEventListener('abort', cancel, { once: true });
  return {
    connection,
    async giveBack() {
      signal.removeEventListener('abort', cancel);
      const settled = await cancelling;
      // A cancel can also hit the COMMIT or ROLLBACK, and a statement can itself have been BEGIN.
      if (!settled || !connection.idle) connection.discard();
      pool.release(connection);
    },
  };
}
