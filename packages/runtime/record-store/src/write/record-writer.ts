import { JsonText, mostRecordsAtOnce } from '@plinth/api-contract';
import { referencedId } from '@plinth/app-definition';
import type { Database, PipelinePart } from '@plinth/database';
import { type RequestContext, uuidV7, type Violation } from '@plinth/foundation';
import type { Grant } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { RecordValues } from '../expressions/entity-rules.ts';
import { attachmentPart } from '../files/attachment-part.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import { entityOf, type ReadScope, type RecordReader, type RecordRow, recordId } from '../read/record-reader.ts';
import { columnValues } from './column-values.ts';
import { attemptOf, findAttempt, forgetAttemptsPart, isRepeated, keepAttemptPart } from './idempotency.ts';
import { type PreparedRecord, prepareCreate, prepareUpdate, requireValid } from './prepare-record.ts';
import { unmetDemand, writeRefusal } from './refusals.ts';
import {
  beforePart,
  deletePart,
  grantedPart,
  historyPart,
  insertPart,
  markPart,
  outboxPart,
  referencePart,
  updatePart,
} from './write-statements.ts';

/** How often a change without a version is tried again after somebody else was first. */
const attempts = 10;

interface Before {
  readonly version: number;
  readonly granted: boolean | null;
  readonly record: RecordValues;
}

/** Writes records: what is checked, written, kept in the history and announced is one transaction, and the answer is the record as `get` gives it. */
export class RecordWriter {
  readonly #database: Database;
  readonly #reader: RecordReader;

  constructor(database: Database, reader: RecordReader) {
    this.#database = database;
    this.#reader = reader;
  }

  /** Creates a record; with an idempotency key once. Throws `records.invalid`, `records.duplicate`, `records.denied`, `records.field-denied`. */
  async create(
    context: RequestContext,
    scope: ReadScope,
    entityKey: string,
    values: RecordValues,
    idempotencyKey?: string,
  ): Promise<JsonText> {
    const entity = entityOf(scope.model, entityKey);
    scope.permissions.access.require(entity, 'create');
    const prepared = prepareCreate(entity, scope.permissions, values);
    requireValid(prepared.violations);
    const id = uuidV7();
    const parts = this.#insertParts(context, scope, entity, [{ id, given: values, prepared }]);
    const attempt = idempotencyKey === undefined ? null : attemptOf(context, entity, idempotencyKey, values);
    try {
      const row = await this.#run(context, entity, 'create', [
        ...(attempt === null ? [] : [forgetAttemptsPart(scope.model), keepAttemptPart(scope.model, attempt, id)]),
        ...parts,
        this.#reader.getPart(scope, entity.key, id),
      ]);
      return recordAnswer(row, id, 1);
    } catch (error) {
      if (attempt === null || !isRepeated(error)) throw error;
      const made = await findAttempt(context, this.#database, scope.model, attempt);
      return this.#reader.get(context, scope, entity.key, made);
    }
  }

  /** Creates records, all or none of them; gives their ids. Throws `records.bulk-failed` with each violation below the place of its record. */
  async createMany(
    context: RequestContext,
    scope: ReadScope,
    entityKey: string,
    records: readonly RecordValues[],
  ): Promise<readonly string[]> {
    const entity = entityOf(scope.model, entityKey);
    scope.permissions.access.require(entity, 'create');
    if (records.length > mostRecordsAtOnce)
      throw recordErrors.tooMany({ found: records.length, things: 'records', most: mostRecordsAtOnce });
    const rows = records.map((given) => ({ id: uuidV7(), given, prepared: prepareCreate(entity, scope.permissions, given) }));
    const failed = rows.filter(({ prepared }) => prepared.violations.length > 0).length;
    if (failed > 0) {
      const violations = rows.flatMap(({ prepared }, at): Violation[] =>
        prepared.violations.map((violation) => ({ ...violation, path: `/${at}${violation.path}` })),
      );
      throw recordErrors.bulkFailed({ failed, total: records.length }, { details: { violations } });
    }
    if (rows.length > 0) await this.#run(context, entity, 'create', this.#insertParts(context, scope, entity, rows));
    return rows.map(({ id }) => id);
  }

  /** Changes the given fields. With a version only if the record is still at it: `records.version-conflict`. */
  async update(
    context: RequestContext,
    scope: ReadScope,
    entityKey: string,
    id: string,
    values: RecordValues,
    version: number | null = null,
  ): Promise<JsonText> {
    const entity = entityOf(scope.model, entityKey);
    const grants = grantsToWrite(scope, entity, 'update', Object.keys(values));
    return this.#changing(context, scope, entity, 'update', grants, recordId(id), version, (at, before) => {
      const prepared = prepareUpdate(entity, scope.permissions, before, values);
      requireValid(prepared.violations);
      const row = rowOf(prepared.fields, prepared);
      return [
        updatePart(entity, prepared.fields, at, row, context.actor.id),
        grantedPart(scope, entity, grants, [at.id]),
        ...referenceParts(scope, entity, [values]),
        ...attachmentParts(context, scope, entity, [at.id], [changedValues(before, values)]),
        historyPart(scope.model, entity, 'updated', [at.id], context.actor.id),
        outboxPart(context, scope.model, entity, 'updated', [at.id]),
        this.#reader.getPart(scope, entity.key, at.id),
      ];
    });
  }

  /** Deletes a record; where the entity deletes softly it can be restored. Throws `records.referenced`. */
  async delete(context: RequestContext, scope: ReadScope, entityKey: string, id: string, version: number | null = null): Promise<void> {
    const entity = entityOf(scope.model, entityKey);
    const grants = scope.permissions.access.require(entity, 'delete');
    await this.#changing(context, scope, entity, 'delete', grants, recordId(id), version, (at) => {
      const history = historyPart(scope.model, entity, 'deleted', [at.id], context.actor.id);
      const change = entity.record.softDelete ? [markPart(entity, true, at, context.actor.id), history] : [history, deletePart(entity, at)];
      return [...change, outboxPart(context, scope.model, entity, 'deleted', [at.id])];
    });
  }

  /** Brings a deleted record back. Throws `records.no-soft-delete`, and `records.duplicate` where its values are taken by now. */
  async restore(context: RequestContext, scope: ReadScope, entityKey: string, id: string): Promise<JsonText> {
    const entity = entityOf(scope.model, entityKey);
    if (!entity.record.softDelete) throw recordErrors.noSoftDelete({ entity: entity.record.label });
    const grants = scope.permissions.access.require(entity, 'delete');
    return this.#changing(
      context,
      scope,
      entity,
      'delete',
      grants,
      recordId(id),
      null,
      (at) => [
        markPart(entity, false, at, context.actor.id),
        historyPart(scope.model, entity, 'restored', [at.id], context.actor.id),
        outboxPart(context, scope.model, entity, 'restored', [at.id]),
        this.#reader.getPart(scope, entity.key, at.id),
      ],
      true,
    );
  }

  /** Reads the record, then writes only if nobody was in between: no lock is held while rules are evaluated. */
  async #changing(
    context: RequestContext,
    scope: ReadScope,
    entity: EntityModel,
    operation: 'update' | 'delete',
    grants: readonly Grant[],
    id: string,
    version: number | null,
    change: (at: { readonly id: string; readonly version: number }, before: RecordValues) => readonly (PipelinePart | null)[],
    deleted = false,
  ): Promise<JsonText> {
    const part = beforePart(scope, entity, grants, id, deleted);
    for (let attempt = 1; ; attempt++) {
      const { rows } = await this.#database.query<Before>(context, part.statement, part.values);
      const [before] = rows;
      if (before === undefined) throw recordErrors.notFound();
      if (before.granted !== true) throw recordErrors.denied({ operation, entity: entity.record.label });
      if (version !== null && before.version !== version) throw recordErrors.versionConflict({ current: before.version });
      try {
        const parts = change({ id, version: before.version }, before.record);
        return recordAnswer(await this.#run(context, entity, operation, parts), id, before.version + 1);
      } catch (error) {
        if (unmetDemand(error) !== 'version') throw error;
        if (attempt >= attempts) throw recordErrors.versionConflict({ current: before.version + 1 }, { cause: error, retryAfter: 1 });
      }
    }
  }

  #insertParts(context: RequestContext, scope: ReadScope, entity: EntityModel, rows: readonly NewRow[]): (PipelinePart | null)[] {
    const written = new Set(rows.flatMap(({ given }) => Object.keys(given)));
    const grants = grantsToWrite(scope, entity, 'create', [...written]);
    const ids = rows.map(({ id }) => id);
    const values = rows.map(({ id, prepared }) => ({ id, ...rowOf(entity.fields, prepared) }));
    return [
      insertPart(entity, values, context.actor.id),
      grantedPart(scope, entity, grants, ids),
      ...referenceParts(
        scope,
        entity,
        rows.map(({ given }) => given),
      ),
      ...attachmentParts(
        context,
        scope,
        entity,
        ids,
        rows.map(({ given }) => given),
      ),
      historyPart(scope.model, entity, 'created', ids, context.actor.id),
      outboxPart(context, scope.model, entity, 'created', ids),
    ];
  }

  async #run(
    context: RequestContext,
    entity: EntityModel,
    operation: 'create' | 'update' | 'delete',
    parts: readonly (PipelinePart | null)[],
  ): Promise<RecordRow | null> {
    try {
      const results = await this.#database.batch(
        context,
        parts.filter((part) => part !== null),
      );
      const [row] = results.at(-1)?.rows ?? [];
      return row !== undefined && Object.hasOwn(row, 'item') ? (row as unknown as RecordRow) : null;
    } catch (error) {
      throw writeRefusal(error, entity, operation) ?? error;
    }
  }
}

interface NewRow {
  readonly id: string;
  readonly given: RecordValues;
  readonly prepared: PreparedRecord;
}

/** The grants that allow to write all of these fields; throws where there is none. */
function grantsToWrite(scope: ReadScope, entity: EntityModel, operation: 'create' | 'update', keys: readonly string[]): readonly Grant[] {
  const grants = scope.permissions.access.require(entity, operation);
  const fitting = grants.filter((grant) => keys.every((key) => !grant.hidden.has(key) && !grant.locked.has(key)));
  if (fitting.length > 0) return fitting;
  const denied = keys.find((key) => grants.some((grant) => grant.hidden.has(key) || grant.locked.has(key)));
  throw recordErrors.fieldDenied({ field: denied ?? '' });
}

function rowOf(fields: readonly FieldModel[], { values }: PreparedRecord): Record<string, unknown> {
  return Object.assign({}, ...fields.map((field) => columnValues(field, values[field.key]))) as Record<string, unknown>;
}

function referenceParts(scope: ReadScope, entity: EntityModel, given: readonly RecordValues[]): (PipelinePart | null)[] {
  return entity.fields.filter((field) => field.target !== null).map((field) => referencePart(scope, field, idsIn(given, field)));
}

/** The demands on files that are written. */
function attachmentParts(
  context: RequestContext,
  scope: ReadScope,
  entity: EntityModel,
  records: readonly string[],
  given: readonly RecordValues[],
): (PipelinePart | null)[] {
  return entity.fields
    .filter((field) => field.record.type === 'file')
    .map((field) => attachmentPart(context, scope.model, entity, field, idsIn(given, field), records));
}

/** The ids that a field refers to in the given values, each once. */
function idsIn(given: readonly RecordValues[], field: FieldModel): string[] {
  const ids = given.map((values) => referencedId(values[field.key])).filter((id) => typeof id === 'string');
  return [...new Set(ids.filter((id) => id !== '').map((id) => id.toLowerCase()))];
}

/** The given values without those that refer to what the record refers to already. */
function changedValues(before: RecordValues, given: RecordValues): RecordValues {
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => referencedId(value) !== referencedId(before[key])));
}

/** The record as its writer sees it; who may not read it learns its id and version. */
function recordAnswer(row: RecordRow | null, id: string, version: number): JsonText {
  return row === null ? new JsonText(JSON.stringify({ id, version }), String(version)) : new JsonText(row.item, String(row.version));
}
