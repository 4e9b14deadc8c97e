import type { Queryable } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';

/** A database that is asked for records: PostgreSQL, unless it says that it is another. */
export interface AskedDatabase extends Queryable {
  readonly product?: 'mariadb';
}

/** The databases that environments have attached. */
export interface AttachedSources {
  /** The database of a connection of the context's tenant and environment, to read; throws `records.no-source`. */
  find(context: RequestContext, connection: string): Promise<AskedDatabase>;
  /**
   * Runs work in one transaction there that may write. Throws `records.no-source`, and `records.only-read` where the connection
   * was set to read alone.
   */
  change<Result>(context: RequestContext, connection: string, work: (transaction: AskedDatabase) => Promise<Result>): Promise<Result>;
}

/** For readers of own records alone. */
export const noSources: AttachedSources = { find: none, change: none };

async function none(_context: RequestContext, connection: string): Promise<never> {
  throw recordErrors.noSource({ connection });
}
