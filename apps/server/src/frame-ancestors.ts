import type { Authenticator } from '@plinth/api-gateway';
import type { AppHost } from '@plinth/app-host';
import { traceId } from '@plinth/foundation';
import { canvasAddress } from './browser-sites.ts';

export interface FrameAncestorDependencies {
  readonly authenticator: Authenticator;
  readonly host: Pick<AppHost, 'embedOrigins'>;
}

const applicationAddress = /^\/apps\/([^/]+)\/([^/]+)\/([^/]+)(?:\/|$)/;

/**
 * Origins that may show the page at an address in a frame: those that its application names, the Studio its canvas, nobody any
 * other page. Asked
 * without the visitor's session, for who looks changes nothing about who may frame.
 */
export function frameAncestors({ authenticator, host }: FrameAncestorDependencies): (path: string) => Promise<readonly string[]> {
  return async (path) => {
    if (path.startsWith(canvasAddress)) return ["'self'"];
    const [, tenantKey, environmentKey, application] = applicationAddress.exec(path) ?? [];
    if (tenantKey === undefined || environmentKey === undefined || application === undefined) return [];
    const context = await authenticator.authenticate({
      tenantKey,
      environmentKey,
      sessionToken: null,
      apiToken: null,
      trace: traceId(),
      locale: 'en',
      remoteAddress: '',
      signal: AbortSignal.timeout(10_000),
    });
    return (await host.embedOrigins(context, application)).filter(isOrigin);
  };
}

/** A definition may be older than the rule it is checked by today, and what stands here becomes part of a header. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
