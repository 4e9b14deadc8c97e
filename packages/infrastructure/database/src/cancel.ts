import type { ClientConfig } from 'pg';
import { withinBounds } from './answer-bounds.ts';
import { WatchedClient } from './watched-client.ts';

const millisecondsToAsk = 1000;
/** For signing in and three answers of a line each. */
const bounds = { bytes: 1_000_000, milliseconds: 3 * millisecondsToAsk };

/**
 * Asks PostgreSQL to stop what a backend of the same login runs now. True where the signal has been sent: it reaches the backend
 * before that reads another statement. False where it may still come: then the time-out of the statement remains.
 */
export async function cancelStatement(sameLogin: ClientConfig, processId: number): Promise<boolean> {
  const watched = new WatchedClient({ ...sameLogin, connectionTimeoutMillis: millisecondsToAsk, query_timeout: millisecondsToAsk });
  const { client } = watched;
  client.on('error', () => {});
  try {
    await withinBounds(watched, bounds, async () => {
      await client.connect();
      // A backend may be stopped by the login it began as, which a role set by start options is not.
      await client.query('set role none');
      await client.query('select pg_cancel_backend($1)', [processId]);
    });
    return true;
  } catch {
    return false;
  } finally {
    void watched.close();
  }
}
