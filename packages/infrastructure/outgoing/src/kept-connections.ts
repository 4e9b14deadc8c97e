import { createHash } from 'node:crypto';
import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import { BoundedCache } from '@plinth/foundation';
import type { HttpRequest } from './http-exchange.ts';

/** How a connection is opened where none is there that could be used again. */
export type OpenConnection = () => Promise<Duplex>;

const idleMilliseconds = 4000;
const mostIdle = 4;
const mostSystems = 500;

/** Connections that stay open for a while after an answer, each for one owner, one system and one identity alone. */
export class KeptConnections {
  readonly #agents = new BoundedCache<OwnedAgent>(mostSystems);

  /** Where a request of an owner finds a connection, or opens one. */
  agent(owner: string, { address, tls }: Pick<HttpRequest, 'address' | 'tls'>): Agent {
    const identity = tls === undefined ? '' : createHash('sha256').update(JSON.stringify(tls)).digest('base64url');
    return this.#agents.get(JSON.stringify([owner, address.origin, identity]), () => new OwnedAgent());
  }
}

class OwnedAgent extends Agent {
  constructor() {
    super({ keepAlive: true, maxFreeSockets: mostIdle, timeout: idleMilliseconds, scheduling: 'lifo' });
  }

  /** Opened by the request that needs it, within its time. */
  override createConnection(
    options: ClientRequestArgs & { readonly open?: OpenConnection },
    done?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const failed = (error: unknown) => (done as ((error: Error) => void) | undefined)?.(error as Error);
    if (options.open === undefined) failed(new Error('A connection that nobody may open was asked for.'));
    else options.open().then((socket) => done?.(null, socket), failed);
  }
}
