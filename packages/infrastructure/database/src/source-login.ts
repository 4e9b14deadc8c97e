import { PlinthError } from '@plinth/foundation';
import { type ClientConfig, DatabaseError } from 'pg';
import { databaseErrors } from './errors.ts';

/** How to sign in to somebody else's database by its address; throws `database.bad-address`. */
export function sourceLogin(address: string, statementTimeout: number): ClientConfig {
  const parsed = URL.canParse(address) ? new URL(address) : null;
  if (parsed === null || !['postgres:', 'postgresql:'].includes(parsed.protocol)) throw databaseErrors.badAddress();
  return {
    connectionString: address,
    statement_timeout: statementTimeout,
    connectionTimeoutMillis: 10_000,
    application_name: 'plinth',
  };
}

/**
 * Refuses addresses by which somebody could use what belongs to this machine: its sockets, its files (`sslkey`), and the
 * login and password that its environment or its user's files hold, which take the place of absent ones.
 */
export function requireRemote(address: string): void {
  const parsed = URL.canParse(address) ? new URL(address) : null;
  const own =
    parsed === null ||
    !/^[\w.:[\]-]+$/.test(parsed.hostname) ||
    parsed.username === '' ||
    parsed.password === '' ||
    [...parsed.searchParams.keys()].some((name) => name !== 'sslmode');
  if (own) throw databaseErrors.badAddress();
}

/** What PostgreSQL and the network say, without the address. */
export function sourceError(cause: unknown): PlinthError {
  if (cause instanceof PlinthError && cause.code !== 'database.unavailable') return cause;
  if (cause instanceof DatabaseError) return databaseErrors.sourceUnreachable({ reason: cause.message }, { cause });
  const inner = cause instanceof PlinthError ? cause.cause : cause;
  // Not the network but the socket itself refused.
  if (inner instanceof PlinthError) return inner;
  if (inner instanceof DatabaseError) return databaseErrors.sourceUnreachable({ reason: inner.message }, { cause });
  const { code, message } = (inner ?? { message: 'it does not answer' }) as NodeJS.ErrnoException;
  return databaseErrors.sourceUnreachable({ reason: code ?? message }, { cause });
}
