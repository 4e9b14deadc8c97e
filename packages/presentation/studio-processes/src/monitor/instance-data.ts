import {
  type CallTarget,
  type Client,
  explainInstance,
  getInstance,
  type InstanceDetails,
  type InstanceExplanation,
  type InstanceHistoryEntry,
  instanceHistory,
} from '@plinth/api-contract';

/** Everything that is known of an instance. */
export interface InstanceData {
  readonly details: InstanceDetails;
  readonly places: InstanceExplanation['places'];
  readonly history: readonly InstanceHistoryEntry[];
  /** Whether more happened than is shown. */
  readonly hasMore: boolean;
}

const pageSize = 200;
/** Entries of a history that are shown at most. */
const mostEntries = 2000;

/** Reads an instance; of its history what came after `known`, which is put before it. */
export async function readInstance(
  { client, target }: { readonly client: Client; readonly target: Required<CallTarget> },
  instance: string,
  known: readonly InstanceHistoryEntry[],
  signal: AbortSignal,
): Promise<InstanceData> {
  const history = [...known];
  let next: string | null = String(history.at(-1)?.number ?? 0);
  const [details, { places }] = await Promise.all([
    client.call(getInstance, target, { instance }, { signal }),
    client.call(explainInstance, target, { instance }, { signal }),
  ]);
  while (next !== null && history.length < mostEntries) {
    const page: { readonly items: readonly InstanceHistoryEntry[]; readonly next: string | null } = await client.call(
      instanceHistory,
      target,
      { instance, limit: pageSize, ...(next === '0' ? {} : { cursor: next }) },
      { signal },
    );
    history.push(...page.items);
    next = page.next;
  }
  return { details, places, history, hasMore: next !== null };
}
