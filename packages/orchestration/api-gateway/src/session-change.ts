import { SessionEnded, SessionGranted } from '@plinth/api-contract';
import type { FastifyReply } from 'fastify';
import { writeSessionCookie } from './cookies.ts';

/** Turns an output that starts or ends a session into a cookie, and gives what remains for the body. */
export function applySessionChange(reply: FastifyReply, output: unknown, secure: boolean): unknown {
  if (output instanceof SessionGranted) {
    reply.header('set-cookie', writeSessionCookie(output.tenantKey, output.token, { secure, expires: output.expires }));
    return output.output;
  }
  if (output instanceof SessionEnded) {
    reply.header('set-cookie', writeSessionCookie(output.tenantKey, '', { secure, expires: new Date(0) }));
    return output.output;
  }
  return output;
}
