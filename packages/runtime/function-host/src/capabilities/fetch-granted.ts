import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { httpExchange, type OutgoingSockets } from '@plinth/outgoing';
import { functionErrors } from '../errors.ts';
import { messageBytes } from '../limits.ts';
import type { CallSecrets } from './call-secrets.ts';
import { type Grants, grantedAddress, leadsTo } from './grants.ts';

interface FetchWorld {
  readonly grants: Grants;
  readonly sockets: OutgoingSockets;
  readonly secrets: CallSecrets;
  readonly signal: AbortSignal;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** What names the connection and not the request: left to the client that makes it. */
const notTheirs = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'keep-alive',
]);
const mostRedirects = 5;
const mostHeaders = 64;
/** Characters of the value of a header, and of a user with whom a secret is sent. */
const [mostHeader, mostUser] = [8192, 256];
const answerMilliseconds = 30_000;

/**
 * Sends a request where the grants lead, and follows it only there: each place is judged by its address when it is connected to.
 * Secrets are put into headers here, for the one address that each is for, and taken out of whatever comes back.
 */
export async function fetchGranted(world: FetchWorld, text: string, options: JsonObject): Promise<JsonValue> {
  let method = String(options.method);
  if (!methods.has(method)) throw functionErrors.notUnderstood({ what: `the method ${method}` });
  let body = typeof options.body === 'string' ? options.body : undefined;
  let address = grantedAddress(world.grants.fetch, text);
  await world.secrets.open();
  const exchange = httpExchange(world.sockets);
  for (let redirects = 0; ; redirects++) {
    const headers = await headersFor(world, address, options.headers, redirects > 0);
    const {
      status,
      headers: told,
      body: bytes,
    } = await exchange({
      ...{ address, method, headers, signal: world.signal },
      body: body === undefined ? null : Buffer.from(body),
      limits: { milliseconds: answerMilliseconds, bytes: messageBytes / 2 },
    });
    const answer = { status, headers: told, body: Buffer.from(bytes).toString('utf8') };
    const target = answer.headers.location;
    const follows = target !== undefined && [301, 302, 303, 307, 308].includes(answer.status) && options.redirect !== 'manual';
    if (!follows) return { status, headers: world.secrets.hideIn(told), body: world.secrets.hide(answer.body) };
    if (redirects === mostRedirects) throw functionErrors.remoteFailed({ host: address.host, reason: 'it redirects without end' });
    address = grantedAddress(world.grants.fetch, URL.parse(target, address)?.href ?? target);
    if (answer.status === 303 || (answer.status < 303 && method === 'POST')) {
      method = 'GET';
      body = undefined;
    }
  }
}

async function headersFor(
  { grants, secrets }: FetchWorld,
  address: URL,
  given: unknown,
  isRedirected: boolean,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (given !== undefined && given !== null && !isJsonObject(given))
    throw functionErrors.notUnderstood({ what: 'headers that are no object of names and values' });
  const entries = Object.entries(isJsonObject(given) ? given : {});
  if (entries.length > mostHeaders) throw functionErrors.notGranted({ what: `send more than ${mostHeaders} headers` });
  for (const [name, value] of entries) {
    const key = name.toLowerCase();
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]{1,200}$/.test(key) || notTheirs.has(key))
      throw functionErrors.notGranted({ what: `send the header ${name}` });
    let text = '';
    let isForElsewhere = false;
    for (const part of Array.isArray(value) ? value : [value]) {
      const secret = isJsonObject(part) && typeof part.secret === 'string' ? part.secret : null;
      if (secret === null) {
        if (typeof part === 'object' && part !== null)
          throw functionErrors.notUnderstood({ what: `a value of the header ${name} that is no text` });
        text += String(part);
        if (text.length > mostHeader) throw tooLong(name);
        continue;
      }
      const place = Object.hasOwn(grants.secrets, secret) ? grants.secrets[secret] : undefined;
      if (place === undefined) throw functionErrors.notGranted({ what: `use the secret ${secret}` });
      // After a redirect it may be somebody else who asks for it.
      if (!leadsTo(place, address)) {
        isForElsewhere = true;
        continue;
      }
      const known = await secrets.value(secret);
      if (known === null) throw functionErrors.notGranted({ what: `use the secret ${secret}, which is not there` });
      const user = basicUser(part);
      const sent = user === null ? known : Buffer.from(`${user}:${known}`).toString('base64');
      if (user !== null) await secrets.made(`${secret} of ${user}`, sent);
      text += sent;
      if (text.length > mostHeader) throw tooLong(name);
    }
    if (isForElsewhere) {
      if (!isRedirected) throw functionErrors.notGranted({ what: `send a secret to ${address.origin}` });
      continue;
    }
    // What HTTP has no bytes for (RFC 9110, section 5.5).
    if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw functionErrors.notGranted({ what: `send such a value in the header ${name}` });
    headers[key] = text;
  }
  return headers;
}

function tooLong(name: string) {
  return functionErrors.notGranted({ what: `send more than ${mostHeader} characters in the header ${name}` });
}

/** The user with whom a secret is the password of HTTP's basic scheme (RFC 7617); null where it is sent as it is. */
function basicUser(part: unknown): string | null {
  if (!isJsonObject(part) || typeof part.basic !== 'string') return null;
  if (part.basic.length > mostUser)
    throw functionErrors.notGranted({ what: `use a secret with a user of more than ${mostUser} characters` });
  if (part.basic.includes(':')) throw functionErrors.notGranted({ what: 'use a secret with a user that has a colon in it' });
  return part.basic;
}
