import {
  type CallTarget,
  type Client,
  type InstanceHistoryEntry,
  type InstanceSummary,
  instanceHistory,
  listInstances,
} from '@plinth/api-contract';
import type { RecordedEntry } from '@plinth/workflow-engine';

/** An instance with what happened to it so far. */
export interface RecordedInstance {
  readonly instance: InstanceSummary;
  readonly entries: readonly RecordedEntry[];
}

const pageSize = 200;
/** Entries of one history that are done again at most; of a longer one the beginning. */
const mostEntries = 1000;
/** Histories that are fetched at once. */
const together = 6;

/** The newest instances of a process with their histories. `onRead` tells how many there are so far. */
export async function recordedInstances(
  { client, target }: { readonly client: Client; readonly target: Required<CallTarget> },
  { process, most }: { readonly process: string; readonly most: number },
  { signal, onRead }: { readonly signal: AbortSignal; onRead(count: number): void },
): Promise<readonly RecordedInstance[]> {
  const { items } = await client.call(listInstances, target, { process, limit: Math.min(most, pageSize) }, { signal });
  const waiting = items.filter(({ status }) => status !== 'new').entries();
  const found: RecordedInstance[] = [];
  const read = async () => {
    for (const [at, instance] of waiting) {
      found[at] = { instance, entries: await historyOf(instance.id) };
      onRead(found.length);
    }
  };
  const historyOf = async (instance: string) => {
    const entries: InstanceHistoryEntry[] = [];
    let cursor: string | null = null;
    do {
      const asked: { readonly instance: string; readonly limit: number; readonly cursor?: string } = {
        instance,
        limit: pageSize,
        ...(cursor === null ? {} : { cursor }),
      };
      const page: { readonly items: readonly InstanceHistoryEntry[]; readonly next: string | null } = await client.call(
        instanceHistory,
        target,
        asked,
        { signal },
      );
      entries.push(...page.items);
      cursor = page.next;
    } while (cursor !== null && entries.length < mostEntries);
    return entries as unknown as readonly RecordedEntry[];
  };
  await Promise.all(Array.from({ length: together }, read));
  return found;
}
