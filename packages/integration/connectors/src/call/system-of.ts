import type { OpenConnection } from '../connection.ts';
import type { Action } from '../connector.ts';
import { systemAt } from './channel-request.ts';

/** The system with a protocol of its own to which a connection leads; null where it is spoken to over the web. */
export function systemOf({ address, connector }: OpenConnection, bindings: readonly Action['binding'][]): string | null {
  const own = bindings.find((binding) => binding.protocol === 'system');
  if (own !== undefined) return own.system;
  const isOfChannels =
    bindings.some(({ protocol }) => protocol === 'channel') ||
    Object.values(connector.triggers).some(({ binding }) => binding?.channel !== undefined);
  return isOfChannels ? systemAt(address) : null;
}
