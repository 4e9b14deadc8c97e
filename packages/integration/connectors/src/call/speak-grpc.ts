import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { HttpAnswer } from '@plinth/outgoing';
import type { GrpcBinding } from '../binding.ts';
import type { OpenConnection } from '../connection.ts';
import { connectorErrors } from '../errors.ts';
import { MalformedBytes } from '../proto/wire/byte-reader.ts';
import { readMessage } from '../proto/wire/read-message.ts';
import type { WireTypes } from '../proto/wire/wire-type.ts';
import { writeMessage } from '../proto/wire/write-message.ts';
import type { PlainRequest } from './http-request.ts';
import type { Spoken } from './spoken.ts';

/** What a status of gRPC is among those of HTTP, which say whether it helps to ask again. */
const statuses: readonly (readonly [name: string, status: number])[] = [
  ['OK', 200],
  ['CANCELLED', 499],
  ['UNKNOWN', 500],
  ['INVALID_ARGUMENT', 400],
  ['DEADLINE_EXCEEDED', 504],
  ['NOT_FOUND', 404],
  ['ALREADY_EXISTS', 409],
  ['PERMISSION_DENIED', 403],
  ['RESOURCE_EXHAUSTED', 429],
  ['FAILED_PRECONDITION', 422],
  ['ABORTED', 409],
  ['OUT_OF_RANGE', 400],
  ['UNIMPLEMENTED', 501],
  ['INTERNAL', 500],
  ['UNAVAILABLE', 503],
  ['DATA_LOSS', 500],
  ['UNAUTHENTICATED', 401],
];

/** Before each message: whether it is packed, and its length. */
export const headBytes = 5;

/** Where a method is asked, before anything is said. */
export function grpcRequest({ address }: Pick<OpenConnection, 'address'>, { service, method }: GrpcBinding): PlainRequest {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${service}/${method}`;
  const headers = { 'content-type': 'application/grpc', te: 'trailers', 'user-agent': 'Plinth' };
  return { method: 'POST', address: url, protocol: 'h2', headers, body: null };
}

/** A message of a method as it was sent. Throws `connectors.unreadable-answer`. */
export function grpcMessage(wire: WireTypes, type: string, bytes: Uint8Array, host: string): JsonValue {
  try {
    return readMessage(wire, type, bytes);
  } catch (cause) {
    if (!(cause instanceof MalformedBytes)) throw cause;
    throw connectorErrors.unreadableAnswer({ host, reason: `it is no ${type}: ${cause.message}` }, { cause });
  }
}

/** An action as a call of gRPC over HTTP/2. Throws `connectors.unwritable-input`, `connectors.no-wire`. */
export function speakGrpc(connection: OpenConnection, name: string, binding: GrpcBinding, input: JsonObject): Spoken {
  const { wire } = connection.connector;
  if (wire === undefined) throw connectorErrors.noWire({ action: name });
  const request = grpcRequest(connection, binding);
  const given = input.message ?? null;
  const messages = binding.inputStream && Array.isArray(given) ? given : [given];
  const { host } = request.address;
  const most = binding.outputStream && typeof input.most === 'number' ? input.most : Number.POSITIVE_INFINITY;
  return {
    request: { ...request, body: Buffer.concat(messages.map((message) => framed(writeMessage(wire, binding.input, message)))) },
    inWordsOfHttp,
    ...(most === Number.POSITIVE_INFINITY ? {} : { enough: () => messagesCounted(most) }),
    read({ body, isCut = false }) {
      const answers = frames(isCut ? wholeFrames(body) : body, host)
        .slice(0, most)
        .map((bytes) => grpcMessage(wire, binding.output, bytes, host));
      if (binding.outputStream) return { message: answers };
      const [only, ...further] = answers;
      if (only === undefined || further.length > 0)
        throw connectorErrors.unreadableAnswer({ host, reason: `it has ${answers.length} messages instead of one` });
      return { message: only };
    },
  };
}

/** A call that failed as an answer that failed, whose body says why. */
export function inWordsOfHttp(answer: HttpAnswer): HttpAnswer {
  // Whoever had enough did not hear how it would have ended.
  if (answer.status !== 200 || answer.isCut === true) return answer;
  const told = { ...answer.headers, ...answer.trailers };
  const code = Number(told['grpc-status'] ?? Number.NaN);
  if (code === 0) return answer;
  // Whoever says nothing in the end broke off: what came before may be the half of it.
  const [name, status] = statuses[code] ?? ['UNKNOWN', 502];
  const body: JsonValue = { code: name, message: decoded(told['grpc-message'] ?? '') };
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A message behind its length. */
export function framed(message: Uint8Array): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.byteLength, 1);
  return Buffer.concat([head, message]);
}

/** Counts the messages that have come whole, however they are cut into parts. */
function messagesCounted(most: number): (part: Uint8Array) => boolean {
  let count = 0;
  /** Bytes of the head of a message that came, and those that are still to come behind it. */
  let head: number[] = [];
  let left = 0;
  return (part) => {
    for (let at = 0; at < part.byteLength; ) {
      if (head.length < headBytes) {
        head.push(part[at++] ?? 0);
        if (head.length < headBytes) continue;
        left = Buffer.from(head).readUInt32BE(1);
      }
      const taken = Math.min(left, part.byteLength - at);
      left -= taken;
      at += taken;
      if (left > 0) continue;
      count++;
      head = [];
    }
    return count >= most;
  };
}

/** The beginning of a body that ends with a whole message. */
export function wholeFrames(body: Uint8Array): Uint8Array {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let end = 0;
  while (end + headBytes <= body.byteLength && end + headBytes + view.getUint32(end + 1) <= body.byteLength)
    end += headBytes + view.getUint32(end + 1);
  return body.subarray(0, end);
}

/** The messages of a whole body. Throws `connectors.unreadable-answer`. */
export function frames(body: Uint8Array, host: string): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (let at = 0; at < body.byteLength; ) {
    const length = at + 5 <= body.byteLength ? view.getUint32(at + 1) : Number.POSITIVE_INFINITY;
    if (length > body.byteLength - at - 5) throw connectorErrors.unreadableAnswer({ host, reason: 'it ends within a message' });
    if (body[at] !== 0) throw connectorErrors.unreadableAnswer({ host, reason: 'a message is packed, which nobody asked for' });
    found.push(body.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  return found;
}
