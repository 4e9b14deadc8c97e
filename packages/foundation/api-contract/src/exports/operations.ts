import { type Static, Type } from 'typebox';
import { longOperationOf, waitInput } from '../long-operations/index.ts';
import { type ByteStream, operation } from '../operation.ts';

/** How an export writes records: a CSV file with a header (RFC 4180), or one JSON object a line. */
export const ExportFormat = Type.Enum(['csv', 'json-lines']);
export type ExportFormat = Static<typeof ExportFormat>;

/** An export on its way; its result says what the file is. */
export const ExportOperation = longOperationOf(
  Type.Object({
    records: Type.Integer(),
    /** Bytes. */
    size: Type.Integer(),
    fileName: Type.String(),
    mediaType: Type.String(),
  }),
);
export type ExportOperation = Static<typeof ExportOperation>;

const path = '/data/{tenant}/{environment}/{application}/{entity}/-/export';
const entity = Type.String({ maxLength: 130 });
const closed = { additionalProperties: false } as const;

export const startExport = operation({
  id: 'exports.start',
  summary: 'Begins a long operation that writes the records of an entity, as they are at one moment, to a file.',
  method: 'POST',
  path,
  input: Type.Object(
    {
      entity,
      format: Type.Optional(ExportFormat),
      filter: Type.Optional(Type.String({ maxLength: 20_000, description: 'FEEL over the fields and `user`: `amount > 100`.' })),
      search: Type.Optional(Type.String({ maxLength: 200, description: 'Beginnings of words in the searched fields.' })),
      sort: Type.Optional(Type.String({ maxLength: 2000, description: 'Fields or paths with commas; `-` before one that descends.' })),
      fields: Type.Optional(Type.String({ maxLength: 2000, description: 'Only these fields, with commas.' })),
      wait: waitInput,
    },
    closed,
  ),
  output: ExportOperation,
  status: 202,
  permission: 'application',
  scope: 'records:read',
  idempotency: 'none',
  errors: ['records.unknown-entity', 'records.denied', 'expression.invalid', 'records.bad-sort', 'records.bad-field'],
});

export const downloadExport = operation({
  id: 'exports.download',
  summary: 'The file of an export that succeeded, for who began it; kept for seven days.',
  method: 'GET',
  path: `${path}/{operation}`,
  input: Type.Object({ entity, operation: Type.String({ maxLength: 36 }) }, closed),
  output: Type.Unsafe<ByteStream>({ format: 'stream' }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: ['records.unknown-entity', 'records.denied', 'long-operations.not-found', 'exports.not-ready'],
});
