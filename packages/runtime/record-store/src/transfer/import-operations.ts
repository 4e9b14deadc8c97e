import { createHash } from 'node:crypto';
import { type ImportOperation, implement, type Operation, previewImport, startImport } from '@plinth/api-contract';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import type { LongOperations } from '@plinth/long-operations';
import { entityToImport, importRecords } from './import-records.ts';
import { type ImportRequest, type ImportWorkOptions, importTarget, importWork } from './import-work.ts';

/** Bytes beyond which the gateway has refused the body already. */
const largestFile = startImport.bodyLimit ?? 0;
const previewRows = 20;

export interface ImportDependencies extends ImportWorkOptions {
  readonly longOperations: LongOperations;
}

/** Imports over the API: the file is the body; a preview answers with its report, an import with the long operation that it is. */
export function importOperations(dependencies: ImportDependencies): readonly Operation[] {
  const { storage, longOperations } = dependencies;
  const work = importWork(dependencies);
  longOperations.register(work);
  return [
    implement(previewImport, async (context, { content, rows = previewRows, ...request }, { application }) =>
      importRecords(context, await importTarget(context, dependencies, application, request), content, { ...request, preview: rows }),
    ),
    implement(startImport, async (context, { content, wait, idempotencyKey, ...request }, { application }) => {
      // What is refused without looking at the file is refused before it is kept.
      entityToImport(await importTarget(context, dependencies, application, request));
      const id = idempotencyKey === undefined ? uuidV7() : idOfAttempt(context, application, idempotencyKey, request);
      const before = idempotencyKey === undefined ? null : await longOperations.begun(context, application, id, wait);
      if (before !== null) return before as ImportOperation;
      const { size } = await storage.put(context, id, content, { limit: largestFile });
      const input: Readonly<Record<string, string | boolean>> & ImportRequest = request;
      return (await longOperations.begin(context, work, { id, application, input, total: size }, wait)) as ImportOperation;
    }),
  ];
}

/** The same id whenever the same caller sends the same request with the same key; the file is taken to be the same. */
function idOfAttempt(context: RequestContext, application: string, key: string, request: ImportRequest): string {
  const { environment, actor } = context;
  const told = JSON.stringify([environment?.id, application, actor.id, key, Object.entries(request).sort()]);
  const digits = createHash('sha256').update(told).digest('hex');
  // RFC 9562, version 8: the digits are our own.
  const variant = ((Number.parseInt(digits.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
