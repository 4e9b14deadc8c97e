import { type ExportFormat, startExport } from '@plinth/api-contract';
import type { Database } from '@plinth/database';
import { foundationErrors, type JsonObject, type RequestContext } from '@plinth/foundation';
import type { LongWork } from '@plinth/long-operations';
import type { ObjectStorage } from '@plinth/object-storage';
import { personalPermissions } from '../access/user-record.ts';
import type { ApplicationSource } from '../operations.ts';
import { entityOf, type ReadScope } from '../read/record-reader.ts';
import { databaseRefusal } from '../write/refusals.ts';
import { csvLine } from './csv-line.ts';
import { type ExportSelection, type ExportStatements, exportStatements } from './export-statement.ts';

/** What a caller says about an export. */
export interface ExportRequest extends ExportSelection {
  /** An entity of a module is `module/entity`. */
  readonly entity: string;
  readonly format?: ExportFormat;
}

export interface ExportWorkOptions {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly applications: ApplicationSource;
}

/** 64 GiB: no table that is exported whole is larger, and a disk should not be filled by one person. */
const largestFile = 64 * 1024 ** 3;
const batchSize = 500;

const formats = {
  csv: { mediaType: 'text/csv; charset=utf-8', ending: 'csv' },
  'json-lines': { mediaType: 'application/jsonl; charset=utf-8', ending: 'jsonl' },
} as const;

/** The statements of an export as the caller may have it. Throws what is wrong with the request. */
export async function prepareExport(
  context: RequestContext,
  { database, applications }: Pick<ExportWorkOptions, 'database' | 'applications'>,
  application: string,
  request: ExportRequest,
): Promise<ExportStatements> {
  const model = await applications.find(context, application);
  const scope: ReadScope = { model, permissions: await personalPermissions(context, database, model) };
  return exportStatements(scope, entityOf(model, request.entity), request);
}

/** The export of an entity to a stored file, from one snapshot of the database and in bounded memory. */
export function exportWork({ database, storage, applications }: ExportWorkOptions): LongWork {
  return {
    begunBy: startExport,
    lookScope: 'records:read',
    unit: 'records',
    file: 'output',
    async run(context, { id, application, input, progress }) {
      const request = input as unknown as ExportRequest;
      const { format = 'csv', entity } = request;
      const statements = await prepareExport(context, { database, applications }, application, request);
      let records = 0;
      const tell = (count: number) => {
        records = count;
        progress(count);
      };
      const lines = linesOf(context, database, statements, format, tell);
      const { size } = await storage.put(context, id, lines, { limit: largestFile });
      const { mediaType, ending } = formats[format];
      return { records, size, fileName: `${entity.replace('/', '.')}.${ending}`, mediaType } satisfies JsonObject;
    },
  };
}

async function* linesOf(
  context: RequestContext,
  database: Database,
  { records, values, columns }: ExportStatements,
  format: ExportFormat,
  tell: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  const csv = format === 'csv';
  let count = 0;
  if (csv) yield Buffer.from(csvLine(['id', ...columns]));
  try {
    for await (const rows of database.stream<{ readonly item: string }>(context, records, values, batchSize)) {
      if (context.signal.aborted) throw foundationErrors.cancelled();
      yield Buffer.from(rows.map(({ item }) => (csv ? csvOf(item, columns) : `${item}\n`)).join(''));
      count += rows.length;
      tell(count);
    }
  } catch (error) {
    throw databaseRefusal(error) ?? error;
  }
}

function csvOf(item: string, columns: readonly string[]): string {
  const record = JSON.parse(item) as Readonly<Record<string, unknown>>;
  return csvLine(['id', ...columns].map((key) => record[key]));
}
