import { Client, type ClientConfig } from 'pg';

/** Asks PostgreSQL to stop what a backend of the same role runs now. Failing to ask is no error of the request: its time-out remains. */
export async function cancelStatement(sameRole: ClientConfig, processId: number): Promise<void> {
  const client = new Client({ ...sameRole, connectionTimeoutMillis: 1000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_cancel_backend($1)', [processId]);
  } catch {
    return;
  } finally {
    await client.end().catch(() => {});
  }
}
