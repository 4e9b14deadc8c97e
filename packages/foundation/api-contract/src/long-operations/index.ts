export {
  LongOperation,
  LongOperationProgress,
  LongOperationStatus,
  longOperationOf,
  mostSecondsToWait,
  waitInput,
} from './long-operation.ts';
export { cancelLongOperation, getLongOperation, listLongOperations, resumeLongOperation } from './operations.ts';
