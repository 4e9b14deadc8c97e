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
