import { Readable } from 'node:stream';
import { ByteStream, JsonText, type OperationContract } from '@plinth/api-contract';
import { type PlinthError, toProblem } from '@plinth/foundation';
import type { FastifyReply } from 'fastify';
import { inertPolicy } from './security-headers.ts';

const json = 'application/json; charset=utf-8';

/** Sends what a handler returned. */
export function answer(reply: FastifyReply, contract: OperationContract, output: unknown, ifNoneMatch: string | undefined): FastifyReply {
  if (output instanceof JsonText) {
    reply.headers(output.headers);
    return sendJson(reply, contract, output.text, output.etag, ifNoneMatch);
  }
  if (output instanceof ByteStream) return sendBytes(reply, output, ifNoneMatch);
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

function sendBytes(reply: FastifyReply, output: ByteStream, ifNoneMatch: string | undefined): FastifyReply {
  if (output.etag !== undefined) {
    // The address stays, the right to it may not: a browser asks each time.
    reply.header('etag', `"${output.etag}"`).header('cache-control', 'private, no-cache');
    if (ifNoneMatch === `"${output.etag}"`) return reply.code(304).send();
  }
  const plain = output.fileName.replace(/[^\w .()-]/g, '_');
  reply
    .code(200)
    .header('content-type', output.contentType)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${extendedValue(output.fileName)}`)
    .header('content-security-policy', inertPolicy);
  if (output.length !== undefined) reply.header('content-length', output.length);
  return reply.send(Readable.from(output.bytes));
}

/** A file name as `filename*` has it (RFC 8187 §3.2.1). */
function extendedValue(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Sends an error as a problem document (RFC 9457). */
export function answerProblem(reply: FastifyReply, error: PlinthError, trace: string): FastifyReply {
  if (error.retryAfter !== undefined) reply.header('retry-after', Math.ceil(error.retryAfter));
  return reply
    .code(error.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(toProblem(error, trace)));
}
