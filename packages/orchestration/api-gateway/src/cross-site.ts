import type { FastifyRequest } from 'fastify';
import { gatewayErrors } from './errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a state change that rides on a session cookie from another site. Browsers send `Sec-Fetch-Site` (or `Origin`)
 * truthfully, and no cross-site form or image can add the `x-plinth-csrf` header.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (safeMethods.has(request.method)) return;
  const { headers } = request;
  if (headers['x-plinth-csrf'] === undefined) throw gatewayErrors.crossSiteRequest();
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw gatewayErrors.crossSiteRequest();
  if (headers.origin !== undefined && !isSameOrigin(headers.origin, headers.host)) throw gatewayErrors.crossSiteRequest();
}

/**
 * Refuses a WebSocket that another site's page opens with a session cookie: browsers send such a cookie along and let the
 * page read the answers. They say truthfully whose page it is; who says nothing is no browser and has a token.
 */
export function refuseForeignPage({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw gatewayErrors.foreignPage();
  if (headers.origin === undefined || !isSameOrigin(headers.origin, headers.host)) throw gatewayErrors.foreignPage();
}

function isSameOrigin(origin: string, host: string | undefined): boolean {
  // The scheme is not compared: behind a proxy that ends TLS we see http where the browser sees https.
  return URL.canParse(origin) && new URL(origin).host === host;
}
