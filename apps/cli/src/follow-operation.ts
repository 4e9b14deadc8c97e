import { cancelLongOperation, getLongOperation, type LongOperation, mostSecondsToWait } from '@plinth/api-contract';
import { PlinthError } from '@plinth/foundation';
import type { Session } from './command.ts';
import { cliErrors } from './errors.ts';

/** Seconds after which the server answers how far it is. On a terminal people look at the bar. */
const glance = 1;

export interface OperationPlace {
  readonly tenant: string;
  readonly environment: string;
  readonly application: string;
}

/**
 * Waits for the end of a long operation, showing how far it is; an interruption asks the platform to stop it. Throws what
 * ended it, or `cli.operation-cancelled`.
 */
export async function followOperation<Operation extends LongOperation>(
  session: Session,
  place: OperationPlace,
  begun: Operation,
  label: string,
): Promise<NonNullable<Operation['result']>> {
  const { terminal, signal } = session;
  const client = await session.client();
  let current: LongOperation = begun;
  try {
    while (current.status === 'running') {
      terminal.progress(`${label}, ${current.progress.unit}`, current.progress.done, current.progress.total);
      const wait = terminal.interactive ? glance : mostSecondsToWait;
      current = await client.call(getLongOperation, place, { operation: begun.id, wait }, { signal });
    }
  } catch (error) {
    if (signal.aborted) await client.call(cancelLongOperation, place, { operation: begun.id });
    throw error;
  } finally {
    terminal.endProgress();
  }
  if (current.status === 'cancelled') throw cliErrors.operationCancelled({ label, id: begun.id });
  if (current.problem !== null) throw problemOf(current.problem);
  return current.result as NonNullable<Operation['result']>;
}

function problemOf({ code, status, detail, hint, cause }: Record<string, unknown>): PlinthError {
  const fault = cause === 'ours' || cause === 'outside' ? cause : 'caller';
  return new PlinthError(String(code), { status: Number(status), cause: fault, message: String(detail), hint: String(hint) }, {});
}
