import type { ChannelContract, OperationContract } from '@plinth/api-contract';
import { isJsonObject } from '@plinth/foundation';
import { Compile } from 'typebox/compile';
import { gatewayErrors } from './errors.ts';

/** A message that fits its schema, and the operation that it is. */
export interface ReadMessage {
  readonly message: { readonly type: string; readonly request?: number };
  readonly operation: OperationContract | undefined;
}

export type MessageReader = (text: string) => ReadMessage;

/** Reads the messages of a channel; throws `gateway.malformed-message`. Made once per channel. */
export function messageReader({ received }: ChannelContract): MessageReader {
  const kinds = new Map(Object.entries(received).map(([type, { schema, operation }]) => [type, { check: Compile(schema), operation }]));
  return (text) => {
    const message = parsed(text);
    if (!isJsonObject(message)) throw gatewayErrors.malformedMessage({ reason: 'it must be an object' });
    const { type, ...rest } = message;
    const kind = typeof type === 'string' ? kinds.get(type) : undefined;
    if (kind === undefined) throw gatewayErrors.malformedMessage({ reason: `type must be one of ${[...kinds.keys()].join(', ')}` });
    if (!kind.check.Check(rest)) {
      const [first] = kind.check.Errors(rest);
      throw gatewayErrors.malformedMessage({ reason: `${first?.instancePath || 'it'} ${first?.message ?? 'does not fit'}` });
    }
    return { message: message as unknown as ReadMessage['message'], operation: kind.operation };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw gatewayErrors.malformedMessage({ reason: 'it must be JSON' });
  }
}
