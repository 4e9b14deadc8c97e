import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import type { JsonValue } from '@plinth/foundation';
import type { HttpAnswer, HttpExchange } from '@plinth/outgoing';
import { childrenNamed, parseDocument, textOf } from '@plinth/xml-document';
import { loginOf } from '../stream-place.ts';
import { encoded, type Signer, signedAddress, signedHeaders } from './sign.ts';

/** Speaks to S3 by HTTP requests that are signed; the bucket stands in the path. */
export function speakS3(exchange: HttpExchange): SystemSpeaker {
  return async (request) => {
    const { command, input, limits } = request;
    const signer = signerOf(request);
    const key = typeof input.key === 'string' ? input.key : '';
    const ask = (method: string, address: URL, body: Uint8Array | null = null, headers: Record<string, string> = {}) =>
      exchange({
        method,
        address,
        headers: signedHeaders({ method, address, headers, body }, signer),
        body,
        limits,
        signal: request.signal,
      });
    switch (command) {
      case 'probe':
        succeeded(request, await ask('GET', addressOf(request, null, { 'list-type': '2', 'max-keys': '1' })));
        return null;
      case 'list': {
        const { prefix = '', after = '', count = 100 } = input;
        const wanted = { 'list-type': '2', 'max-keys': String(count), prefix: String(prefix), 'start-after': String(after) };
        return listed(request, succeeded(request, await ask('GET', addressOf(request, null, wanted))));
      }
      case 'get': {
        const { headers, body } = succeeded(request, await ask('GET', addressOf(request, key)));
        const mediaType = headers['content-type'] ?? 'application/octet-stream';
        return { content: Buffer.from(body).toString('base64'), mediaType, size: body.byteLength };
      }
      case 'put': {
        const bytes = Buffer.from(String(input.content), 'base64');
        const mediaType = String(input.mediaType ?? 'application/octet-stream');
        succeeded(request, await ask('PUT', addressOf(request, key), bytes, { 'content-type': mediaType }));
        return { size: bytes.byteLength };
      }
      case 'delete':
        succeeded(request, await ask('DELETE', addressOf(request, key)));
        return { deleted: true };
      case 'presign':
        return { address: signedAddress(String(input.method ?? 'GET'), addressOf(request, key), Number(input.seconds ?? 900), signer) };
      default:
        throw connectorErrors.notCallable({ action: request.action, protocol: `S3 (${command})` });
    }
  };
}

function signerOf(request: SystemRequest): Signer {
  const login = loginOf(request);
  if (login === null) throw connectorErrors.noCredential({ action: request.action, credential: 'login' });
  const region = request.address.searchParams.get('region') ?? 'us-east-1';
  return { accessKey: login.login, secretKey: login.password, region, now: Date.now() };
}

function addressOf({ address }: SystemRequest, key: string | null, query: Readonly<Record<string, string>> = {}): URL {
  const bucket = address.pathname.replace(/\/+$/, '');
  const path = key === null ? '' : `/${key.split('/').map(encoded).join('/')}`;
  // A part that is `.` or `..` would be taken out of the path, and lead to another object.
  if (key?.split('/').some((part) => part === '.' || part === '..') === true)
    throw connectorErrors.unwritableInput({ parameter: 'key', reason: 'a part of it is . or ..' });
  const found = new URL(`${address.origin}${bucket}${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== '') found.searchParams.set(name, value);
  return found;
}

/** The answer where it is a success; what the system said otherwise is told. */
function succeeded({ action, address }: SystemRequest, answer: HttpAnswer): HttpAnswer {
  const { status, body } = answer;
  if (status >= 200 && status < 300) return answer;
  const said = new TextDecoder().decode(body.subarray(0, 4000));
  const [, code = ''] = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(said) ?? [];
  throw connectorErrors.refused(
    { action, host: address.host, status: code === '' ? status : `${status} ${code}` },
    { details: { answer: { status, body: said } } },
  );
}

function listed({ address, input }: SystemRequest, { body }: HttpAnswer): JsonValue {
  const malformed = (reason: string) => connectorErrors.unreadableAnswer({ host: address.host, reason });
  const { root } = parseDocument(decodedText(body, address.host), malformed);
  if (root.name !== 'ListBucketResult') throw malformed('it is no list of a bucket');
  const objects = childrenNamed(root, 'Contents').map((item) => ({
    key: textOf(item, 'Key') ?? '',
    size: Number(textOf(item, 'Size') ?? 0),
    changedAt: textOf(item, 'LastModified') ?? '',
  }));
  return { objects: objects.slice(0, Number(input.count ?? 100)), more: textOf(root, 'IsTruncated') === 'true' };
}

function decodedText(bytes: Uint8Array, host: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw connectorErrors.unreadableAnswer({ host, reason: 'it is no UTF-8' }, { cause });
  }
}
