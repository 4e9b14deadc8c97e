export { type CallOptions, type CallTarget, type Client, type ClientOptions, createClient } from './client.ts';
export {
  ByteStream,
  implement,
  JsonText,
  type Operation,
  type OperationContract,
  type OperationHandler,
  type OperationPermission,
  type OperationTarget,
  operation,
} from './operation.ts';
