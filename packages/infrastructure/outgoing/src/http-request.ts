import { once } from 'node:events';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { PlinthError } from '@plinth/foundation';
import { outgoingErrors } from './errors.ts';
import type { OutgoingSockets } from './outgoing-socket.ts';

export interface HttpRequest {
  /** `http:` or `https:`, without a user. */
  readonly address: URL;
  readonly method: string;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
  /** Bytes of an answer's body; what is longer fails. */
  readonly mostBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** By names in small letters; what comes several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends one request over a socket that goes only where the operator's list leads, and reads the whole answer. Redirects are an
 * answer like others. Throws `outgoing.refused`, or `outgoing.no-answer` with the reason.
 */
export async function httpRequest(sockets: OutgoingSockets, request: HttpRequest): Promise<HttpAnswer> {
  const { address, signal } = request;
  try {
    const response = await send(sockets, request);
    const body = await readBody(response, request.mostBytes);
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
    );
    return { status: response.statusCode ?? 0, headers, body };
  } catch (error) {
    if (error instanceof PlinthError) throw error;
    const reason = signal.aborted ? 'it takes too long' : reasonOf(error);
    throw outgoingErrors.noAnswer({ host: address.host, reason }, { cause: error });
  }
}

async function send(sockets: OutgoingSockets, { address, method, headers, body, signal }: HttpRequest): Promise<IncomingMessage> {
  const secure = address.protocol === 'https:';
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const socket = sockets().connect(Number(address.port || (secure ? 443 : 80)), host);
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  // Nothing is said before the address was judged.
  await once(socket, 'connect', { signal });
  const stream = secure ? connectTls({ socket, servername: isIP(host) === 0 ? host : '', ALPNProtocols: ['http/1.1'] }) : socket;
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    const outgoing = (secure ? secureRequest : plainRequest)({
      method,
      host,
      path: address.pathname + address.search,
      headers: { host: address.host, ...headers, connection: 'close', ...length },
      signal,
      // An agent, even none of ours, would make a connection of its own, which nobody judges.
      createConnection: () => stream,
    });
    outgoing.on('response', resolve);
    outgoing.on('error', (error) => {
      socket.destroy();
      reject(error);
    });
    outgoing.end(body);
  });
}

async function readBody(response: IncomingMessage, mostBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) {
      response.destroy();
      throw new Error(`it sends more than ${mostBytes} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function reasonOf(error: unknown): string {
  const { code, message } = error as Partial<NodeJS.ErrnoException>;
  return code === undefined ? String(message) : `${code}`;
}
