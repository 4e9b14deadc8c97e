import {
  cancelLongOperation,
  getLongOperation,
  implement,
  listLongOperations,
  type Operation,
  resumeLongOperation,
} from '@plinth/api-contract';
import type { LongOperations } from './long-operations.ts';

/** Long operations over the API. */
export function longOperationOperations(operations: LongOperations): readonly Operation[] {
  return [
    implement(getLongOperation, (context, { operation, wait }, { application }) => operations.get(context, application, operation, wait)),
    implement(listLongOperations, async (context, _input, { application }) => ({ items: await operations.list(context, application) })),
    implement(cancelLongOperation, (context, { operation }, { application }) => operations.cancel(context, application, operation)),
    implement(resumeLongOperation, (context, { operation, wait }, { application }) =>
      operations.resume(context, application, operation, wait),
    ),
  ];
}
