import { JsonText } from '@plinth/api-contract';
import { type Database, type PipelinePart, type Queryable, type SqlValue, type Statement, statement } from '@plinth/database';
import { BoundedCache, type RequestContext } from '@plinth/foundation';
import type { Permissions } from '../access/access.ts';
import { flatGet, flatList } from '../attached/flat-reading.ts';
import { mariadbDialect } from '../dialect/mariadb-dialect.ts';
import { postgresDialect } from '../dialect/postgres-dialect.ts';
import type { SqlDialect } from '../dialect/sql-dialect.ts';
import { recordErrors } from '../errors.ts';
import { type ApplicationModel, type EntityModel, tableOf } from '../model/entity-model.ts';
import { uuidForm } from '../model/possible-id.ts';
import { databaseRefusal } from '../write/refusals.ts';
import { type AskedDatabase, type AttachedSources, noSources } from './attached-sources.ts';
import { type ColumnFilters, filterRun, filterShape } from './column-filter.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { EntityView, type OuterNames } from './entity-view.ts';
import { itemsOfPage, type ListStatement, listKeys, listStatement } from './list-statement.ts';
import { idValue, isRecord, runOf } from './one-record.ts';
import { Parameters } from './parameters.ts';
import { expandTree, mostRelatedToOne, projection } from './record-projection.ts';
import { searchQuery } from './search-words.ts';
import { cursorRun, type SortBy } from './sort-order.ts';

/** Which application, and what the caller may do there. */
export interface ReadScope {
  readonly model: ApplicationModel;
  readonly permissions: Permissions;
}

export interface ListRequest {
  /** FEEL over the entity's fields, `user`, and `outer`. */
  readonly filter?: string | undefined;
  readonly outer?: OuterNames | undefined;
  /** Values of the outer names. */
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  readonly search?: string | undefined;
  readonly columnFilters?: ColumnFilters | undefined;
  readonly sort?: readonly SortBy[] | undefined;
  readonly expand?: readonly string[] | undefined;
  readonly fields?: readonly string[] | undefined;
  /** Whether each record says in `allowed` what the caller may do with it. */
  readonly allowed?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly count?: boolean | undefined;
}

/** What comes along with a record, and which of its fields. */
export interface GetOptions {
  readonly expand?: readonly string[] | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly allowed?: boolean | undefined;
}

/** A record as {@link RecordReader.getPart} answers. */
export interface RecordRow {
  readonly item: string;
  readonly version: number;
}

/** A page of records; `items` is the inside of a JSON array that PostgreSQL wrote. */
export interface ListedPage {
  readonly items: string;
  readonly next: string | null;
  readonly count: number | null;
}

interface Prepared {
  readonly statement: Statement;
  readonly parameters: Parameters;
}

const mostStatements = 2000;
const defaultLimit = 50;
const noNames: OuterNames = {};
const outerNumbers = new WeakMap<OuterNames, number>();
let lastNumber = 0;

/** Tells statements apart whose outer names have other types; a page keeps its own from call to call. */
function outerNumber(outer: OuterNames): number {
  let number = outerNumbers.get(outer);
  if (number === undefined) {
    number = ++lastNumber;
    outerNumbers.set(outer, number);
  }
  return number;
}

/** The id in the form that PostgreSQL writes; throws `records.not-found` for what can be no id. */
export function recordId(id: string): string {
  if (!uuidForm.test(id)) throw recordErrors.notFound();
  return id.toLowerCase();
}

/** The entity of that key, for whatever only own tables can do; throws `records.unknown-entity`, and `records.not-there` where it is attached. */
export function entityOf(model: ApplicationModel, key: string): EntityModel {
  const entity = readableEntity(model, key);
  if (entity.source !== null) throw recordErrors.notThere({ entity: key });
  return entity;
}

/** The entity of that key, own or attached; throws `records.unknown-entity`. */
export function readableEntity(model: ApplicationModel, key: string): EntityModel {
  const entity = model.entities.get(key);
  if (entity === undefined) throw recordErrors.unknownEntity({ entity: key });
  return entity;
}

/** Reads records: each answer is one statement, and JSON that PostgreSQL wrote. */
export class RecordReader {
  readonly #database: Database;
  /** The databases of attached entities. */
  readonly sources: AttachedSources;
  readonly #statements = new WeakMap<ApplicationModel, BoundedCache<unknown>>();

  constructor(database: Database, sources: AttachedSources = noSources) {
    this.#database = database;
    this.sources = sources;
  }

  /** Where the records of an entity are read: Plinth's own database, or the one that is attached for the context's tenant. */
  async databaseOf(context: RequestContext, entity: EntityModel): Promise<AskedDatabase> {
    return entity.source === null ? this.#database : this.sources.find(context, entity.source.connection);
  }

  /** One record as JSON, its version as `ETag`. Throws `records.not-found` also for what the caller may not see. */
  async get(
    context: RequestContext,
    { model, permissions }: ReadScope,
    entityKey: string,
    id: string,
    options: GetOptions = {},
    queryable?: AskedDatabase,
  ): Promise<JsonText> {
    const entity = readableEntity(model, entityKey);
    permissions.access.require(entity, 'read');
    const row = await this.rowIn(
      queryable ?? (await this.databaseOf(context, entity)),
      context,
      { model, permissions },
      entity,
      id,
      options,
    );
    if (row === null) throw recordErrors.notFound();
    return new JsonText(row.item, String(row.version));
  }

  /** The record as its reader sees it in a database; null where they see none. */
  async rowIn(
    database: AskedDatabase,
    context: RequestContext,
    scope: ReadScope,
    entity: EntityModel,
    id: string,
    options: GetOptions = {},
  ): Promise<RecordRow | null> {
    if (database.product === 'mariadb') return flatGet({ context, scope, database }, entity, idValue(entity, id), options);
    const part = this.getPart(scope, entity.key, id, options);
    const { rows } = await database.query<RecordRow>(context, part.statement, part.values).catch((error: unknown) => {
      // What a column of the key cannot be, no row has there.
      if (entity.source !== null && databaseRefusal(error) !== null) return { rows: [] };
      throw error;
    });
    return rows[0] ?? null;
  }

  /** The statement of {@link get}, to be sent along with others; its row is there only for who may read it. */
  getPart({ model, permissions }: ReadScope, entityKey: string, id: string, options: GetOptions = {}): PipelinePart {
    const entity = readableEntity(model, entityKey);
    const { access, user } = permissions;
    const { expand = [], fields = null, allowed = false } = options;
    const prepared = this.cached<Prepared>(
      model,
      `get\n${entity.key}\n${access.signature}\n${expand.join(',')}\n${fields?.join(',') ?? '*'}\n${allowed}`,
      () => {
        const parameters = new Parameters();
        const view = new EntityView(model, entity, 't', parameters, access);
        const list = projection(view, expandTree(expand), fields, { allowed, related: mostRelatedToOne });
        const readable = view.readable();
        const where = `${isRecord(entity, parameters)}${readable === null ? '' : ` and ${readable}`}`;
        const text = `select row_to_json(item.*)::text as item, item.version from (select ${list} from ${tableOf(entity)} t${view.joins.sql} where ${where}) item`;
        return { parameters, statement: statement(text) };
      },
    );
    return { statement: prepared.statement, values: prepared.parameters.bind({ user, run: runOf(entity, id) }) };
  }

  /** A page of records. Throws `expression.invalid`, `records.bad-sort`, `records.bad-field`, `records.bad-cursor`. */
  async list(context: RequestContext, scope: ReadScope, entityKey: string, request: ListRequest): Promise<ListedPage> {
    const { model, permissions } = scope;
    const { access, user } = permissions;
    const entity = readableEntity(model, entityKey);
    access.require(entity, 'read');
    const { sort = [], columnFilters = {}, limit = defaultLimit, count = false, expand = [], fields = null, outer = noNames } = request;
    const { allowed = false } = request;
    const search = request.search === undefined || request.search.trim() === '' ? null : searchQuery(request.search);
    const filter = request.filter === undefined || request.filter.trim() === '' ? null : request.filter;
    const order = sort.map((by) => `${by.field} ${by.direction}`).join(',');
    const listName = JSON.stringify([entity.key, filter, order, request.search ?? '', columnFilters, request.inputs ?? null]);
    const database = await this.databaseOf(context, entity);
    const dialect = database.product === 'mariadb' ? mariadbDialect : postgresDialect;
    const after = request.cursor === undefined ? null : this.#readCursor(scope, entity, sort, order, listName, request.cursor, dialect);
    if (database.product === 'mariadb') {
      const list = { request, limit, after, encodeCursor: (values: string) => encodeCursor(listName, values) };
      return flatList({ context, scope, database }, entity, list).catch((error: unknown) => {
        throw databaseRefusal(error) ?? error;
      });
    }
    const nulls = after?.map((value) => value === null) ?? null;

    const shapeName = [
      'list',
      entity.key,
      access.signature,
      filter,
      outerNumber(outer),
      search !== null,
      order,
      filterShape(columnFilters),
      expand.join(','),
      fields?.join(',') ?? '*',
      allowed,
      count,
      limit,
      nulls?.join(',') ?? '',
    ].join('\n');
    const prepared = this.cached<ListStatement>(model, shapeName, () =>
      listStatement(model, access, entity, {
        filter,
        outer,
        search: search !== null,
        columnFilters,
        sort,
        expand: expandTree(expand),
        fields,
        allowed,
        count,
        limit,
        after: nulls,
      }),
    );
    const run = { search, ...filterRun(prepared.filters, columnFilters), ...(after === null ? {} : cursorRun(after)) };
    const values = prepared.parameters.bind({ user, run, ...(request.inputs === undefined ? {} : { inputs: request.inputs }) });
    const row = await this.#one(context, database, prepared.statement, values);
    return {
      items: itemsOfPage(row.items, row.more),
      next: row.more && row.key !== null ? encodeCursor(listName, row.key) : null,
      count: row.count === null ? null : Number(row.count),
    };
  }

  /** A statement of the application, written once. */
  cached<Value>(model: ApplicationModel, name: string, make: () => Value): Value {
    let cache = this.#statements.get(model);
    if (cache === undefined) {
      cache = new BoundedCache(mostStatements);
      this.#statements.set(model, cache);
    }
    return cache.get(name, make) as Value;
  }

  #readCursor(
    { model, permissions }: ReadScope,
    entity: EntityModel,
    sort: readonly SortBy[],
    order: string,
    listName: string,
    cursor: string,
    dialect: SqlDialect,
  ): (string | null)[] {
    const { access } = permissions;
    const types = this.cached(model, `keys\n${dialect.name}\n${entity.key}\n${access.signature}\n${order}`, () =>
      listKeys(model, access, entity, sort, dialect).map((key) => key.type ?? 'text'),
    );
    return decodeCursor(listName, cursor, types.length, types);
  }

  async #one(context: RequestContext, queryable: Queryable, prepared: Statement, values: readonly SqlValue[]): Promise<ListRow> {
    try {
      const { rows } = await queryable.query<ListRow>(context, prepared, values);
      return rows[0] ?? { items: '', key: null, more: false, count: null };
    } catch (error) {
      throw databaseRefusal(error) ?? error;
    }
  }
}

interface ListRow {
  readonly items: string;
  readonly key: string | null;
  readonly more: boolean;
  readonly count: string | null;
}
