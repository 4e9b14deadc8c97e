import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { ByteStream, JsonText, type OperationContract } from '@plinth/api-contract';
import { type PlinthError, toProblem } from '@plinth/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorsFor } from './accepted-languages.ts';
import { type WantedRange, wantedRange } from './byte-range.ts';
import { gatewayErrors } from './errors.ts';
import { inertPolicy } from './security-headers.ts';

const json = 'application/json; charset=utf-8';

/** Sends what a handler returned, as the method and the conditions of the request ask. */
export function answer(
  reply: FastifyReply,
  contract: OperationContract,
  output: unknown,
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
): FastifyReply {
  const ifNoneMatch = headers['if-none-match'];
  if (output instanceof JsonText) {
    reply.headers(output.headers);
    return sendJson(reply, contract, output.text, output.etag, ifNoneMatch);
  }
  if (output instanceof ByteStream) return sendBytes(reply, output, method, headers);
  if (output === null || output === undefined) return reply.code(204).send();
  const etag = contract.etag === undefined ? undefined : String((output as Record<string, unknown>)[contract.etag]);
  return sendJson(reply, contract, JSON.stringify(output), etag, ifNoneMatch);
}

function sendJson(
  reply: FastifyReply,
  contract: OperationContract,
  text: string,
  etag: string | undefined,
  ifNoneMatch: string | undefined,
): FastifyReply {
  if (etag !== undefined) {
    const quoted = `"${etag}"`;
    reply.header('etag', quoted);
    if (ifNoneMatch === quoted) return reply.code(304).send();
  }
  return reply
    .code(contract.status ?? 200)
    .header('content-type', json)
    .send(text);
}

function sendBytes(reply: FastifyReply, output: ByteStream, method: string, headers: IncomingHttpHeaders): FastifyReply {
  const range = rangeOf(output, method, headers);
  if (output.etag !== undefined) {
    // The address stays, the right to it may not: a browser asks each time.
    reply.header('etag', `"${output.etag}"`).header('cache-control', 'private, no-cache');
    if (headers['if-none-match'] === `"${output.etag}"`) return reply.code(304).send();
  }
  if (output.part !== undefined) reply.header('accept-ranges', 'bytes');
  if (range === 'none') {
    reply.header('content-range', `bytes */${output.length}`);
    throw gatewayErrors.rangeNotSatisfiable({ size: output.length ?? 0 });
  }
  const plain = output.fileName.replace(/[^\w .()-]/g, '_');
  reply
    .code(200)
    .header('content-type', output.contentType)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${extendedValue(output.fileName)}`)
    .header('content-security-policy', inertPolicy);
  if (range !== null && output.part !== undefined) {
    const { start, end } = range;
    reply
      .code(206)
      .header('content-range', `bytes ${start}-${end}/${output.length}`)
      .header('content-length', end - start + 1);
    return reply.send(Readable.from(output.part(start, end)));
  }
  if (output.length !== undefined) reply.header('content-length', output.length);
  // Who asks for the head alone costs no reading of the bytes.
  return reply.send(Readable.from(method === 'HEAD' ? [] : output.bytes));
}

/** The part that is asked for of bytes that are the same each time; with `If-Range` only while they are (RFC 9110 §13.1.5). */
function rangeOf({ part, length, etag }: ByteStream, method: string, headers: IncomingHttpHeaders): WantedRange | 'none' | null {
  if (method !== 'GET' || part === undefined || length === undefined) return null;
  const condition = headers['if-range'];
  return condition !== undefined && condition !== `"${etag}"` ? null : wantedRange(headers.range, length);
}

/** A file name as `filename*` has it (RFC 8187 §3.2.1). */
function extendedValue(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Sends an error as a problem document (RFC 9457), in the language of whoever asked. */
export function answerProblem(request: FastifyRequest, reply: FastifyReply, error: PlinthError, trace: string): FastifyReply {
  const catalogue = errorsFor(request);
  // What is still to come of the body came too slowly to wait for.
  if (error.status === 408) reply.header('connection', 'close');
  if (error.retryAfter !== undefined) reply.header('retry-after', Math.ceil(error.retryAfter));
  return reply
    .code(error.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', catalogue?.language ?? 'en')
    .header('vary', 'accept-language')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(toProblem(error, trace, catalogue)));
}
