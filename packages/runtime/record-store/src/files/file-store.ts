import type { FileOutput } from '@plinth/api-contract';
import { type Database, quoteIdentifier, statement } from '@plinth/database';
import { PlinthError, type RequestContext, uuidV7 } from '@plinth/foundation';
import type { ObjectStorage, StoredObject } from '@plinth/object-storage';
import { fileErrors, recordErrors } from '../errors.ts';
import { qualifiedName } from '../migration/isolated-table.ts';
import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';
import { entityOf, type ReadScope, type RecordReader, recordId } from '../read/record-reader.ts';
import { cleanFileName } from './file-name.ts';
import { isAccepted } from './media-type.ts';
import { storedBytes } from './stored-bytes.ts';
import { tellBytes } from './tell-bytes.ts';

/** Largest file of a field that does not say how large its files may be. */
const defaultLimit = 25 * 1024 * 1024;

/** How long a file may wait for the record it belongs to, and how often an environment's fields are looked through for such files. */
const abandonedAfter = '24 hours';
const sweepEveryMilliseconds = 60 * 60 * 1000;
const mostSweptAtOnce = 200;

/** A file that is about to be stored. */
export interface IncomingFile {
  readonly entity: string;
  readonly field: string;
  readonly name: string;
  readonly mediaType?: string | undefined;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A file as its table has it. */
interface FileRow {
  readonly definition: string;
  readonly entity: string;
  readonly field: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: string;
  readonly sha256: string;
  readonly created_by: string;
}

/** A file that somebody may have. */
export interface FoundFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Bytes `start` to `end`, both included. */
  part(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** Files of records: their bytes in the object storage, what is known of them in the environment's own table. */
export class FileStore {
  readonly #database: Database;
  readonly #storage: ObjectStorage;
  readonly #reader: RecordReader;
  /** When the files of a field were last looked through, by table and field. */
  readonly #swept = new Map<string, number>();

  constructor(database: Database, storage: ObjectStorage, reader: RecordReader) {
    this.#database = database;
    this.#storage = storage;
    this.#reader = reader;
  }

  /** Stores a file for a field that the caller may write. Throws `files.no-file-field`, `files.type-refused`, `files.too-large`. */
  async store(context: RequestContext, scope: ReadScope, file: IncomingFile): Promise<FileOutput> {
    const { entity, field } = writableField(scope, file);
    await this.#sweep(context, scope.model, entity, field);
    const { mediaType, whole } = await tellBytes(file.content, file.mediaType);
    const name = cleanFileName(file.name);
    const { accept = [], maxBytes = defaultLimit } = field.record;
    if (!isAccepted(accept, { name, mediaType })) throw fileErrors.typeRefused({ type: mediaType, accepted: accept.join(', ') });
    const id = uuidV7();
    const { size, sha256 } = await this.#put(context, id, whole, maxBytes);
    try {
      await this.#database.query(context, insertFile(scope.model), [
        id,
        entity.definitionKey,
        entity.record.id,
        field.record.id,
        name,
        mediaType,
        size,
        sha256,
        context.actor.id,
      ]);
    } catch (error) {
      // Nobody can ever find it: it goes, also where the caller has gone.
      await this.#storage.delete({ ...context, signal: AbortSignal.timeout(10_000) }, id);
      throw error;
    }
    return { id, name, mediaType, size };
  }

  /** A file for who may read a record that has it, or for who uploaded it and has not attached it yet. Throws `files.not-found`. */
  async find(context: RequestContext, scope: ReadScope, id: string): Promise<FoundFile> {
    const row = await this.#row(context, scope.model, id);
    if (row === null || !(await this.#mayHave(context, scope, id, row))) throw fileErrors.notFound();
    if ((await this.#storage.stat(context, id)) === null) throw fileErrors.notFound();
    const storage = this.#storage;
    return {
      name: row.name,
      mediaType: row.media_type,
      size: Number(row.size),
      sha256: row.sha256,
      bytes: storedBytes(storage, context, id),
      part: (start, end) => storedBytes(storage, context, id, { start, end }),
    };
  }

  async #put(context: RequestContext, id: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<StoredObject> {
    try {
      return await this.#storage.put(context, id, bytes, { limit });
    } catch (error) {
      if (error instanceof PlinthError && error.code === 'object-storage.too-large') throw fileErrors.tooLarge({ most: limit });
      throw error;
    }
  }

  async #row(context: RequestContext, model: ApplicationModel, id: string): Promise<FileRow | null> {
    let wanted: string;
    try {
      wanted = recordId(id);
    } catch {
      return null;
    }
    const text = `select definition, entity, field, name, media_type, size, sha256, created_by from ${qualifiedName(model.schema, '_file')} where id = $1::uuid`;
    const { rows } = await this.#database.query<FileRow>(context, statement(text), [wanted]);
    return rows[0] ?? null;
  }

  async #mayHave(context: RequestContext, scope: ReadScope, id: string, row: FileRow): Promise<boolean> {
    const entity = [...scope.model.entities.values()].find(
      (each) => each.definitionKey === row.definition && each.record.id === row.entity,
    );
    const field = entity?.fields.find((each) => each.record.id === row.field);
    if (entity === undefined || field === undefined) return false;
    const attached = `select exists (select from ${entity.qualified} where ${quoteIdentifier(field.column)} = $1::uuid) as attached`;
    if ((await this.#database.value<boolean>(context, statement(attached), [id])) !== true)
      return context.actor.kind !== 'anonymous' && row.created_by === context.actor.id;
    const { access } = scope.permissions;
    if (!access.allows(entity, 'read') || !access.sees(entity, field.key)) return false;
    // Where the field is hidden on this very record it reads as null, and the filter finds nothing.
    const { items } = await this.#reader.list(context, scope, entity.key, {
      columnFilters: { [field.key]: { operator: 'equals', value: id } },
      fields: [field.key],
      limit: 1,
    });
    return items !== '';
  }

  /** Removes files of a field that nobody attached in time. Runs with uploads, for only they make such files; several servers may do it at once. */
  async #sweep(context: RequestContext, model: ApplicationModel, entity: EntityModel, field: FieldModel): Promise<void> {
    const name = `${entity.qualified} ${field.column}`;
    if (Date.now() - (this.#swept.get(name) ?? 0) < sweepEveryMilliseconds) return;
    this.#swept.set(name, Date.now());
    const { rows } = await this.#database.query<{ readonly id: string }>(context, sweepFiles(model, entity, field), [
      entity.definitionKey,
      entity.record.id,
      field.record.id,
    ]);
    for (const { id } of rows) await this.#storage.delete(context, id);
  }
}

function writableField({ model, permissions }: ReadScope, { entity: key, field: fieldKey }: IncomingFile) {
  const entity = entityOf(model, key);
  const { access } = permissions;
  if (!access.allows(entity, 'create') && !access.allows(entity, 'update'))
    throw recordErrors.denied({ operation: 'update', entity: entity.record.label });
  const field = entity.fieldsByKey.get(fieldKey);
  const known = field !== undefined && (access.sees(entity, fieldKey) || mayWrite(access, entity, fieldKey));
  if (field === undefined || !known || field.record.type !== 'file') throw fileErrors.noFileField({ entity: key, field: fieldKey });
  if (!mayWrite(access, entity, fieldKey)) throw recordErrors.fieldDenied({ field: fieldKey });
  return { entity, field };
}

function mayWrite(access: ReadScope['permissions']['access'], entity: EntityModel, field: string): boolean {
  return access.writes(entity, field, 'create') || access.writes(entity, field, 'update');
}

function insertFile(model: ApplicationModel) {
  return statement(
    `insert into ${qualifiedName(model.schema, '_file')} (id, definition, entity, field, name, media_type, size, object_key, sha256, created_by)
values ($1::uuid, $2, $3, $4, $5, $6, $7::bigint, $1::text, $8, $9)`,
  );
}

function sweepFiles(model: ApplicationModel, entity: EntityModel, field: FieldModel) {
  const file = qualifiedName(model.schema, '_file');
  return statement(`delete from ${file} where id in (
  select f.id from ${file} f
  where f.definition = $1 and f.entity = $2 and f.field = $3 and f.created_at < now() - interval '${abandonedAfter}'
    and not exists (select from ${entity.qualified} t where t.${quoteIdentifier(field.column)} = f.id)
  limit ${mostSweptAtOnce} for update skip locked) returning id`);
}
