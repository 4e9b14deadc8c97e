import { JsonText } from '@plinth/api-contract';
import type { Database, PipelinePart, Queryable } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { AttachedWriter, answerOf } from '../attached/attached-writer.ts';
import { recordErrors } from '../errors.ts';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { entityOf, type ReadScope, type RecordReader, type RecordRow, readableEntity, recordId } from '../read/record-reader.ts';
import {
  type At,
  type Change,
  changedRow,
  deleteParts,
  grantsToWrite,
  insertParts,
  newRows,
  restoreParts,
  updateParts,
} from './change-parts.ts';
import { dependentParts, hasDependents } from './dependents.ts';
import { attemptOf, findAttempt, forgetAttemptsPart, isRepeated, keepAttemptPart } from './idempotency.ts';
import { requireValid } from './prepare-record.ts';
import { readReferred } from './referred-values.ts';
import { unmetDemand, writeRefusal } from './refusals.ts';
import { answeringInsert, beforePart, type Insertion } from './write-statements.ts';

type Parts = readonly (PipelinePart | null)[];

/** How often a change without a version is tried again after somebody else was first. */
const attempts = 10;

/** A record before a change, and whether the writer's grants hold on it. */
export interface Before {
  readonly version: number;
  readonly granted: boolean | null;
  readonly record: RecordValues;
}

/** What records are written with. */
export type WritableDatabase = Queryable & Pick<Database, 'transaction'>;

/** Writes records: what is checked, written, kept in the history and announced is one transaction, and the answer is the record as `get` gives it. */
export class RecordWriter {
  readonly #database: WritableDatabase;
  readonly #reader: RecordReader;
  readonly #attached: AttachedWriter;

  /** Within an open transaction that is the database, and every write a part of it; after a refusal it cannot go on. */
  constructor(database: WritableDatabase, reader: RecordReader) {
    this.#database = database;
    this.#reader = reader;
    this.#attached = new AttachedWriter(database, reader);
  }

  /** Creates a record; with an idempotency key once. Throws `records.invalid`, `records.duplicate`, `records.denied`, `records.field-denied`. */
  async create(
    context: RequestContext,
    scope: ReadScope,
    entityKey: string,
    values: RecordValues,
    idempotencyKey?: string,
  ): Promise<JsonText> {
    const entity = readableEntity(scope.model, entityKey);
    if (entity.source !== null) return answerOf((await this.#attached.create(context, scope, entity, [values], idempotencyKey))[0]);
    scope.permissions.access.require(entity, 'create');
    const id = uuidV7();
    const [row] = await newRows(context, this.#database, { scope, entity }, [{ id, values }]);
    if (row === undefined) throw recordErrors.notFound();
    requireValid(row.prepared.violations);
    // Links and files belong to the record, so they must be there before it can be answered with.
    const isWhole = row.given.links.size === 0 && entity.fields.every((field) => field.record.type !== 'file');
    const parts = isWhole
      ? insertParts(context, scope, entity, [row], this.#answeringInsert(scope, entity))
      : [...insertParts(context, scope, entity, [row]), this.#reader.getPart(scope, entity.key, id)];
    const attempt = idempotencyKey === undefined ? null : attemptOf(context, entity, idempotencyKey, values);
    try {
      const made = await this.#run(context, entity, 'create', [
        ...(attempt === null ? [] : [forgetAttemptsPart(scope.model), keepAttemptPart(scope.model, attempt, id)]),
        ...parts,
      ]);
      return recordAnswer(made, id, 1);
    } catch (error) {
      if (attempt === null || !isRepeated(error)) throw error;
      const made = await findAttempt(context, this.#database, scope.model, attempt);
      if (made === null) throw recordErrors.idempotencyMismatch();
      return this.#reader.get(context, scope, entity.key, made);
    }
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
    const entity = readableEntity(scope.model, entityKey);
    if (entity.source !== null) return answerOf((await this.#attached.update(context, scope, entity, [{ id, values, version }]))[0]);
    const grants = grantsToWrite(scope, entity, 'update', Object.keys(values));
    const change = { context, scope, entity, grants };
    return this.#changing(change, 'update', recordId(id), version, async (at, before) => {
      const row = changedRow(entity, before, values);
      const referred = await readReferred(context, this.#database, scope, entity, [row]);
      return [...updateParts(change, at, row, referred(row)), this.#reader.getPart(scope, entity.key, at.id)];
    });
  }

  /** Deletes a record; where the entity deletes softly it can be restored. Throws `records.referenced`. */
  async delete(context: RequestContext, scope: ReadScope, entityKey: string, id: string, version: number | null = null): Promise<void> {
    const entity = readableEntity(scope.model, entityKey);
    if (entity.source !== null) return this.#attached.delete(context, scope, entity, [{ id, version }]);
    const grants = scope.permissions.access.require(entity, 'delete');
    const change = { context, scope, entity, grants };
    if (hasDependents(change)) await this.#deleteWithDependents(change, recordId(id), version);
    else await this.#changing(change, 'delete', recordId(id), version, (at) => deleteParts(change, [at]));
  }

  /** What goes or changes with a record is looked at while the record is locked, so that nothing is added meanwhile. */
  async #deleteWithDependents(change: Change, id: string, version: number | null): Promise<void> {
    const { context, scope, entity, grants } = change;
    await this.#database.transaction(context, async (transaction) => {
      const part = beforePart(scope, entity, grants, id, false, true);
      const { rows } = await transaction.query<Before>(context, part.statement, part.values);
      const before = requireBefore(rows, entity, 'delete', version);
      const parts = [...(await dependentParts(transaction, change, [id])), ...deleteParts(change, [{ id, version: before.version }])];
      await transaction
        .batch(
          context,
          parts.filter((each) => each !== null),
        )
        .catch((error: unknown) => {
          throw writeRefusal(error, entity, 'delete') ?? error;
        });
    });
  }

  /** Brings a deleted record back. Throws `records.no-soft-delete`, and `records.duplicate` where its values are taken by now. */
  async restore(context: RequestContext, scope: ReadScope, entityKey: string, id: string): Promise<JsonText> {
    const entity = entityOf(scope.model, entityKey);
    if (!entity.record.softDelete) throw recordErrors.noSoftDelete({ entity: entity.record.label });
    const grants = scope.permissions.access.require(entity, 'delete');
    const change = { context, scope, entity, grants };
    const parts = (at: At) => [...restoreParts(change, at), this.#reader.getPart(scope, entity.key, at.id)];
    return this.#changing(change, 'delete', recordId(id), null, parts, true);
  }

  /** Reads the record, then writes only if nobody was in between: no lock is held while rules are evaluated. */
  async #changing(
    { context, scope, entity, grants }: Change,
    operation: 'update' | 'delete',
    id: string,
    version: number | null,
    partsOf: (at: At, before: RecordValues) => Parts | Promise<Parts>,
    deleted = false,
  ): Promise<JsonText> {
    const part = beforePart(scope, entity, grants, id, deleted);
    for (let attempt = 1; ; attempt++) {
      const { rows } = await this.#database.query<Before>(context, part.statement, part.values);
      const before = requireBefore(rows, entity, operation, version);
      try {
        const parts = await partsOf({ id, version: before.version }, before.record);
        return recordAnswer(await this.#run(context, entity, operation, parts), id, before.version + 1);
      } catch (error) {
        if (unmetDemand(error) !== 'version') throw error;
        if (attempt >= attempts) throw recordErrors.versionConflict({ current: before.version + 1 }, { cause: error, retryAfter: 1 });
      }
    }
  }

  #answeringInsert(scope: ReadScope, entity: EntityModel): (insertion: Insertion) => PipelinePart {
    const { model, permissions } = scope;
    const insert = this.#reader.cached(model, `create\n${entity.key}\n${permissions.access.signature}`, () =>
      answeringInsert(scope, entity),
    );
    return (insertion) => insert(permissions.user, insertion);
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
      const row = results.flatMap(({ rows }) => rows).find((each) => Object.hasOwn(each, 'item'));
      return row === undefined ? null : (row as unknown as RecordRow);
    } catch (error) {
      throw writeRefusal(error, entity, operation) ?? error;
    }
  }
}

/** The record before a change that may be made; throws where there is none, where it may not, or where it is at another version. */
function requireBefore(rows: readonly Before[], entity: EntityModel, operation: 'update' | 'delete', version: number | null): Before {
  const [before] = rows;
  if (before === undefined) throw recordErrors.notFound();
  if (before.granted !== true) throw recordErrors.denied({ operation, entity: entity.record.label });
  if (version !== null && before.version !== version) throw recordErrors.versionConflict({ current: before.version });
  return before;
}

/** The record as its writer sees it; who may not read it learns its id and version. */
function recordAnswer(row: RecordRow | null, id: string, version: number): JsonText {
  return row === null ? new JsonText(JSON.stringify({ id, version }), String(version)) : new JsonText(row.item, String(row.version));
}
