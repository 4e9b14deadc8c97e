import { createHash, createHmac } from 'node:crypto';

/** Who signs, and for where (AWS Signature Version 4). */
export interface Signer {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface ToSign {
  readonly method: string;
  readonly address: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | null;
}

const algorithm = 'AWS4-HMAC-SHA256';
const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** The headers of a request with its signature; all that are given are signed. */
export function signedHeaders({ method, address, headers = {}, body = null }: ToSign, signer: Signer): Record<string, string> {
  const { at, scope } = when(signer);
  const digest = sha256(body ?? '');
  const all = { ...headers, host: address.host, 'x-amz-content-sha256': digest, 'x-amz-date': at };
  const names = Object.keys(all).sort();
  const canonical = [
    method,
    canonicalPath(address),
    canonicalQuery(address.searchParams),
    ...names.map((name) => `${name}:${all[name as keyof typeof all].trim()}`),
    '',
    names.join(';'),
    digest,
  ].join('\n');
  const signature = signatureOf(canonical, signer);
  const { host: _, ...sent } = all;
  return {
    ...sent,
    authorization: `${algorithm} Credential=${signer.accessKey}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

/** An address that is signed itself: good for some seconds, whoever uses it. */
export function signedAddress(method: string, address: URL, seconds: number, signer: Signer): string {
  const { at, scope } = when(signer);
  const signed = new URL(address);
  const parameters = {
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': `${signer.accessKey}/${scope}`,
    'X-Amz-Date': at,
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': 'host',
  };
  for (const [name, value] of Object.entries(parameters)) signed.searchParams.set(name, value);
  const query = canonicalQuery(signed.searchParams);
  const canonical = [method, canonicalPath(address), query, `host:${address.host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  return `${address.origin}${canonicalPath(address)}?${query}&X-Amz-Signature=${signatureOf(canonical, signer)}`;
}

/** Part of a path or query as it is signed: what is not reserved stays, all else is in percent. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function when({ now, region }: Signer): { readonly at: string; readonly scope: string } {
  const at = new Date(now).toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
  return { at, scope: `${at.slice(0, 8)}/${region}/s3/aws4_request` };
}

function signatureOf(canonical: string, signer: Signer): string {
  const { at, scope } = when(signer);
  const text = [algorithm, at, scope, sha256(canonical)].join('\n');
  const day = hmac(`AWS4${signer.secretKey}`, at.slice(0, 8));
  const key = hmac(hmac(hmac(day, signer.region), 's3'), 'aws4_request');
  return createHmac('sha256', key).update(text).digest('hex');
}

function canonicalPath(address: URL): string {
  return address.pathname
    .split('/')
    .map((part) => encoded(decodeURIComponent(part)))
    .join('/');
}

function canonicalQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}
