import type { Readable } from 'node:stream';
import { startImport } from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import { type JsonValue, PlinthError, type RequestContext } from '@plinth/foundation';
import type { LongWork } from '@plinth/long-operations';
import type { ObjectStorage } from '@plinth/object-storage';
import { personalPermissions } from '../access/user-record.ts';
import { importErrors } from '../errors.ts';
import type { ApplicationSource } from '../operations.ts';
import { importRecords } from './import-records.ts';
import type { TallyState } from './import-report.ts';
import type { ImportOptions, ImportTarget } from './import-target.ts';

/** What a caller says about an import. */
export interface ImportRequest extends Pick<ImportOptions, 'allOrNothing' | 'dryRun' | 'encoding' | 'delimiter'> {
  readonly mapping?: string;
  /** An entity of a module is `module.entity`. */
  readonly entity?: string;
  /** Fields with commas between. */
  readonly matchBy?: string;
  /** `reference:field`, with commas between. */
  readonly lookups?: string;
}

export interface ImportWorkOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly applications: ApplicationSource;
}

/** Where the file goes. Throws `imports.unknown-import` and `imports.two-mappings`. */
export async function importTarget(
  context: RequestContext,
  { database, applications }: Omit<ImportWorkOptions, 'storage'>,
  application: string,
  { mapping, entity, matchBy, lookups }: ImportRequest,
): Promise<ImportTarget> {
  const model = await applications.find(context, application);
  const record = mapping === undefined ? null : (model.imports.get(mapping) ?? null);
  if (mapping !== undefined && record === null) throw importErrors.unknownImport({ import: mapping });
  if (record !== null && (matchBy !== undefined || lookups !== undefined)) throw importErrors.twoMappings({ import: record.key });
  return {
    database,
    model,
    permissions: await personalPermissions(context, database, model),
    import: record,
    // Addresses write an entity of a module as `module.entity`.
    ...(record === null && entity !== undefined ? { entity: entity.replace('.', '/') } : {}),
    ...(matchBy === undefined ? {} : { matchBy: listed(matchBy) }),
    ...(lookups === undefined ? {} : { lookups: Object.fromEntries(listed(lookups).map(lookupOf)) }),
  };
}

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function lookupOf(text: string): readonly [field: string, by: string] {
  const [field = '', by = ''] = text.split(':', 2).map((part) => part.trim());
  return [field, by];
}

/** The import of a stored file as work that can be stopped and gone on with after each batch that was kept. */
export function importWork(options: ImportWorkOptions): LongWork {
  const { storage } = options;
  return {
    begunBy: startImport,
    lookScope: 'records:read',
    unit: 'bytes',
    file: 'input',
    async run(context, { id, application, input, checkpoint, progress, keep }) {
      const request = input as ImportRequest;
      const target = await importTarget(context, options, application, request);
      const file = await open(context, storage, id);
      let read = 0;
      const bytes = countBytes(file, (count) => {
        read = count;
      });
      try {
        const report = await importRecords(context, target, bytes, {
          ...request,
          ...(checkpoint === null ? {} : { from: checkpoint as unknown as TallyState }),
          keep: (transaction, state) => keep(transaction, state as unknown as JsonValue, read),
          onBatch: () => progress(read),
        });
        return report as unknown as JsonValue;
      } finally {
        file.destroy();
      }
    },
  };
}

async function open(context: RequestContext, storage: ObjectStorage, id: string): Promise<Readable> {
  try {
    return (await storage.get(context, id)).stream;
  } catch (error) {
    if (error instanceof PlinthError && error.code === 'object-storage.missing') throw importErrors.fileGone();
    throw error;
  }
}

async function* countBytes(bytes: AsyncIterable<Uint8Array>, tell: (count: number) => void): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const chunk of bytes) {
    count += chunk.byteLength;
    tell(count);
    yield chunk;
  }
}
