import { JsonText } from '@plinth/api-contract';
import type { Database, Queryable } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { Grant } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import type { SourceTable } from '../model/attached-entity.ts';
import { isUnkeyed } from '../model/attached-key.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { idValue } from '../read/one-record.ts';
import type { ReadScope, RecordReader, RecordRow } from '../read/record-reader.ts';
import { recordPhrases } from '../record-phrases.ts';
import { type At, grantsToWrite } from '../write/change-parts.ts';
import { type Attempt, attemptOf, findAttempt, forgetAttemptsPart, isRepeated, keepAttemptPart } from '../write/idempotency.ts';
import { splitLinks } from '../write/link-values.ts';
import { draftCreate, draftUpdate, prepareRecord, requireValid } from '../write/prepare-record.ts';
import { readReferred } from '../write/referred-values.ts';
import { eventsOf, outboxPart } from '../write/write-statements.ts';
import { type ChangeOfRow, refusedOf, refusedThere } from './refused-there.ts';
import { type RowBefore, type RowsPlace, rowsOf } from './rows-there.ts';
import { namedAsThere, type TableFacts } from './table-facts.ts';
import { isKey, violationsThere, writtenValues } from './written-values.ts';

/** A record of another database as a write leaves it; `row` is null for who may not read it. */
export interface WrittenThere extends At {
  readonly row: RecordRow | null;
}

/** A record to change there: only if it is still at the version, where one is given. */
export interface ChangeThere {
  readonly id: string;
  readonly version?: number | null | undefined;
  readonly values: RecordValues;
}

type Reading = Omit<RowsPlace, 'place'>;

/** Where a write happens: an open transaction of the other database, and what is known of the table. */
interface There extends RowsPlace {
  readonly facts: TableFacts;
}

/**
 * Writes rows of other databases under the rules of own records, each request in one transaction there. Its events are entered
 * in the outbox before that is committed: one may be announced in vain, none is lost.
 */
export class AttachedWriter {
  readonly #database: Queryable;
  readonly #reader: RecordReader;

  constructor(database: Queryable, reader: RecordReader) {
    this.#database = database;
    this.#reader = reader;
  }

  /** Makes records; one alone with an idempotency key once. Throws as `RecordWriter.create`, and `records.only-read`, `records.source-refused`. */
  async create(
    context: RequestContext,
    scope: ReadScope,
    entity: EntityModel,
    records: readonly RecordValues[],
    idempotencyKey?: string,
  ): Promise<readonly WrittenThere[]> {
    const grants = records.map((values) => grantsToWrite(scope, entity, 'create', Object.keys(values)));
    const attempt = idempotencyKey === undefined ? null : attemptOf(context, entity, idempotencyKey, records[0]);
    const keep = (id: string) => (attempt === null ? [] : [forgetAttemptsPart(scope.model), keepAttemptPart(scope.model, attempt, id)]);
    const repeated = await this.#madeBy(context, scope, entity, attempt);
    if (repeated !== null) return [repeated];
    try {
      return await this.#write(
        context,
        scope,
        entity,
        'created',
        records,
        (there, values, at) => create(there, values, grants[at] ?? []),
        keep,
      );
    } catch (error) {
      // Somebody sent the same at the same time.
      const made = isRepeated(error) ? await this.#madeBy(context, scope, entity, attempt) : null;
      if (made === null) throw error;
      return [made];
    }
  }

  /** Changes the given fields of records. Throws as `RecordWriter.update`, and `records.only-read`, `records.source-refused`. */
  async update(
    context: RequestContext,
    scope: ReadScope,
    entity: EntityModel,
    changes: readonly ChangeThere[],
  ): Promise<readonly WrittenThere[]> {
    scope.permissions.access.require(entity, 'update');
    const grants = changes.map(({ values }) => grantsToWrite(scope, entity, 'update', Object.keys(values)));
    return this.#write(context, scope, entity, 'updated', changes, (there, change, at) => update(there, change, grants[at] ?? []));
  }

  /** Deletes records that nothing refers to: nothing goes along, whatever the database would do by itself. Throws `records.referenced`. */
  async delete(
    context: RequestContext,
    scope: ReadScope,
    entity: EntityModel,
    records: readonly Omit<ChangeThere, 'values'>[],
  ): Promise<void> {
    const grants = scope.permissions.access.require(entity, 'delete');
    await this.#write(context, scope, entity, 'deleted', records, (there, record) => remove(there, record, grants));
  }

  async #write<Item>(
    context: RequestContext,
    scope: ReadScope,
    entity: EntityModel,
    change: ChangeOfRow,
    items: readonly Item[],
    each: (there: There, item: Item, at: number) => Promise<At>,
    further: (id: string) => Parameters<Database['batch']>[1] = () => [],
  ): Promise<readonly WrittenThere[]> {
    const place = sourceOf(entity);
    if (items.length === 0) return [];
    let asThere = entity;
    try {
      return await this.#reader.sources.change(context, place.connection, async (transaction) => {
        const at: RowsPlace = { context, scope, entity, place, transaction };
        const facts = isUnkeyed(place) ? null : await rowsOf(transaction).facts(at);
        if (facts === null) throw recordErrors.onlyRead({ place: `${place.schema}.${place.table}` });
        asThere = namedAsThere(entity, facts);
        const there: There = { ...at, facts };
        const written: WrittenThere[] = [];
        for (const [number, item] of items.entries()) {
          const made = await each(there, item, number).catch((error: unknown) => {
            throw items.length === 1 ? error : refusedOf(refusedThere(error, asThere, change), number, items.length);
          });
          written.push({ ...made, row: change === 'deleted' ? null : await this.#read(there, made.id) });
        }
        const ids = written.map(({ id }) => id);
        const announced = outboxPart(scope.model, eventsOf(context, scope.model, entity, change, ids));
        await this.#database.batch(context, [...ids.flatMap(further), announced]);
        return written;
      });
    } catch (error) {
      throw refusedThere(error, asThere, change);
    }
  }

  async #madeBy(context: RequestContext, scope: ReadScope, entity: EntityModel, attempt: Attempt | null): Promise<WrittenThere | null> {
    const id = attempt === null ? null : await findAttempt(context, this.#database, scope.model, attempt);
    if (id === null) return null;
    const reading = { transaction: await this.#reader.databaseOf(context, entity), context, scope, entity };
    return { id, version: (await rowsOf(reading.transaction).state(reading, [], id)).version, row: await this.#read(reading, id) };
  }

  async #read({ transaction, context, scope, entity }: Reading, id: string): Promise<RecordRow | null> {
    if (scope.permissions.access.grants(entity, 'read').length === 0) return null;
    return this.#reader.rowIn(transaction, context, scope, entity, id);
  }
}

async function create(there: There, given: RecordValues, grants: readonly Grant[]): Promise<At> {
  const { context, scope, entity, transaction, facts } = there;
  const { fields, links, violations: badLinks } = splitLinks(entity, given);
  if (links.size > 0) throw recordErrors.notThere({ entity: entity.key });
  const draft = draftCreate(scope.model, entity, scope.permissions, fields);
  const isLeftOut = (key: string) => draft.values[key] === null || draft.values[key] === undefined;
  const filled = new Set(
    entity.fields
      .filter(({ key, record }) => isLeftOut(key) && (facts.columns.get(record.column ?? '')?.given ?? 'never') !== 'never')
      .map(({ key }) => `/${key}`),
  );
  // What the database gives by itself nobody has to.
  const whole = { ...draft, violations: draft.violations.filter(({ path }) => !filled.has(path)) };
  const referred = await readReferred(context, transaction, scope, entity, [whole]);
  const prepared = prepareRecord(scope.model, entity, scope.permissions, whole, referred(whole));
  const written = writtenValues(
    facts,
    entity.fields.filter(({ key }) => !isLeftOut(key)),
    prepared.values,
  );
  requireValid([...badLinks, ...prepared.violations, ...written.violations]);
  requireValid(await violationsThere(there, written));
  const id = await rowsOf(transaction).insert(there, facts, written.fields, written.row);
  return granted(there, grants, id, 'create');
}

async function update(there: There, { id: given, version, values }: ChangeThere, grants: readonly Grant[]): Promise<At> {
  const { context, scope, entity, transaction, facts } = there;
  const id = idValue(entity, given);
  const { record: before, version: current } = await locked(there, grants, id, version ?? null, 'update');
  const { fields: sent, links, violations: badLinks } = splitLinks(entity, values);
  if (links.size > 0) throw recordErrors.notThere({ entity: entity.key });
  const fields = withoutKept(there, sent, before);
  const draft = draftUpdate(entity, scope.permissions, before, fields);
  const referred = await readReferred(context, transaction, scope, entity, [draft]);
  const prepared = prepareRecord(scope.model, entity, scope.permissions, draft, referred(draft));
  // What stays as it is, is not written: a number may have more digits there than it is shown with.
  const changed = draft.fields.filter(({ key }) => JSON.stringify(draft.values[key] ?? null) !== JSON.stringify(before[key] ?? null));
  const keys = changed.filter((field) => isKey(entity, field));
  const written = writtenValues(facts, changed, prepared.values);
  requireValid([
    ...badLinks,
    ...prepared.violations,
    ...keys.map(({ key }) => ({ path: `/${key}`, message: recordPhrases.identity() })),
    ...written.violations,
  ]);
  if (changed.length === 0) return { id, version: current };
  requireValid(await violationsThere(there, written));
  const count = await rowsOf(transaction).update(there, facts, written.fields, id, written.row);
  if (count !== 1) throw recordErrors.sourceRefused({ reason: `${count} rows changed instead of one` });
  return granted(there, grants, id, 'update');
}

/**
 * What is given and is not there already. That is not judged either: an empty text, infinity or NaN of the other database stays when
 * the rest is changed. Only of fields that the writer sees and writes, so that nobody can find out what others hold.
 */
function withoutKept({ entity, scope: { permissions } }: There, given: RecordValues, before: RecordValues): RecordValues {
  const { access } = permissions;
  const isKept = ([key, value]: readonly [string, unknown]) =>
    entity.fieldsByKey.has(key) &&
    access.sees(entity, key) &&
    access.writes(entity, key, 'update') &&
    JSON.stringify(value ?? null) === JSON.stringify(before[key] ?? null);
  return Object.fromEntries(Object.entries(given).filter((entry) => !isKept(entry)));
}

async function remove(there: There, { id: given, version }: Omit<ChangeThere, 'values'>, grants: readonly Grant[]): Promise<At> {
  const { entity, transaction, facts } = there;
  const id = idValue(entity, given);
  const before = await locked(there, grants, id, version ?? null, 'delete');
  for (const key of facts.acting) if (await rowsOf(transaction).actsOn(there, facts, key, id)) throw recordErrors.referenced();
  const count = await rowsOf(transaction).delete(there, facts, id);
  if (count !== 1) throw recordErrors.sourceRefused({ reason: `${count} rows deleted instead of one` });
  return { id, version: before.version };
}

/** The row before a change, locked; throws where it is not there, may not be changed, or is at another version. */
async function locked(
  there: There,
  grants: readonly Grant[],
  id: string,
  version: number | null,
  operation: 'update' | 'delete',
): Promise<RowBefore> {
  const before = await rowsOf(there.transaction).lock(there, grants, id);
  if (before === null) throw recordErrors.notFound();
  if (before.granted !== true) throw recordErrors.denied({ operation, entity: there.entity.record.label });
  const current = Number(before.version);
  if (version !== null && current !== version) throw recordErrors.versionConflict({ current });
  return { ...before, version: current };
}

/** The record as it is now; throws where the writer may not leave it so. */
async function granted(there: There, grants: readonly Grant[], id: string, operation: 'create' | 'update'): Promise<At> {
  const state = await rowsOf(there.transaction).state(there, grants, id);
  // Whoever may leave it so sees it; a trigger there can give it another key.
  if (state.version === 0) throw recordErrors.sourceRefused({ reason: 'the row has another key afterwards' });
  if (!state.granted) throw recordErrors.denied({ operation, entity: there.entity.record.label });
  return { id, version: state.version };
}

function sourceOf(entity: EntityModel): SourceTable {
  const { source } = entity.record;
  if (source === undefined) throw new Error(`${entity.key} is not attached.`);
  return source;
}

/** The record as its writer sees it; who may not read it learns its id and version. */
export function answerOf(written: WrittenThere | undefined): JsonText {
  if (written === undefined) throw recordErrors.notFound();
  const { id, version, row } = written;
  return row === null ? new JsonText(JSON.stringify({ id, version }), String(version)) : new JsonText(row.item, String(row.version));
}
