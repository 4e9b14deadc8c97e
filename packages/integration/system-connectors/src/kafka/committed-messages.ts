import type { KeptMessage, ReadBatch } from './record-batch.ts';

/** A transaction that was aborted: whose messages from which offset on are none. */
export interface AbortedTransaction {
  readonly producer: bigint;
  readonly first: bigint;
}

/**
 * The batches with those of their messages that were committed, null where they are too large: who reads leaves out himself what
 * belongs to a transaction that was aborted, until the note that ends it (KIP-98, "Reading transactional messages").
 */
export function committedOf(
  batches: readonly ReadBatch[],
  aborted: readonly AbortedTransaction[],
): readonly { readonly batch: ReadBatch; readonly messages: readonly KeptMessage[] | null }[] {
  const waiting = [...aborted].sort((one, other) => (one.first < other.first ? -1 : 1));
  const aborting = new Set<bigint>();
  return batches.map((batch) => {
    while (waiting[0] !== undefined && waiting[0].first <= batch.last) aborting.add(waiting.shift()?.producer ?? -1n);
    if (batch.control?.aborts === true) aborting.delete(batch.producer);
    const isAborted = batch.isTransactional && batch.control === null && aborting.has(batch.producer);
    return { batch, messages: isAborted ? [] : batch.messages };
  });
}
