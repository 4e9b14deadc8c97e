import { type ImportOperation, implement, type Operation, previewImport, startImport } from '@plinth/api-contract';
import { uuidV7 } from '@plinth/foundation';
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
    implement(startImport, async (context, { content, wait, ...request }, { application }) => {
      // What is refused without looking at the file is refused before it is kept.
      entityToImport(await importTarget(context, dependencies, application, request));
      const id = uuidV7();
      const { size } = await storage.put(context, id, content, { limit: largestFile });
      const input: Readonly<Record<string, string | boolean>> & ImportRequest = request;
      return (await longOperations.begin(context, work, { id, application, input, total: size }, wait)) as ImportOperation;
    }),
  ];
}
