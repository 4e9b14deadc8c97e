import type { FastifyRequest } from 'fastify';
import { languagesOf } from './accepted-languages.ts';
import type { PresentedRequest } from './authenticator.ts';
import { readCookie, sessionCookieName } from './cookies.ts';
import { refuseCrossSite } from './cross-site.ts';

/** What a request shows of itself. Throws where a session cookie comes from another site. */
export function presentedBy(
  request: FastifyRequest,
  trace: string,
  signal: AbortSignal,
  refuse: (request: FastifyRequest) => void = refuseCrossSite,
): PresentedRequest {
  const parameters = request.params as { tenant?: string; environment?: string };
  const tenantKey = parameters.tenant ?? null;
  const apiToken = bearerToken(request.headers.authorization);
  const sessionToken = apiToken !== null || tenantKey === null ? null : readCookie(request.headers.cookie, sessionCookieName(tenantKey));
  if (sessionToken !== null) refuse(request);
  return {
    tenantKey,
    environmentKey: parameters.environment ?? null,
    sessionToken,
    apiToken,
    trace,
    locale: languagesOf(request)[0] ?? 'en',
    remoteAddress: request.ip,
    signal,
  };
}

function bearerToken(header: string | undefined): string | null {
  return header !== undefined && /^bearer /i.test(header) ? header.slice(7).trim() : null;
}

/** The trace id of a `traceparent` header (W3C Trace Context §3.2); null where there is none. */
export function traceIn(traceparent: string | string[] | undefined): string | null {
  const match = typeof traceparent === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent) : null;
  const given = match?.[1];
  return given === undefined || /^0+$/.test(given) ? null : given;
}
