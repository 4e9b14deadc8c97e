import { implement, type Operation, startImport } from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { permissionsFor } from '../access/access.ts';
import { importErrors } from '../errors.ts';
import type { ApplicationModel } from '../model/entity-model.ts';
import { importRecords } from './import-records.ts';

export interface ImportDependencies {
  readonly database: Database;
  /** The model of a released application in the context's environment. */
  readonly find: (context: RequestContext, applicationKey: string) => Promise<ApplicationModel>;
}

/** Imports over the API: the file is the body, the answer the report. */
export function importOperations({ database, find }: ImportDependencies): readonly Operation[] {
  return [
    implement(startImport, async (context, input, { application }) => {
      const { mapping, entity, content, ...options } = input;
      const model = await find(context, application);
      const record = mapping === undefined ? null : (model.imports.get(mapping) ?? null);
      if (mapping !== undefined && record === null) throw importErrors.unknownImport({ import: mapping });
      const permissions = permissionsFor(context, model);
      // Addresses write an entity of a module as `module.entity`.
      return importRecords(
        context,
        {
          database,
          model,
          permissions,
          import: record,
          ...(record === null && entity !== undefined ? { entity: entity.replace('.', '/') } : {}),
        },
        content,
        options,
      );
    }),
  ];
}
