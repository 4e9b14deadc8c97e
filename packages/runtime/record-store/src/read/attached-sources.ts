import type { Queryable } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';

/** The databases that environments have attached. */
export interface AttachedSources {
  /** The database of a connection of the context's tenant and environment, to read; throws `records.no-source`. */
  find(context: RequestContext, connection: string): Promise<Queryable>;
}

/** For readers of own records alone. */
export const noSources: AttachedSources = {
  find: async (_context, connection) => {
    throw recordErrors.noSource({ connection });
  },
};
