import type { HttpAnswer } from '@plinth/outgoing';
import type { Effect } from '../connector.ts';
import type { PlainRequest } from './http-request.ts';

/** What shows who asks: for the system alone to which it was given. */
const personal: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization']);
const harmless: ReadonlySet<string> = new Set(['accept', 'accept-language', 'user-agent']);

/** The request that an answer leads to, or null where it leads nowhere: only who reads is sent on, and never from secrecy into the open. */
export function redirected(request: PlainRequest, { status, headers }: HttpAnswer, effect: Effect): PlainRequest | null {
  const location = headers.location;
  if (location === undefined || effect !== 'reads' || ![301, 302, 303, 307, 308].includes(status)) return null;
  if (!URL.canParse(location, request.address.href)) return null;
  const address = new URL(location, request.address.href);
  if (address.protocol !== 'https:' && address.protocol !== request.address.protocol) return null;
  const sameSystem = address.origin === request.address.origin;
  const kept = Object.entries(request.headers).filter(([name]) => sameSystem || (harmless.has(name) && !personal.has(name)));
  return { ...request, address, headers: Object.fromEntries(kept) };
}
