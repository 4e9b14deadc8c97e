import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { webhookErrors } from './errors.ts';

/** The headers of a webhook, as they came; absent where they did not. */
export interface WebhookHeaders {
  readonly id: string | undefined;
  /** Seconds since 1970. */
  readonly timestamp: string | undefined;
  /** Signatures with spaces between them: `v1,` and base64. */
  readonly signature: string | undefined;
  /** In place of all these: `sha256=` and the digest of the body in hexadecimal, as GitHub and WebSub (X-Hub-Signature) have it. */
  readonly bodySignature?: string | undefined;
}

const prefix = 'whsec_';
const [leastBytes, mostBytes] = [24, 64];
/** Senders that change over sign with both secrets. */
const mostSignatures = 5;

/** A secret as it is shown and kept: random. */
export function newSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/** A secret that somebody gives, in the form in which it is kept. Throws `webhooks.bad-secret`. */
export function readSecret(text: string): string {
  const base64 = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const bytes = Buffer.from(base64, 'base64');
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(base64);
  if (!isBase64 || bytes.length < leastBytes || bytes.length > mostBytes) throw webhookErrors.badSecret();
  return prefix + bytes.toString('base64');
}

/** The signature of a webhook: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`. */
export function signWebhook(
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: Uint8Array },
  secret: string,
): string {
  return `v1,${digestOf(id, String(timestamp), body, secret).toString('base64')}`;
}

function digestOf(id: string, timestamp: string, body: Uint8Array, secret: string): Buffer {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** Id and time of headers that can be those of a webhook; null for all others. */
export function readHeaders({ id = '', timestamp = '', signature = '' }: WebhookHeaders) {
  const digests = signature
    .split(' ')
    .slice(0, mostSignatures)
    .flatMap((each) => (/^v1,[A-Za-z0-9+/]{43}=$/.test(each) ? [Buffer.from(each.slice(3), 'base64')] : []));
  // The dot separates the id from the time in what is signed.
  if (!/^[\w:~+-]{1,128}$/.test(id) || !/^\d{1,12}$/.test(timestamp) || digests.length === 0) return null;
  return { id, timestamp, digests };
}

/** The digest of a header that signs the body alone; null for all others. */
export function readBodySignature({ bodySignature = '' }: WebhookHeaders): Buffer | null {
  return /^sha256=[0-9a-f]{64}$/i.test(bodySignature) ? Buffer.from(bodySignature.slice(7), 'hex') : null;
}

/** Whether a body is signed alone, by the letters of one of the secrets; each is compared in constant time. */
export function isBodySigned(digest: Uint8Array, body: Uint8Array, secrets: readonly string[]): boolean {
  let found = false;
  for (const secret of secrets) if (timingSafeEqual(createHmac('sha256', secret).update(body).digest(), digest)) found = true;
  return found;
}

/** Whether one of the signatures is that of one of the secrets. All are compared, each in constant time. */
export function isSigned(
  { id, timestamp, digests }: NonNullable<ReturnType<typeof readHeaders>>,
  body: Uint8Array,
  secrets: readonly string[],
): boolean {
  let found = false;
  for (const secret of secrets) {
    const wanted = digestOf(id, timestamp, body, secret);
    for (const digest of digests) if (timingSafeEqual(wanted, digest)) found = true;
  }
  return found;
}
