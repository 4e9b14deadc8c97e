import {
  type Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as openRequest,
  type RequestOptions,
} from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { foundationErrors, PlinthError } from '@plinth/foundation';
import { decoded } from './content-coding.ts';
import { outgoingErrors } from './errors.ts';
import { GrowingBytes } from './growing-bytes.ts';
import { http2AnswerTo } from './http2-answer.ts';
import { KeptConnections, type OpenConnection } from './kept-connections.ts';
import type { OutgoingSockets } from './outgoing-socket.ts';

/** What proves who asks, and whose word is taken for who answers; each in PEM. */
export interface TlsIdentity {
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
  /** Authorities that are trusted instead of the system's. */
  readonly authorities?: string | undefined;
}

export interface HttpLimits {
  /** For all of it, from the name to the last byte. */
  readonly milliseconds: number;
  /** Of the answer's body, as it is read. */
  readonly bytes: number;
}

export interface HttpRequest {
  readonly method: string;
  /** `http:` or `https:`. */
  readonly address: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly tls?: TlsIdentity | undefined;
  /**
   * Whose connections may be used again: another text for everybody who may not share one. Only for what does no harm when it is asked
   * twice; each request has a connection of its own where absent, and over HTTP/2.
   */
  readonly owner?: string | undefined;
  /** Over HTTP/2; over HTTP/1.1 where absent. */
  readonly protocol?: 'h2' | undefined;
  /** Over HTTP/2: told each part of the body as it comes, it says when there is enough, and the rest is not waited for. */
  readonly enough?: ((part: Uint8Array) => boolean) | undefined;
  /** Over HTTP/2: what is said part by part in place of a body, to whoever hears the answer as it comes, which is not kept then. */
  readonly talk?: HttpTalk | undefined;
  readonly limits: HttpLimits;
  readonly signal: AbortSignal;
}

/** The two directions of a request that goes on; both end with it. */
export interface HttpTalk {
  /** What is said next; null when everything is. */
  next(): Promise<Uint8Array | null>;
  /** The other side is read on when this is done. */
  hear(part: Uint8Array): Promise<void>;
}

export interface HttpAnswer {
  readonly status: number;
  /** By name in small letters; what came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** What came behind the body, over HTTP/2. */
  readonly trailers?: Readonly<Record<string, string>>;
  /** Whether there was enough of it before it ended. */
  readonly isCut?: boolean;
}

/**
 * Sends one request and takes its answer, whatever its status; redirects are told, not followed. Throws `outgoing.refused`,
 * `outgoing.unreachable` where nothing was sent, `plinth.cancelled` where whoever asked went away, and otherwise `outgoing.timed-out`, `broke-off`, `too-large` or `malformed-answer`.
 */
export type HttpExchange = (request: HttpRequest) => Promise<HttpAnswer>;

/** An exchange over sockets that lead only where they may. */
export function httpExchange(sockets: OutgoingSockets): HttpExchange {
  const kept = new KeptConnections();
  return async (request) => {
    const { address, limits, signal, protocol, owner } = request;
    if (signal.aborted) throw foundationErrors.cancelled();
    const timer = AbortSignal.timeout(limits.milliseconds);
    const { host } = address;
    let sent = false;
    try {
      const either = AbortSignal.any([signal, timer]);
      const open = async (isKept: boolean) => {
        const socket = await connected(request, sockets, either, isKept);
        // From here on the other side may have done what it was asked.
        sent = true;
        return socket;
      };
      if (protocol === 'h2') {
        const answer = await http2AnswerTo(request, await open(false), either);
        signal.throwIfAborted();
        timer.throwIfAborted();
        return answer;
      }
      const message =
        owner === undefined
          ? await answerOn(request, await open(false), either)
          : await answerOfOwner(request, kept.agent(owner, request), () => open(true), either);
      sent = true;
      const body = await wholeBody(message, host, limits.bytes);
      // What has no length ends when the connection does, also when we end it.
      signal.throwIfAborted();
      timer.throwIfAborted();
      return { status: message.statusCode ?? 0, headers: plainHeaders(message.headers), body };
    } catch (error) {
      if (error instanceof PlinthError) throw error;
      if (signal.aborted) throw foundationErrors.cancelled({}, { cause: error });
      if (timer.aborted) throw outgoingErrors.timedOut({ host, seconds: Math.ceil(limits.milliseconds / 1000) }, { cause: error });
      throw failure(error as NodeJS.ErrnoException, host, sent);
    }
  };
}

function failure(error: NodeJS.ErrnoException, host: string, sent: boolean): PlinthError {
  const reason = error.code ?? 'it ended the connection';
  if (reason.startsWith('HPE_')) return outgoingErrors.malformedAnswer({ host, reason }, { cause: error });
  return sent
    ? outgoingErrors.brokeOff({ host, reason }, { cause: error })
    : outgoingErrors.unreachable({ host, reason }, { cause: error });
}

/** The answer on a connection of its own, which ends with it. */
function answerOn(request: HttpRequest, socket: Socket, signal: AbortSignal): Promise<IncomingMessage> {
  return answerTo(request, signal, { createConnection: () => socket }, 'close').answer;
}

/**
 * The answer on a connection that was kept, or on a new one that will be. One that was kept may have been ended by the other side in
 * just this moment: before anything came, what does no harm twice is asked again, on a new one.
 */
async function answerOfOwner(request: HttpRequest, agent: Agent, open: OpenConnection, signal: AbortSignal): Promise<IncomingMessage> {
  const { answer, asked } = answerTo(request, signal, { agent, open } as RequestOptions, 'keep-alive');
  try {
    return await answer;
  } catch (error) {
    if (!asked.reusedSocket || signal.aborted) throw error;
    const socket = await open();
    return answerTo(request, signal, { createConnection: () => socket }, 'close').answer;
  }
}

function answerTo(
  { method, address, headers, body }: HttpRequest,
  signal: AbortSignal,
  way: RequestOptions,
  connection: 'close' | 'keep-alive',
): { readonly answer: Promise<IncomingMessage>; readonly asked: ClientRequest } {
  const asked = openRequest({
    method,
    host: address.hostname,
    port: address.port,
    path: address.pathname + address.search,
    headers: { host: address.host, connection, 'accept-encoding': 'gzip, deflate, br', ...headers, ...lengthOf(method, body) },
    signal,
    ...way,
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', reject);
    // Whoever changes over to another protocol ends it without an answer and without an error.
    asked.once('close', () => reject(new Error('It gave no answer.')));
  });
  asked.end(body ?? undefined);
  return { answer, asked };
}

/** A socket on which something can be said: connected, and for `https:` encrypted. */
async function connected(request: HttpRequest, sockets: OutgoingSockets, signal: AbortSignal, isKept: boolean): Promise<Socket> {
  const { address } = request;
  const socket = openSocket(request, sockets);
  // Once it is ours to end, it is ended whenever time is up, and nothing that happens to it later is an error of nobody.
  socket.on('error', () => {});
  const end = () => socket.destroy();
  signal.addEventListener('abort', end, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', end));
  await new Promise<void>((resolve, reject) => {
    socket.once(address.protocol === 'https:' ? 'secureConnect' : 'connect', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('It ended the connection.')));
  });
  // What outlives its first request is ended by whoever uses it then.
  if (isKept) signal.removeEventListener('abort', end);
  return socket;
}

function lengthOf(method: string, body: Uint8Array | null): Record<string, string> {
  if (body !== null) return { 'content-length': String(body.byteLength) };
  return method === 'POST' || method === 'PUT' || method === 'PATCH' ? { 'content-length': '0' } : {};
}

function openSocket({ address, tls, protocol }: HttpRequest, sockets: OutgoingSockets): Socket {
  const secure = address.protocol === 'https:';
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const socket = sockets().connect(address.port === '' ? (secure ? 443 : 80) : Number(address.port), host);
  if (!secure) return socket;
  const { certificate, key, authorities } = tls ?? {};
  const encrypted = connectTls({
    socket,
    // An address has no name to ask for; its certificate is checked all the same.
    ...(/^[\d.]+$|:/.test(host) ? { host } : { host, servername: host }),
    ALPNProtocols: [protocol ?? 'http/1.1'],
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
    ...(authorities === undefined ? {} : { ca: authorities }),
  });
  socket.once('error', (error) => encrypted.destroy(error));
  return encrypted;
}

async function wholeBody(message: IncomingMessage, host: string, limit: number): Promise<Uint8Array> {
  // Who sends byte by byte would take a hundred times as much memory as they send.
  const body = new GrowingBytes();
  for await (const part of message as AsyncIterable<Uint8Array>) {
    if (body.size + part.byteLength > limit) {
      message.destroy();
      throw outgoingErrors.tooLarge({ host, limit });
    }
    body.add(part);
  }
  return decoded(body.bytes, message.headers['content-encoding'], limit, host);
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const plain: [string, string][] = [];
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) plain.push([name, Array.isArray(value) ? value.join(', ') : value]);
  return Object.fromEntries(plain);
}
