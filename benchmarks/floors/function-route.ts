import fastify from 'fastify';
import { burn } from './burn.ts';

/** The same two functions in the process of the server itself: no caller, no isolate, no wall. */
const server = fastify();
server.post<{ Body: { input: unknown } }>('/empty/call', async ({ body }) => ({ result: body.input, logs: [], cpu: 0 }));
server.post<{ Body: { input: { milliseconds: number } } }>('/busy/call', async ({ body }) => ({
  result: burn(body.input.milliseconds),
  logs: [],
  cpu: 0,
}));

process.send?.(await server.listen({ host: '127.0.0.1', port: 0 }));
process.once('disconnect', () => server.close());
