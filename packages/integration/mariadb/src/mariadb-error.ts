import { databaseErrors, type Refusal, StatementRefused } from '@plinth/database';
import { foundationErrors, PlinthError } from '@plinth/foundation';

interface DriverError {
  readonly errno?: number;
  readonly code?: string;
  readonly sqlState?: string;
  readonly message: string;
}

const kinds: Readonly<Record<number, Refusal['kind']>> = {
  1062: 'unique',
  1169: 'unique',
  1451: 'foreign-key',
  1452: 'foreign-key',
  1048: 'not-null',
  1364: 'not-null',
  4025: 'check',
  1366: 'invalid-value',
  1292: 'invalid-value',
  1265: 'invalid-value',
  1367: 'invalid-value',
  1264: 'out-of-range',
  1406: 'too-long',
  1044: 'denied',
  1142: 'denied',
  1143: 'denied',
  1370: 'denied',
  1792: 'denied',
  1146: 'missing',
  1054: 'missing',
};
/** A deadlock, or a row that somebody else keeps. */
const conflicts = new Set([1205, 1213]);
/** Too long by its own clock, and ended by somebody. */
const stopped = new Set([1969, 1317, 3024]);

/** What MariaDB or its driver said of a statement, in the words of databases. */
export function statementError(thrown: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return foundationErrors.cancelled({}, { cause: thrown });
  if (thrown instanceof PlinthError) return thrown;
  const { errno, sqlState, message } = thrown as DriverError;
  // Errors of the network carry numbers too, which are negative.
  if (sqlState === undefined || errno === undefined || errno < 0) return sourceError(thrown);
  if (conflicts.has(errno)) return databaseErrors.conflict({}, { cause: thrown, retryAfter: 1 });
  if (stopped.has(errno)) return databaseErrors.timeout({}, { cause: thrown, retryAfter: 5 });
  return new StatementRefused(refusal(errno, sqlState, message), thrown);
}

function refusal(errno: number, sqlState: string, message: string): Refusal {
  const [, constraint] = /CONSTRAINT `((?:[^`]|``)+)`/.exec(message) ?? / for key '(?:[^']*\.)?([^']+)'/.exec(message) ?? [];
  const [, column] = /(?:Column|Field|column) '([^']+)'/.exec(message) ?? [];
  return {
    kind: kinds[errno] ?? 'other',
    sqlState,
    ...(constraint === undefined ? {} : { constraint: constraint.replaceAll('``', '`') }),
    ...(column === undefined ? {} : { column }),
    // What a trigger says when it refuses.
    ...(errno === 1644 ? { raised: message } : {}),
  };
}

/** Why a MariaDB cannot be reached, without its address. */
export function sourceError(thrown: unknown): PlinthError {
  if (thrown instanceof PlinthError) return thrown;
  const { code, sqlState, message } = thrown as DriverError;
  return databaseErrors.sourceUnreachable({ reason: sqlState === undefined ? (code ?? message) : message }, { cause: thrown });
}
