import { type Static, Type } from 'typebox';
import { type ByteStream, operation } from '../operation.ts';

const files = '/data/{tenant}/{environment}/{application}/-/files';

/** A file as records show it. */
export const FileOutput = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  /** Bytes. */
  size: Type.Integer(),
});
export type FileOutput = Static<typeof FileOutput>;

export const uploadFile = operation({
  id: 'files.upload',
  summary:
    'Stores a file for a field of type file; writing its id to a record attaches it there. What is not attached within a day is removed.',
  method: 'POST',
  path: files,
  input: Type.Object(
    {
      entity: Type.String({ maxLength: 130, description: 'Key of an entity of the application, or `module.entity`.' }),
      field: Type.String({ maxLength: 120 }),
      name: Type.String({ maxLength: 10_000, description: 'What the file is called; of a path the last part.' }),
      mediaType: Type.Optional(Type.String({ maxLength: 300 })),
      content: Type.Unsafe<AsyncIterable<Uint8Array>>({ format: 'stream' }),
    },
    { additionalProperties: false },
  ),
  query: ['entity', 'field', 'name'],
  headers: { mediaType: 'content-type' },
  body: 'content',
  output: FileOutput,
  status: 201,
  permission: 'application',
  scope: 'records:write',
  idempotency: 'none',
  errors: [
    'records.unknown-entity',
    'records.denied',
    'records.field-denied',
    'files.no-file-field',
    'files.too-large',
    'files.type-refused',
  ],
  bodyLimit: 2 * 1024 ** 3 - 1,
});

export const downloadFile = operation({
  id: 'files.download',
  summary:
    'The bytes of a file, always as an attachment: for who may read a record it is attached to, and before that for who uploaded it.',
  method: 'GET',
  path: `${files}/{file}`,
  input: Type.Object({ file: Type.String({ maxLength: 36 }) }, { additionalProperties: false }),
  output: Type.Unsafe<ByteStream>({ format: 'stream' }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: ['files.not-found'],
});
