import {
  type CallTarget,
  type Client,
  getLongOperation,
  type ImportOperation,
  type LongOperation,
  type Patience,
  resumeLongOperation,
  startImport,
  untilReached,
} from '@plinth/api-contract';
import { uuidV7 } from '@plinth/foundation';
import { addressKey } from '../grid/use-records.ts';
import type { ImportPlan } from './import-plan.ts';

interface ImportToSend {
  readonly plan: ImportPlan;
  readonly body: Blob;
  /** Field that identifies a record; null: every row is a new one. */
  readonly matchBy: string | null;
  readonly dryRun: boolean;
}

/** Sends a file. Sent anew after a lost network, it is imported once. */
export function sendImport(
  client: Client,
  place: Required<CallTarget>,
  { plan, body, matchBy, dryRun }: ImportToSend,
  patience: Patience & { readonly signal: AbortSignal },
): Promise<ImportOperation> {
  const lookups = Object.entries(plan.lookups).map(([field, by]) => `${field}:${by}`);
  const input = {
    entity: addressKey(plan.entity),
    ...{ encoding: 'utf-8', delimiter: ',', dryRun, idempotencyKey: uuidV7() },
    ...(matchBy === null ? {} : { matchBy }),
    ...(lookups.length === 0 ? {} : { lookups: lookups.join(',') }),
    // Browsers send a blob as it is; what streams they send over HTTP/2 alone.
    content: body as unknown as AsyncIterable<Uint8Array>,
  };
  return untilReached(() => client.call(startImport, place, input, { signal: patience.signal }), patience);
}

/** Goes on with an import that stopped, from where it had come; with one that only nobody followed, too. */
export function goOnWithImport(
  client: Client,
  place: Required<CallTarget>,
  { id }: LongOperation,
  patience: Patience & { readonly signal: AbortSignal },
): Promise<ImportOperation> {
  const options = { signal: patience.signal };
  return untilReached(async () => {
    const current = await client.call(getLongOperation, place, { operation: id }, options);
    const stopped = current.status === 'failed' || current.status === 'cancelled';
    return (stopped ? await client.call(resumeLongOperation, place, { operation: id }, options) : current) as ImportOperation;
  }, patience);
}
