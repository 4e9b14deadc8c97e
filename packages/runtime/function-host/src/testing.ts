import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import type { FunctionWorld } from './capabilities/capabilities.ts';
import { noGrants } from './capabilities/grants.ts';

/** A world in which a function may do nothing; `hosts` as `PLINTH_OUTGOING_HOSTS`. */
export function emptyWorld(hosts = 'public'): FunctionWorld {
  return { grants: noGrants, sockets: outgoingSockets(readReachableHosts(hosts).hosts) };
}
