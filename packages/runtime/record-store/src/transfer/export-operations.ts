import { ByteStream, downloadExport, type ExportOperation, implement, type Operation, startExport } from '@plinth/api-contract';
import { uuidV7 } from '@plinth/foundation';
import type { LongOperations } from '@plinth/long-operations';
import { permissionsFor } from '../access/access.ts';
import { exportErrors } from '../errors.ts';
import { storedBytes } from '../files/stored-bytes.ts';
import { entityOf } from '../read/record-reader.ts';
import { type ExportRequest, type ExportWorkOptions, exportWork, prepareExport } from './export-work.ts';

export interface ExportDependencies extends ExportWorkOptions {
  readonly longOperations: LongOperations;
}

/** Exports over the API: a long operation writes the file, which is had from the same address afterwards. */
export function exportOperations(dependencies: ExportDependencies): readonly Operation[] {
  const { database, storage, applications, longOperations } = dependencies;
  const work = exportWork(dependencies);
  longOperations.register(work);
  // Addresses write an entity of a module as `module.entity`.
  const entityKey = (entity: string) => entity.replace('.', '/');
  return [
    implement(startExport, async (context, { wait, entity, ...selection }, { application }) => {
      const request: ExportRequest = { ...selection, entity: entityKey(entity) };
      // What is wrong with the request is said at once, not by the operation.
      const { count, values } = await prepareExport(context, dependencies, application, request);
      const total = Number(await database.value(context, count, values));
      const begin = { id: uuidV7(), application, input: { ...request }, total };
      return (await longOperations.begin(context, work, begin, wait)) as ExportOperation;
    }),
    implement(downloadExport, async (context, { entity, operation }, { application }) => {
      const model = await applications.find(context, application);
      // The right to the file ends with the right to export.
      permissionsFor(context, model).access.require(entityOf(model, entityKey(entity)), 'export');
      const found = (await longOperations.get(context, application, operation)) as ExportOperation;
      if (found.operation !== startExport.id || found.result === null) throw exportErrors.notReady({ status: found.status });
      const { mediaType, fileName, size } = found.result;
      // A file that was written once and whole is the same for ever.
      return new ByteStream(mediaType, fileName, storedBytes(storage, context, found.id), {
        length: size,
        etag: found.id,
        part: (start, end) => storedBytes(storage, context, found.id, { start, end }),
      });
    }),
  ];
}
