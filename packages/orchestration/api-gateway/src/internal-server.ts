import fastify from 'fastify';
import type { Gateway } from './gateway.ts';

export interface InternalServerOptions {
  /** All metrics as text. */
  readonly metrics: () => string;
  readonly contentType: string;
}

/** What operators ask and people must not reach: metrics, on an address of their own. */
export function createInternalServer({ metrics, contentType }: InternalServerOptions): Pick<Gateway, 'listen' | 'close'> {
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.get('/metrics', (_request, reply) =>
    reply.header('content-type', contentType).header('cache-control', 'no-store').send(metrics()),
  );
  return { listen: (address) => server.listen(address), close: () => server.close() };
}
