import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { KafkaOptions } from './kafka/kafka-connection.ts';

/** The Kafka of this test run as one reaches it that has to sign in, over TLS that only its own certificate vouches for. */
export async function secureTestKafka(): Promise<Required<Pick<KafkaOptions, 'brokers' | 'tls' | 'login'>> | null> {
  const response = await fetch(`${inject('testServers')}/kafka`, { method: 'POST', signal: AbortSignal.timeout(120_000) });
  if (!response.ok) return null;
  const { more } = (await response.json()) as { more: { secure: number; ca: string; user: string; password: string } };
  const { user, password } = more;
  return {
    brokers: [`127.0.0.1:${more.secure}`],
    tls: { ca: readFileSync(more.ca, 'utf8') },
    login: { mechanism: 'SCRAM-SHA-512', user, password },
  };
}

/** Asks for the Kafka of this test run; null where it cannot be started here, which in continuous integration is a failure. */
export async function testKafka(act: '' | '/kill' | '/stop' = ''): Promise<string | null> {
  const response = await fetch(`${inject('testServers')}/kafka${act}`, { method: 'POST', signal: AbortSignal.timeout(120_000) });
  const { host, port, message } = (await response.json()) as { host?: string; port?: number; message?: string };
  if (response.ok) return `${host}:${port}`;
  if (response.status !== 503 || process.env.CI !== undefined) throw new Error(message);
  console.log(message);
  return null;
}
