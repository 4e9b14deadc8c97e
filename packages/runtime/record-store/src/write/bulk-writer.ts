import { mostRecordsAtOnce } from '@plinth/api-contract';
import type { Database, PipelinePart, Transaction } from '@plinth/database';
import { PlinthError, type RequestContext, uuidV7, type Violation } from '@plinth/foundation';
import { AttachedWriter } from '../attached/attached-writer.ts';
import { recordErrors } from '../errors.ts';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { type ReadScope, type RecordReader, readableEntity, recordId } from '../read/record-reader.ts';
import { recordPhrases } from '../record-phrases.ts';
import { type At, type Change, changedRow, deleteParts, grantsToWrite, insertParts, newRows, updateParts } from './change-parts.ts';
import { dependentParts } from './dependents.ts';
import type { Before } from './record-writer.ts';
import { readReferred } from './referred-values.ts';
import { writeRefusal } from './refusals.ts';
import { beforePart } from './write-statements.ts';

/** A record that is changed with others; only if it is still at the version, where one is given. */
export interface BulkItem {
  readonly id: string;
  readonly version?: number | undefined;
}

/** A record that is there, and what is to become of it. */
interface Found<Item> {
  readonly record: Item;
  readonly at: At;
  readonly before: RecordValues;
}

/** Writes several records in one transaction, all or none; what is wrong is said of each, at its place in the request. */
export class BulkWriter {
  readonly #database: Database;
  readonly #attached: AttachedWriter;

  constructor(database: Database, reader: RecordReader) {
    this.#database = database;
    this.#attached = new AttachedWriter(database, reader);
  }

  /** Creates records; gives their ids. Throws `records.bulk-failed` with each violation below the place of its record. */
  async create(context: RequestContext, scope: ReadScope, entityKey: string, records: readonly RecordValues[]): Promise<readonly string[]> {
    const entity = readableEntity(scope.model, entityKey);
    scope.permissions.access.require(entity, 'create');
    requireFew(records);
    if (entity.source !== null) return (await this.#attached.create(context, scope, entity, records)).map(({ id }) => id);
    const given = records.map((values) => ({ id: uuidV7(), values }));
    const rows = await newRows(context, this.#database, { scope, entity }, given);
    refuseAny(rows.map(({ prepared }) => prepared.violations));
    if (rows.length > 0) await this.#write(context, entity, 'create', insertParts(context, scope, entity, rows));
    return rows.map(({ id }) => id);
  }

  /** Changes fields of records; gives their versions now. */
  async update(
    context: RequestContext,
    scope: ReadScope,
    entityKey: string,
    records: readonly (BulkItem & { readonly values: RecordValues })[],
  ): Promise<readonly number[]> {
    const entity = readableEntity(scope.model, entityKey);
    if (entity.source !== null) {
      requireFew(records);
      return (await this.#attached.update(context, scope, entity, records)).map(({ version }) => version);
    }
    const change = (values: RecordValues): Change => ({
      context,
      scope,
      entity,
      grants: grantsToWrite(scope, entity, 'update', Object.keys(values)),
    });
    scope.permissions.access.require(entity, 'update');
    const versions = await this.#change(
      'update',
      records.map((record) => ({ ...record, change: change(record.values) })),
      entity,
      async (transaction, found) => {
        const rows = found.map(({ record, at, before }) => ({ record, at, row: changedRow(entity, before, record.values) }));
        const changed = rows.map(({ row }) => row);
        const referred = await readReferred(context, transaction, scope, entity, changed);
        return rows.map(
          ({ record, at, row }) =>
            () =>
              updateParts(record.change, at, row, referred(row)),
        );
      },
    );
    return versions.map((version) => version + 1);
  }

  /** Deletes records. Throws `records.referenced` where something else refers to one of them. */
  async delete(context: RequestContext, scope: ReadScope, entityKey: string, records: readonly BulkItem[]): Promise<void> {
    const entity = readableEntity(scope.model, entityKey);
    if (entity.source !== null) {
      requireFew(records);
      return this.#attached.delete(context, scope, entity, records);
    }
    const change: Change = { context, scope, entity, grants: scope.permissions.access.require(entity, 'delete') };
    await this.#change(
      'delete',
      records.map((record) => ({ ...record, change })),
      entity,
      async (transaction, found) => {
        const all = found.map(({ at }) => at);
        const dependents = await dependentParts(
          transaction,
          change,
          all.map(({ id }) => id),
        );
        // Some may go with others, so that they are deleted together.
        return found.map((_record, place) => () => (place === 0 ? [...dependents, ...deleteParts(change, all)] : []));
      },
    );
  }

  /** Locks the records in one order, looks at each, and writes only where nothing is wrong with any. */
  async #change<Item extends BulkItem & { readonly change: Change }>(
    operation: 'update' | 'delete',
    records: readonly Item[],
    entity: EntityModel,
    partsOf: (transaction: Transaction, found: readonly Found<Item>[]) => Promise<readonly (() => readonly (PipelinePart | null)[])[]>,
  ): Promise<number[]> {
    requireFew(records);
    const [first] = records;
    if (first === undefined) return [];
    const { context } = first.change;
    const named = records.map((record) => ({ record, id: validId(record.id) }));
    const twice = named.map(({ id }, index) => id !== null && named.findIndex((other) => other.id === id) < index);
    return this.#database.transaction(context, async (transaction) => {
      const found = new Map<string, Before>();
      const inOrder = named.flatMap(({ record, id }) => (id === null ? [] : [{ record, id }])).sort((a, b) => (a.id < b.id ? -1 : 1));
      const results = await transaction.batch(
        context,
        inOrder.map(({ record, id }) => beforePart(record.change.scope, entity, record.change.grants, id, false, true)),
      );
      for (const [index, { id }] of inOrder.entries()) {
        const [row] = results[index]?.rows ?? [];
        if (row !== undefined) found.set(id, row as unknown as Before);
      }
      const changing = named.flatMap(({ record, id }): Found<Item>[] => {
        const before = id === null ? undefined : found.get(id);
        if (id === null || before?.granted !== true) return [];
        return [{ record, at: { id, version: before.version }, before: before.record }];
      });
      const prepared = new Map((await partsOf(transaction, changing)).map((prepare, at) => [changing[at]?.record, prepare]));
      const parts: (PipelinePart | null)[] = [];
      const violations = named.map(({ record, id }, index): readonly Violation[] => {
        const before = id === null ? undefined : found.get(id);
        const prepare = prepared.get(record);
        if (id === null || before === undefined) return [{ path: '/id', message: recordPhrases.notThere() }];
        if (twice[index] === true) return [{ path: '/id', message: recordPhrases.twice() }];
        if (before.granted !== true || prepare === undefined) return [{ path: '/id', message: `may not be ${operation}d` }];
        if (record.version !== undefined && record.version !== before.version)
          return [{ path: '/version', message: `somebody changed the record: it is at version ${before.version}` }];
        return violationsOf(() => parts.push(...prepare()));
      });
      refuseAny(violations);
      try {
        await transaction.batch(
          context,
          parts.filter((part) => part !== null),
        );
      } catch (error) {
        throw writeRefusal(error, entity, operation) ?? error;
      }
      return named.map(({ id }) => found.get(id ?? '')?.version ?? 0);
    });
  }

  async #write(context: RequestContext, entity: EntityModel, operation: 'create', parts: readonly (PipelinePart | null)[]): Promise<void> {
    try {
      await this.#database.batch(
        context,
        parts.filter((part) => part !== null),
      );
    } catch (error) {
      throw writeRefusal(error, entity, operation) ?? error;
    }
  }
}

function requireFew(records: readonly unknown[]): void {
  if (records.length > mostRecordsAtOnce) throw recordErrors.tooMany({ found: records.length, things: 'records', most: mostRecordsAtOnce });
}

function validId(id: string): string | null {
  try {
    return recordId(id);
  } catch {
    return null;
  }
}

/** What preparing a change finds wrong with its values; other errors are the whole request's. */
function violationsOf(prepare: () => void): readonly Violation[] {
  try {
    prepare();
    return [];
  } catch (error) {
    if (error instanceof PlinthError && error.details.violations !== undefined) return error.details.violations;
    throw error;
  }
}

/** Throws `records.bulk-failed` where something is wrong with any of the records. */
function refuseAny(violations: readonly (readonly Violation[])[]): void {
  const failed = violations.filter((each) => each.length > 0).length;
  if (failed === 0) return;
  const placed = violations.flatMap((each, at) => each.map((violation) => ({ ...violation, path: `/${at}${violation.path}` })));
  throw recordErrors.bulkFailed({ failed, total: violations.length }, { details: { violations: placed } });
}
