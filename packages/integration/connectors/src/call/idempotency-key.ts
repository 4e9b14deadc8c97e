import type { JsonObject } from '@plinth/foundation';
import type { Action } from '../connector.ts';
import type { PlainRequest } from './http-request.ts';

const idempotencyHeader = /^(x-)?idempotency-key$/i;

/** A system that knows such keys does a thing once however often it is asked with the same one. */
export function withIdempotencyKey({ binding }: Action, input: JsonObject, given: string): JsonObject {
  if (binding.protocol !== 'http') return input;
  const key = binding.parameters.find(({ in: where, name }) => where === 'header' && idempotencyHeader.test(name));
  return key === undefined || Object.hasOwn(input, key.property) ? input : { ...input, [key.property]: given };
}

/** Whether a request has such a key. */
export function givesIdempotencyKey({ headers }: PlainRequest): boolean {
  return Object.keys(headers).some((name) => idempotencyHeader.test(name));
}
