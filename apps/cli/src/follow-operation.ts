import {
  cancelLongOperation,
  followLongOperation,
  type LongOperation,
  mostSecondsToWait,
  type OperationPlace,
  resultOf,
} from '@plinth/api-contract';
import type { Session } from './command.ts';
import { cliErrors } from './errors.ts';

/** Seconds after which the server answers how far it is. On a terminal people look at the bar. */
const glance = 1;

/** How people are told of an operation. */
export interface OperationWords {
  readonly label: string;
  /** What a cancelled one leaves: "what was kept before stays". */
  readonly leaves: string;
  /** What to do to have it after all. */
  readonly again: (id: string) => string;
}

/**
 * Waits for the end of a long operation, showing how far it is; an interruption asks the platform to stop it, and one that
 * comes too late gets the result. Throws what ended it, or `cli.operation-cancelled`.
 */
export async function followOperation<Operation extends LongOperation>(
  session: Session,
  place: OperationPlace,
  begun: Operation,
  { label, leaves, again }: OperationWords,
): Promise<NonNullable<Operation['result']>> {
  const { terminal, signal } = session;
  const client = await session.client();
  const ended = await followLongOperation(client, place, begun, {
    signal,
    glance: terminal.interactive ? glance : mostSecondsToWait,
    onLook({ progress: { done, total, unit, step } }) {
      terminal.progress(`${label}, ${unit}`, done, total, step);
    },
  })
    .catch(async (error: unknown) => {
      if (!signal.aborted) throw error;
      const stopped = await client.call(cancelLongOperation, place, { operation: begun.id });
      if (stopped.status !== 'succeeded') throw error;
      terminal.note(`${label} had ended before it could be cancelled.`);
      return stopped as Operation;
    })
    .finally(() => terminal.endProgress());
  if (ended.status === 'cancelled') throw cliErrors.operationCancelled({ label, leaves, again: again(begun.id) });
  return resultOf(ended);
}
