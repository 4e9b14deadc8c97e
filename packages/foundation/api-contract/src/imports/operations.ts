import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { ImportReport } from './import-report.ts';

/** Most rows of a preview. */
export const mostPreviewRows = 1000;

/** Imports a CSV file as it streams in; answers when it is done. */
export const startImport = operation({
  id: 'imports.start',
  summary: 'Imports a CSV file into an entity, row by row as it streams in, and answers with a report per row when it is done.',
  method: 'POST',
  path: '/data/{tenant}/{environment}/{application}/-/imports',
  input: Type.Object(
    {
      /** Key of an import of the application. */
      mapping: Type.Optional(Type.String({ maxLength: 120 })),
      /** Key of the entity whose fields the columns name; where no mapping is given. */
      entity: Type.Optional(Type.String({ maxLength: 120 })),
      /** Look at so many rows and change nothing. */
      preview: Type.Optional(Type.Integer({ minimum: 1, maximum: mostPreviewRows })),
      /** Keep nothing unless every row is good; where absent the mapping decides. */
      allOrNothing: Type.Optional(Type.Boolean()),
      /** The encoding of the file (WHATWG label); detected where absent. */
      encoding: Type.Optional(Type.String({ maxLength: 40 })),
      /** What separates values; detected where absent. */
      delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
      content: Type.Unsafe<AsyncIterable<Uint8Array>>({ format: 'stream' }),
    },
    { additionalProperties: false },
  ),
  query: ['mapping', 'entity', 'preview', 'allOrNothing', 'encoding', 'delimiter'],
  body: 'content',
  output: ImportReport,
  permission: 'application',
  scope: 'records:write',
  idempotency: 'none',
  errors: [
    'records.denied',
    'records.field-denied',
    'records.unknown-entity',
    'imports.unreadable',
    'imports.unknown-column',
    'imports.unknown-import',
  ],
  bodyLimit: 2 * 1024 ** 3 - 1,
});
