import { functionErrors } from '../errors.ts';

/** What a function may do outside of itself; whatever is not listed is refused. */
export interface Grants {
  /** Entity key to operations. Beyond that the permissions of the caller decide, record by record. */
  readonly records: Readonly<Record<string, readonly RecordOperation[]>>;
  /** Where it may send requests: an origin, `https://api.example.com`, or what begins so, `https://api.example.com/v1/`. */
  readonly fetch: readonly string[];
  /** Name of a secret to the address that alone it is sent to, in the form of `fetch`. The function never sees it. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Name of a connection of the environment to the actions of it that may be called. */
  readonly connections: Readonly<Record<string, readonly string[]>>;
  /** Keys of the types of events that it may tell. Beyond that the permissions of the caller decide. */
  readonly events: readonly string[];
}

export type RecordOperation = 'read' | 'create' | 'update' | 'delete';

export const noGrants: Grants = { records: {}, fetch: [], secrets: {}, connections: {}, events: [] };

/** The one spelling of an address that is granted: throws where it is none or none of the grants leads there. */
export function grantedAddress(granted: readonly string[], text: string): URL {
  const address = webAddress(text);
  if (address === null) throw functionErrors.notGranted({ what: `send requests to ${text}` });
  if (!granted.some((entry) => leadsTo(entry, address))) throw functionErrors.notGranted({ what: `send requests to ${address.origin}` });
  return address;
}

/** Whether a granted address covers another: the same origin, and a path below its own. */
export function leadsTo(granted: string, address: URL): boolean {
  const entry = webAddress(granted);
  if (entry === null || entry.origin !== address.origin) return false;
  if (entry.pathname === '/' || entry.pathname === address.pathname) return true;
  const below = entry.pathname.endsWith('/') ? entry.pathname : `${entry.pathname}/`;
  return address.pathname.startsWith(below) && !mayLeadUp(address.pathname);
}

const mostDecoded = 4;

/**
 * Whether somebody may read a path as one that leads upwards or is divided elsewhere: some decode it again, leave out what stands behind
 * a semicolon, end it at a byte of nothing, or take bytes for a sign that should not stand for it.
 */
function mayLeadUp(path: string): boolean {
  let text = path;
  for (let round = 0; round < mostDecoded; round++) {
    if (/%2e|%2f|%5c|%00|%c0%a[ef]|%e0%80%a[ef]|[\\\0]/i.test(text)) return true;
    const next = text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
    if (next === text) break;
    text = next;
  }
  return text.split('/').some((part) => /^[\s.]*\.[\s.]*(?:;.*)?$/s.test(part));
}

/** An address of the web without a user in it; null where it is none. */
function webAddress(text: string): URL | null {
  const address = URL.parse(text);
  if (address === null || (address.protocol !== 'https:' && address.protocol !== 'http:')) return null;
  return address.username === '' && address.password === '' ? address : null;
}
