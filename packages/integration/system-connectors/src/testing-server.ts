import { inject } from 'vitest';

export interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly more: Readonly<Record<string, string>>;
}

/** Where a server of this test run answers; null where it cannot be started here, which in continuous integration is a failure. */
export async function testServer(name: string): Promise<TestServer | null> {
  const response = await fetch(`${inject('testServers')}/${name}`, { method: 'POST', signal: AbortSignal.timeout(120_000) });
  const { host = '', port = 0, more = {}, message } = (await response.json()) as Partial<TestServer> & { message?: string };
  if (response.ok) return { host, port, more };
  if (response.status !== 503 || process.env.CI !== undefined) throw new Error(message);
  console.log(message);
  return null;
}
