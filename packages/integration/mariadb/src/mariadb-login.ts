import { databaseErrors } from '@plinth/database';
import type { OutgoingSockets } from '@plinth/outgoing';
import type { ConnectionOptions } from 'mysql2';

/** Whether an address leads to a MariaDB: `mariadb://` or `mysql://`. */
export function isMariadbAddress(address: string): boolean {
  return /^(?:mariadb|mysql):\/\//i.test(address);
}

/** How to sign in to a MariaDB by its address, `mariadb://LOGIN:PASSWORD@HOST:PORT/DATABASE`; throws `database.bad-address`. */
export function mariadbLogin(address: string, socket: OutgoingSockets): ConnectionOptions {
  const parsed = isMariadbAddress(address) && URL.canParse(address) ? new URL(address) : null;
  const database = parsed === null ? '' : decoded(parsed.pathname.slice(1));
  const wrong =
    parsed === null ||
    !/^[\w.:[\]-]+$/.test(parsed.hostname) ||
    [parsed.username, parsed.password, database].includes('') ||
    [...parsed.searchParams.keys()].some((name) => name !== 'sslmode');
  if (wrong) throw databaseErrors.badAddress();
  const mode = parsed.searchParams.get('sslmode') ?? 'disable';
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    user: decoded(parsed.username),
    password: decoded(parsed.password),
    database,
    stream: () => socket().connect(Number(parsed.port || 3306), host),
    ...(mode === 'disable' ? {} : { host, ssl: { rejectUnauthorized: mode !== 'no-verify', verifyIdentity: mode !== 'no-verify' } }),
    charset: 'utf8mb4',
    // A server may ask for files of this machine: nothing is ever sent.
    flags: ['-LOCAL_FILES'],
    // What JavaScript cannot hold exactly stays text.
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    maxPreparedStatements: 200,
    // The readers of rows are not made of text that is evaluated.
    disableEval: true,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw databaseErrors.badAddress();
  }
}
