import { inject } from 'vitest';

/** Asks for the Kafka of this test run; null where it cannot be started here, which in continuous integration is a failure. */
export async function testKafka(act: '' | '/kill' | '/stop' = ''): Promise<string | null> {
  const response = await fetch(`${inject('testServers')}/kafka${act}`, { method: 'POST', signal: AbortSignal.timeout(120_000) });
  const { host, port, message } = (await response.json()) as { host?: string; port?: number; message?: string };
  if (response.ok) return `${host}:${port}`;
  if (response.status !== 503 || process.env.CI !== undefined) throw new Error(message);
  console.log(message);
  return null;
}
