import type { HistoryEntry } from '@plinth/api-contract';
import { type Database, isoTime, statement } from '@plinth/database';
import type { JsonValue, RequestContext } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';
import { qualifiedName } from '../migration/isolated-table.ts';
import { decidedByKey, type EntityModel, type RelationModel } from '../model/entity-model.ts';
import { entityOf, type ReadScope, type RecordReader, recordId } from './record-reader.ts';

interface HistoryRow {
  readonly version: number;
  readonly operation: HistoryEntry['operation'];
  readonly at: string;
  readonly by: string;
  readonly record: Readonly<Record<string, JsonValue>>;
  readonly earlier: Readonly<Record<string, JsonValue>> | null;
}

export interface HistoryPage {
  readonly items: readonly HistoryEntry[];
  /** Version before which to go on; null at the beginning of the record. */
  readonly next: number | null;
}

/**
 * What happened to a record, the last first. Only who may read the record as it is now learns how it was: of a deleted one
 * nobody does. A field that is hidden on some records is left out on all, for earlier states may have been among them.
 */
export async function readHistory(
  context: RequestContext,
  database: Database,
  reader: RecordReader,
  scope: ReadScope,
  request: { readonly entity: string; readonly id: string; readonly before?: number | undefined; readonly limit?: number | undefined },
): Promise<HistoryPage> {
  const entity = entityOf(scope.model, request.entity);
  const id = recordId(request.id);
  await reader.get(context, scope, entity.key, id, { fields: [] });
  if (entity.historyTable === null) throw recordErrors.noHistory({ entity: entity.record.label });
  const limit = request.limit ?? 20;
  const text = `select version, operation, ${isoTime('at')} as at, by, record, earlier from (
  select *, lag(record) over (order by version) as earlier from ${qualifiedName(scope.model.schema, entity.historyTable)} where id = $1::uuid) entry
where $2::integer is null or version < $2::integer order by version desc limit $3::integer`;
  const { rows } = await database.query<HistoryRow>(context, statement(text), [id, request.before ?? null, limit + 1]);
  const grants = scope.permissions.access.grants(entity, 'read');
  const told = [...entity.fields, ...linksSeen(scope, entity)].map(({ key }) => key);
  const seen = told.filter((key) => !grants.some((grant) => grant.hidden.has(key)));
  const decided = entity.fields.filter(({ decided }) => decided !== null);
  const shown = decided.length > 0 && decided.every(({ key }) => seen.includes(key)) ? [...seen, decidedByKey] : seen;
  const items = rows.slice(0, limit).map((row) => ({
    version: row.version,
    operation: row.operation,
    at: row.at,
    by: row.by,
    changes: changesOf(shown, row.earlier, row.record),
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.version ?? null) : null };
}

/** The relations many to many whose targets the reader sees all, so that no id of another is told. */
function linksSeen({ model, permissions }: ReadScope, entity: EntityModel): RelationModel[] {
  return [...entity.relations.values()].filter(({ linkTable, target: key }) => {
    const target = model.entities.get(key);
    return linkTable !== null && target !== undefined && permissions.access.grants(target, 'read').some(({ rule }) => rule === null);
  });
}

function changesOf(keys: readonly string[], earlier: HistoryRow['earlier'], record: HistoryRow['record']): HistoryEntry['changes'] {
  const changes: HistoryEntry['changes'] = {};
  for (const key of keys) {
    const [before, after] = [earlier?.[key] ?? null, record[key] ?? null];
    if (JSON.stringify(before) !== JSON.stringify(after)) changes[key] = { before, after };
  }
  return changes;
}
