import {
  type CallTarget,
  type Client,
  followLongOperation,
  type ImportOperation,
  type ImportReport,
  type LongOperation,
  resultOf,
  startImport,
} from '@plinth/api-contract';
import { addressKey } from '../grid/use-records.ts';
import type { ImportPlan } from './import-plan.ts';

interface ImportRun {
  readonly plan: ImportPlan;
  readonly body: Blob;
  /** Field that identifies a record; null: every row is a new one. */
  readonly matchBy: string | null;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  onLook(operation: LongOperation): void;
}

/** Sends a file and follows its import to the end. */
export async function runImport(client: Client, place: Required<CallTarget>, run: ImportRun): Promise<ImportReport> {
  const { plan, body, matchBy, dryRun, signal, onLook } = run;
  const lookups = Object.entries(plan.lookups).map(([field, by]) => `${field}:${by}`);
  const input = {
    entity: addressKey(plan.entity),
    ...{ encoding: 'utf-8', delimiter: ',', dryRun, wait: 1 },
    ...(matchBy === null ? {} : { matchBy }),
    ...(lookups.length === 0 ? {} : { lookups: lookups.join(',') }),
    // Browsers send a blob as it is; what streams they send over HTTP/2 alone.
    content: body as unknown as AsyncIterable<Uint8Array>,
  };
  const begun: ImportOperation = await client.call(startImport, place, input, { signal });
  return resultOf(await followLongOperation(client, place, begun, { glance: 1, signal, onLook }));
}
