export { outgoingErrors } from './errors.ts';
export { type HttpAnswer, type HttpRequest, httpRequest } from './http-request.ts';
export { type OutgoingOptions, type OutgoingSockets, outgoingSockets, type Resolve } from './outgoing-socket.ts';
export { type ReachableHost, readReachableHosts } from './reachable-hosts.ts';
