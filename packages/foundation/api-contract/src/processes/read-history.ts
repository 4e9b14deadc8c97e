import type { CallOptions, Client } from '../client.ts';
import type { OperationPlace } from '../long-operations/index.ts';
import { instanceHistory } from './operations.ts';
import type { InstanceHistoryEntry } from './process-shapes.ts';

/** A history as far as it was read. */
export interface ReadHistory {
  readonly entries: readonly InstanceHistoryEntry[];
  /** Whether there is more of it. */
  readonly hasMore: boolean;
}

export interface ReadHistoryOptions extends Pick<CallOptions, 'signal'> {
  /** Entries that are read at most, by the page. */
  readonly most: number;
  /** What is known already; it is read on from there. */
  readonly known?: readonly InstanceHistoryEntry[];
}

const pageSize = 200;

/** Reads what happened to an instance, page by page. */
export async function readHistory(
  client: Client,
  place: OperationPlace,
  instance: string,
  { most, known = [], signal }: ReadHistoryOptions,
): Promise<ReadHistory> {
  const entries = [...known];
  let hasMore = true;
  while (hasMore && entries.length < most) {
    const last = entries.at(-1);
    const asked = { instance, limit: pageSize, ...(last === undefined ? {} : { cursor: String(last.number) }) };
    const { items, next } = await client.call(instanceHistory, place, asked, signal === undefined ? {} : { signal });
    entries.push(...items);
    hasMore = next !== null;
  }
  return { entries, hasMore };
}
