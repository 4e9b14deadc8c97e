import { type Static, Type } from 'typebox';
import { longOperationOf, waitInput } from '../long-operations/index.ts';
import { operation } from '../operation.ts';
import { ImportReport } from './import-report.ts';

/** Most rows of a preview. */
export const mostPreviewRows = 1000;

const imports = '/data/{tenant}/{environment}/{application}/-/imports';

/** Which file, and how it is read. */
const file = {
  mapping: Type.Optional(Type.String({ maxLength: 120, description: 'Key of an import of the application.' })),
  entity: Type.Optional(
    Type.String({ maxLength: 120, description: 'The entity whose fields the columns name, where no mapping is given.' }),
  ),
  matchBy: Type.Optional(
    Type.String({
      maxLength: 2000,
      description: 'Fields that identify a record, with commas between; existing ones are updated. Beside an entity, not a mapping.',
    }),
  ),
  lookups: Type.Optional(
    Type.String({
      maxLength: 4000,
      description: 'By which field of its target a reference is found: `district:number,client:email`. Beside an entity, not a mapping.',
    }),
  ),
  encoding: Type.Optional(Type.String({ maxLength: 40, description: 'Encoding of the file (WHATWG label); detected where absent.' })),
  delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1, description: 'What separates values; detected where absent.' })),
  content: Type.Unsafe<AsyncIterable<Uint8Array>>({ format: 'stream' }),
};
const fileNames = ['mapping', 'entity', 'matchBy', 'lookups', 'encoding', 'delimiter'] as const;

const refused = ['records.denied', 'records.field-denied', 'records.unknown-entity', 'imports.unknown-import', 'imports.two-mappings'];

/** 2 GiB less one byte. */
const largestFile = 2 * 1024 ** 3 - 1;

/** An import on its way; its result is the report. */
export const ImportOperation = longOperationOf(ImportReport);
export type ImportOperation = Static<typeof ImportOperation>;

export const previewImport = operation({
  id: 'imports.preview',
  summary: 'Looks at the first rows of a CSV file: how it is read, the records they would become, and what is wrong with them.',
  method: 'POST',
  path: `${imports}/preview`,
  input: Type.Object(
    { ...file, rows: Type.Optional(Type.Integer({ minimum: 1, maximum: mostPreviewRows, default: 20 })) },
    { additionalProperties: false },
  ),
  query: [...fileNames, 'rows'],
  body: 'content',
  output: ImportReport,
  permission: 'application',
  scope: 'records:write',
  idempotency: 'none',
  errors: [...refused, 'imports.unreadable', 'imports.unknown-column'],
  bodyLimit: largestFile,
});

export const startImport = operation({
  id: 'imports.start',
  summary:
    'Takes a CSV file and begins a long operation that makes records of its rows; its result is a report per row. With an idempotency key, sending it again gives the operation that the first call began.',
  method: 'POST',
  path: imports,
  input: Type.Object(
    {
      ...file,
      allOrNothing: Type.Optional(
        Type.Boolean({ description: 'Keep nothing unless every row is good; where absent the mapping decides.' }),
      ),
      dryRun: Type.Optional(Type.Boolean({ description: 'Do everything, keep nothing: the report tells what an import would do.' })),
      wait: waitInput,
      idempotencyKey: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
  query: [...fileNames, 'allOrNothing', 'dryRun', 'wait'],
  headers: { idempotencyKey: 'idempotency-key' },
  body: 'content',
  output: ImportOperation,
  status: 202,
  permission: 'application',
  scope: 'records:write',
  idempotency: 'key',
  errors: refused,
  bodyLimit: largestFile,
});
