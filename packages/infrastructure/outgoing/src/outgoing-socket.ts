import { type LookupAddress, lookup } from 'node:dns';
import { type LookupFunction, Socket } from 'node:net';
import { outgoingErrors } from './errors.ts';
import { networkAddress } from './network-address.ts';
import { mayReach, type ReachableHost } from './reachable-hosts.ts';

/** Gives every address of a name, as `lookup` of `node:dns` with `all` does. */
export type Resolve = (name: string, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/** Makes a socket that is not connected yet. */
export type OutgoingSockets = () => Socket;

export interface OutgoingOptions {
  /** The system's own where absent. */
  readonly resolve?: Resolve;
}

/**
 * Makes sockets that connect, by `connect(port, host)`, only where an entry leads: the name is resolved once, its addresses are
 * judged, and one of those that were allowed is connected to. A socket that may not fails with `outgoing.refused`.
 */
export function outgoingSockets(hosts: readonly ReachableHost[], { resolve = systemResolve }: OutgoingOptions = {}): OutgoingSockets {
  return () => new OutgoingSocket(hosts, resolve);
}

const systemResolve: Resolve = (name, done) => lookup(name, { all: true }, done);

class OutgoingSocket extends Socket {
  readonly #hosts: readonly ReachableHost[];
  readonly #resolve: Resolve;

  constructor(hosts: readonly ReachableHost[], resolve: Resolve) {
    super();
    this.#hosts = hosts;
    this.#resolve = resolve;
  }

  /** Only the form with port and host: a path or options could lead around the list. */
  override connect(...[port, host]: unknown[]): this {
    if (typeof port !== 'number' || typeof host !== 'string') return this.#refuse(String(port));
    const literal = networkAddress(host);
    // An address is not looked up, so it is judged before.
    if (literal !== null && !mayReach(this.#hosts, host, literal, port)) return this.#refuse(host);
    const choose: LookupFunction = (name, _, done) =>
      this.#resolve(name, (error, addresses) => {
        if (error !== null) return done(error, []);
        const allowed = addresses.filter(({ address }) => {
          const found = networkAddress(address);
          return found !== null && mayReach(this.#hosts, name, found, port);
        });
        return allowed.length === 0 ? done(outgoingErrors.refused({ host: name }), []) : done(null, allowed);
      });
    return super.connect({ port, host, lookup: choose, autoSelectFamily: true });
  }

  #refuse(host: string): this {
    // Whoever connects listens for errors only afterwards.
    setImmediate(() => this.destroy(outgoingErrors.refused({ host })));
    return this;
  }
}
