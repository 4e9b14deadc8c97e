import type { RequestContext } from '@plinth/foundation';
import type { FastifyReply } from 'fastify';
export function applySessionChange(_reply: FastifyReply, _context: RequestContext, output: unknown, _secure: boolean): unknown {
  return output;
}
