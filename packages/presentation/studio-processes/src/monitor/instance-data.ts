import {
  type CallTarget,
  type Client,
  explainInstance,
  getInstance,
  type InstanceDetails,
  type InstanceExplanation,
  type InstanceHistoryEntry,
  readHistory,
} from '@plinth/api-contract';

/** Everything that is known of an instance. */
export interface InstanceData {
  readonly details: InstanceDetails;
  readonly places: InstanceExplanation['places'];
  readonly history: readonly InstanceHistoryEntry[];
  /** Whether more happened than is shown. */
  readonly hasMore: boolean;
}

/** Entries of a history that are shown at most. */
const most = 2000;

/** Reads an instance; of its history what came after `known`, which is put before it. */
export async function readInstance(
  { client, target }: { readonly client: Client; readonly target: Required<CallTarget> },
  instance: string,
  known: readonly InstanceHistoryEntry[],
  signal: AbortSignal,
): Promise<InstanceData> {
  const [details, { places }] = await Promise.all([
    client.call(getInstance, target, { instance }, { signal }),
    client.call(explainInstance, target, { instance }, { signal }),
  ]);
  const { entries, hasMore } = await readHistory(client, target, instance, { most, known, signal });
  return { details, places, history: entries, hasMore };
}
