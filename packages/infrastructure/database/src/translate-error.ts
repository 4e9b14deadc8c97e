import { foundationErrors, PlinthError } from '@plinth/foundation';
import { DatabaseError } from 'pg';
import { databaseErrors } from './errors.ts';

/** SQLSTATEs that mean the server goes away, is not there yet, or has no connection left. */
const away = /^(08|57P0[1-3]|53300)/;

/** SQLSTATEs for a text with U+0000, as it is and within JSON, which PostgreSQL has no form for. */
const unstorable = new Set(['22021', '22P05']);

/**
 * An error of the driver in the registry's words. What PostgreSQL says about a statement itself stays a
 * `DatabaseError`: the package that wrote the statement knows what it means (see `refusalOf`).
 */
export function translateError(thrown: unknown, signal: AbortSignal, connectionLost: boolean): unknown {
  if (thrown instanceof PlinthError) return thrown;
  if (!(thrown instanceof DatabaseError)) {
    // The driver rejects with ordinary errors when the connection breaks; on a sound one the work itself threw it.
    return connectionLost ? databaseErrors.unavailable({}, { cause: thrown, retryAfter: 1 }) : thrown;
  }
  const code = thrown.code ?? '';
  if (away.test(code)) return databaseErrors.unavailable({}, { cause: thrown, retryAfter: 1 });
  if (code === '57014')
    return signal.aborted
      ? foundationErrors.cancelled({}, { cause: thrown })
      : databaseErrors.timeout({}, { cause: thrown, retryAfter: 5 });
  if (code === '40001' || code === '40P01' || code === '55P03') return databaseErrors.conflict({}, { cause: thrown, retryAfter: 1 });
  if (unstorable.has(code)) return databaseErrors.unstorableText({}, { cause: thrown });
  return thrown;
}
