import { Client, type ClientConfig } from 'pg';

const millisecondsToAsk = 1000;

/**
 * Asks PostgreSQL to stop what a backend of the same login runs now. True where the signal has been sent: it reaches the backend
 * before that reads another statement. False where it may still come: then the time-out of the statement remains.
 */
export async function cancelStatement(sameLogin: ClientConfig, processId: number): Promise<boolean> {
  const client = new Client({ ...sameLogin, connectionTimeoutMillis: millisecondsToAsk, query_timeout: millisecondsToAsk });
  client.on('error', () => {});
  try {
    await client.connect();
    // A backend may be stopped by the login it began as, which a role set by start options is not.
    await client.query('set role none');
    await client.query('select pg_cancel_backend($1)', [processId]);
    return true;
  } catch {
    return false;
  } finally {
    client.end().catch(() => {});
  }
}
