import type { ImportReport } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import type { Permissions } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { type MappedField, mapColumns } from './column-mapping.ts';
import { ImportRun } from './import-run.ts';
import type { ImportOptions, ImportTarget } from './import-target.ts';
import { openRows } from './row-reader.ts';

/** Rows written in one transaction. */
const batchSize = 1000;

/**
 * Reads a CSV file as it streams in and makes records of its rows. Good rows are kept in batches, each a transaction of its
 * own; with `allOrNothing` everything is one transaction. What is wrong with a row is in the report, never an error; errors
 * are files that cannot be read, mappings that do not fit, and missing permissions.
 */
export async function importRecords(
  context: RequestContext,
  target: ImportTarget,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { database, model, import: mapping } = target;
  const key = target.entity ?? mapping?.entity ?? '';
  const entity = model.entities.get(key);
  if (entity === undefined) throw recordErrors.unknownEntity({ entity: key });
  requireUnrestricted(target.permissions, entity);
  const file = await openRows(bytes, {
    ...mapping?.format,
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
  });
  const fields = mapColumns(file.header, entity, mapping);
  requireFields(target.permissions, entity, fields);
  const run = new ImportRun(context, target, entity, fields, file.header);
  const undo = options.preview !== undefined || (options.allOrNothing ?? mapping?.onError === 'stop');
  const rows = options.preview === undefined ? file.batches(batchSize) : file.batches(batchSize, options.preview);
  let kept = true;
  if (undo) {
    try {
      await database.transaction(context, async (transaction) => {
        for await (const batch of rows) await run.take(transaction, batch, options);
        if (options.preview !== undefined || run.tally.failed > 0) throw new Undo();
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
      kept = false;
    }
  } else {
    for await (const batch of rows) await database.transaction(context, (transaction) => run.take(transaction, batch, options));
  }
  return run.report(file.delimiter, kept, options.preview !== undefined);
}

/** Takes back a transaction whose work is only looked at. */
class Undo extends Error {}

/** Rows of a file are not checked one by one against row rules, so a grant with a rule is none for imports. */
function requireUnrestricted({ access }: Permissions, entity: EntityModel): void {
  if (!access.require(entity, 'import').some((grant) => grant.rule === null)) {
    throw recordErrors.denied({ operation: 'import', entity: entity.record.label });
  }
}

function requireFields({ access }: Permissions, entity: EntityModel, fields: readonly MappedField[]): void {
  const grants = access.grants(entity, 'import').filter((grant) => grant.rule === null);
  const open = (key: string) => grants.some((grant) => !grant.hidden.has(key) && !grant.locked.has(key));
  const denied = fields.find(({ field }) => !open(field.key));
  if (denied !== undefined) throw recordErrors.fieldDenied({ field: denied.field.key });
}
