import { type CallTarget, type Client, claimTask, completeTask, delegateTask, releaseTask, startProcess } from '@plinth/api-contract';
import type { ProcessCalls } from './page-data.ts';

/** Processes over HTTP; a start has an idempotency key, so that a repeated click starts one. */
export function processCalls(client: Client, target: CallTarget): ProcessCalls {
  return {
    start: (process, { variables, key }) =>
      client.call(startProcess, target, {
        process,
        variables,
        ...(key === undefined ? {} : { key }),
        idempotencyKey: crypto.randomUUID(),
      }),
    claim: (task) => client.call(claimTask, target, { task }),
    release: (task) => client.call(releaseTask, target, { task }),
    delegate: (task, to) => client.call(delegateTask, target, { task, to }),
    complete: (task, variables) => client.call(completeTask, target, { task, variables }),
  };
}
