export { type FollowOptions, followLongOperation, type OperationPlace, resultOf } from './follow.ts';
export {
  LongOperation,
  LongOperationProgress,
  LongOperationStatus,
  longOperationOf,
  mostSecondsToWait,
  waitInput,
} from './long-operation.ts';
export { cancelLongOperation, getLongOperation, listLongOperations, resumeLongOperation } from './operations.ts';
