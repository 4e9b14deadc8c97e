import {
  type Client,
  cancelLongOperation,
  followLongOperation,
  type LongOperation,
  type OperationPlace,
  type ReplayOperation,
  replayHistories,
} from '@plinth/api-contract';

interface Replaying {
  readonly client: Pick<Client, 'call'>;
  readonly place: OperationPlace;
  /** Aborted when nobody looks any more. */
  readonly signal: AbortSignal;
  onLook(operation: LongOperation): void;
}

/** Seconds between two looks at how far it is. */
const glance = 1;

/** Does histories again on the server and waits for the end; null where nobody looks any more, and then nobody goes on with it there either. */
export async function replayOnServer(
  { client, place, signal, onLook }: Replaying,
  request: { readonly process: string; readonly most: number; readonly version?: string; readonly branch?: string },
): Promise<ReplayOperation | null> {
  // Not with the signal: what has begun must be known to be cancelled.
  const begun = await client.call(replayHistories, place, request);
  try {
    if (!signal.aborted) return await followLongOperation(client as Client, place, begun, { signal, glance, onLook });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await client.call(cancelLongOperation, place, { operation: begun.id });
  return null;
}
