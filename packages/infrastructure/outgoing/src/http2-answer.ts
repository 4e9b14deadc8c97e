import { type ClientHttp2Stream, connect, constants, type IncomingHttpHeaders } from 'node:http2';
import type { Socket } from 'node:net';
import { outgoingErrors } from './errors.ts';
import { GrowingBytes } from './growing-bytes.ts';
import type { HttpAnswer, HttpRequest, HttpTalk } from './http-exchange.ts';

const { HTTP2_HEADER_AUTHORITY, HTTP2_HEADER_METHOD, HTTP2_HEADER_PATH, HTTP2_HEADER_STATUS } = constants;

/** Sends one request over HTTP/2 on a connected socket and takes its answer with what comes behind it; the connection ends then. */
export async function http2AnswerTo(request: HttpRequest, socket: Socket, signal: AbortSignal): Promise<HttpAnswer> {
  const { address, method, headers, body, limits, enough, talk } = request;
  const session = connect(address.origin, { createConnection: () => socket, maxSessionMemory: 10 });
  const failure = Promise.withResolvers<never>();
  // It is awaited below, or told to nobody.
  failure.promise.catch(() => {});
  session.once('error', failure.reject);
  try {
    const stream = session.request(
      {
        [HTTP2_HEADER_METHOD]: method,
        [HTTP2_HEADER_PATH]: address.pathname + address.search,
        [HTTP2_HEADER_AUTHORITY]: address.host,
        ...headers,
      },
      { signal },
    );
    stream.once('error', failure.reject);
    let trailers: Readonly<Record<string, string>> = {};
    stream.once('trailers', (told) => {
      trailers = plain(told);
    });
    const head = Promise.withResolvers<IncomingHttpHeaders>();
    stream.once('response', head.resolve);
    stream.once('close', () => failure.reject(new Error('It ended the stream.')));
    if (talk === undefined) stream.end(body ?? undefined);
    else say(talk, stream).catch(failure.reject);
    const told = await Promise.race([head.promise, failure.promise]);
    const whole = new GrowingBytes();
    let size = 0;
    let isCut = false;
    const read = async () => {
      for await (const part of stream as AsyncIterable<Uint8Array>) {
        size += part.byteLength;
        if (size > limits.bytes) throw outgoingErrors.tooLarge({ host: address.host, limit: limits.bytes });
        if (talk === undefined) whole.add(part);
        else await Promise.race([talk.hear(part), failure.promise]);
        if (enough?.(part) !== true) continue;
        isCut = true;
        // Told to the other side, which need not go on.
        stream.close(constants.NGHTTP2_CANCEL);
        return;
      }
    };
    await read();
    const { [HTTP2_HEADER_STATUS]: status, ...rest } = told;
    return { status: Number(status ?? 0), headers: plain(rest), body: whole.bytes, trailers, ...(isCut ? { isCut } : {}) };
  } finally {
    session.destroy();
  }
}

/** Says one part after the other, each when the one before is on its way. */
async function say(talk: HttpTalk, stream: ClientHttp2Stream): Promise<void> {
  for (;;) {
    const part = await talk.next();
    if (stream.closed || stream.destroyed) return;
    if (part === null) {
      stream.end();
      return;
    }
    await new Promise<void>((done) => stream.write(part, () => done()));
  }
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || name.startsWith(':') ? [] : [[name, Array.isArray(value) ? value.join(', ') : String(value)]],
    ),
  );
}
