import type { ImportReport } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import { openRows } from '@plinth/table-files';
import type { Grant, Permissions } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { entityOf } from '../read/record-reader.ts';
import { type MappedField, mapColumns } from './column-mapping.ts';
import { ImportRun } from './import-run.ts';
import type { ImportOptions, ImportTarget } from './import-target.ts';

/** Rows written in one transaction. */
const batchSize = 1000;

/** The entity that a file goes to. Throws `records.unknown-entity`, `records.not-there` and `records.denied`. */
export function entityToImport({ model, import: mapping, permissions, ...target }: ImportTarget): EntityModel {
  const key = target.entity ?? mapping?.entity ?? '';
  const entity = entityOf(model, key);
  permissions.access.require(entity, 'import');
  return entity;
}

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
  const { database, import: mapping } = target;
  const { preview, dryRun = false, keep, onBatch, from } = options;
  const entity = entityToImport(target);
  const file = await openRows(bytes, {
    ...mapping?.format,
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
  });
  const fields = mapColumns(file.header, entity, target);
  const grants = grantsToFill(target.permissions, entity, fields);
  const run = new ImportRun(context, target, entity, fields, grants, file.header);
  const looking = preview !== undefined || dryRun;
  const undo = looking || (options.allOrNothing ?? mapping?.onError === 'stop');
  const rows = file.batches(batchSize, preview);
  let kept = true;
  if (undo) {
    try {
      await database.transaction(context, async (transaction) => {
        for await (const batch of rows) {
          await run.take(transaction, batch, options);
          onBatch?.();
        }
        if (looking || run.tally.failed > 0) throw new Undo();
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
      kept = false;
    }
  } else {
    let passed = 0;
    for await (const batch of rows) {
      passed += batch.length;
      // Batches are cut at the same rows each time, so one was dealt with as a whole or not at all.
      const before = from !== undefined && passed <= from.total;
      await database.transaction(context, async (transaction) => {
        if (before) return run.skip(transaction, batch);
        await run.take(transaction, batch, options);
        await keep?.(transaction, run.tally.state());
      });
      if (before && passed === from.total) run.tally.restore(from);
      onBatch?.();
    }
  }
  return run.report(file.delimiter, kept, looking);
}

/** Takes back a transaction whose work is only looked at. */
class Undo extends Error {}

/** The grants that allow to fill all of these fields; throws `records.field-denied` where there is none. */
function grantsToFill({ access }: Permissions, entity: EntityModel, fields: readonly MappedField[]): readonly Grant[] {
  const grants = access.require(entity, 'import');
  const open = ({ hidden, locked }: Grant, key: string) => !hidden.has(key) && !locked.has(key);
  const fitting = grants.filter((grant) => fields.every(({ field }) => open(grant, field.key)));
  if (fitting.length > 0) return fitting;
  const denied = fields.find(({ field }) => !grants.every((grant) => open(grant, field.key)));
  throw recordErrors.fieldDenied({ field: denied?.field.key ?? '' });
}
