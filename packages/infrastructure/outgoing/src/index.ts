export { outgoingErrors } from './errors.ts';
export { GrowingBytes } from './growing-bytes.ts';
export {
  type HttpAnswer,
  type HttpExchange,
  type HttpLimits,
  type HttpRequest,
  type HttpTalk,
  httpExchange,
  type TlsIdentity,
} from './http-exchange.ts';
export { type OutgoingOptions, type OutgoingSockets, outgoingSockets, type Resolve } from './outgoing-socket.ts';
export { encryptOutgoingStream, openOutgoingStream, type StreamPlace } from './outgoing-stream.ts';
export { isListedHost, type ReachableHost, readReachableHosts } from './reachable-hosts.ts';
export { type HiddenSecret, secretsHider } from './secrets-hider.ts';
