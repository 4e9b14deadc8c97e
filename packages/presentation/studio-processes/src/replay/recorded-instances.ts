import { type CallTarget, type Client, type InstanceSummary, listInstances, readHistory } from '@plinth/api-contract';
import type { RecordedEntry } from '@plinth/workflow-engine';

/** An instance with what happened to it so far. */
export interface RecordedInstance {
  readonly instance: InstanceSummary;
  readonly entries: readonly RecordedEntry[];
}

/** Entries of one history that are done again at most; of a longer one the beginning. */
const mostEntries = 1000;
/** Histories that are fetched at once. */
const together = 6;

/** The newest instances of a process with their histories, 200 at most. `onRead` tells how many there are so far. */
export async function recordedInstances(
  { client, target }: { readonly client: Client; readonly target: Required<CallTarget> },
  { process, most }: { readonly process: string; readonly most: number },
  { signal, onRead }: { readonly signal: AbortSignal; onRead(count: number): void },
): Promise<readonly RecordedInstance[]> {
  const { items } = await client.call(listInstances, target, { process, limit: most }, { signal });
  const begun = items.filter(({ status }) => status !== 'new');
  const waiting = begun.values();
  const found = new Map<InstanceSummary, RecordedInstance>();
  const read = async () => {
    for (const instance of waiting) {
      const { entries } = await readHistory(client, target, instance.id, { most: mostEntries, signal });
      found.set(instance, { instance, entries: entries as unknown as readonly RecordedEntry[] });
      onRead(found.size);
    }
  };
  await Promise.all(Array.from({ length: together }, read));
  return begun.flatMap((instance) => found.get(instance) ?? []);
}
