import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { RecordInput, RecordOutput, RecordPage } from './record-shapes.ts';

/** How many records are created at once at most. */
export const mostRecordsAtOnce = 1000;

const collection = '/data/{tenant}/{environment}/{application}/{entity}';
const closed = { additionalProperties: false } as const;

/** Key of an entity of the application, or `module.entity` of one it depends on. */
const entity = { entity: Type.String({ maxLength: 130 }) };
const one = { ...entity, id: Type.String({ maxLength: 36 }) };
const paths = (description: string) => Type.Optional(Type.String({ maxLength: 2000, description }));
const shown = {
  expand: paths('References and relations that come along, as paths with commas: `account.owner,payments`.'),
  fields: paths('Only these fields, with commas.'),
};
const ifMatch = { ifMatch: Type.Optional(Type.String({ maxLength: 40, description: 'The `ETag` of the record as it was read.' })) };
const versioned = { headers: { ifMatch: 'if-match' } } as const;
const reading = { permission: 'application', scope: 'records:read', idempotency: 'safe' } as const;
const writing = { permission: 'application', scope: 'records:write' } as const;
const refused = ['records.unknown-entity', 'records.denied', 'records.field-denied', 'records.invalid', 'records.duplicate'];

export const getRecord = operation({
  ...reading,
  id: 'records.get',
  summary: 'One record.',
  method: 'GET',
  path: `${collection}/{id}`,
  input: Type.Object({ ...one, ...shown }, closed),
  output: RecordOutput,
  etag: 'version',
  errors: ['records.unknown-entity', 'records.denied', 'records.not-found', 'records.bad-field'],
});

export const listRecords = operation({
  ...reading,
  id: 'records.list',
  summary: 'A page of records, filtered with FEEL, found by their words, sorted.',
  method: 'GET',
  path: collection,
  input: Type.Object(
    {
      ...entity,
      ...shown,
      filter: Type.Optional(Type.String({ maxLength: 20_000, description: 'FEEL over the fields and `user`: `amount > 100`.' })),
      search: Type.Optional(Type.String({ maxLength: 200, description: 'Beginnings of words in the searched fields.' })),
      sort: paths('Fields or paths over references, with commas; `-` before one that descends.'),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
      cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 4000, description: 'The `next` of the page before.' })),
      count: Type.Optional(Type.Boolean({ description: 'Count all records that the list has.' })),
    },
    closed,
  ),
  output: RecordPage,
  errors: ['records.unknown-entity', 'records.denied', 'records.bad-filter', 'records.bad-sort', 'records.bad-field', 'records.bad-cursor'],
});

export const createRecord = operation({
  ...writing,
  id: 'records.create',
  summary: 'Creates a record. With an idempotency key, sending it again gives the record that the first call made.',
  method: 'POST',
  path: collection,
  input: Type.Object(
    { ...entity, values: RecordInput, idempotencyKey: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
    closed,
  ),
  headers: { idempotencyKey: 'idempotency-key' },
  body: 'values',
  output: RecordOutput,
  status: 201,
  etag: 'version',
  idempotency: 'key',
  errors: [...refused, 'records.idempotency-mismatch'],
});

export const updateRecord = operation({
  ...writing,
  ...versioned,
  id: 'records.update',
  summary: 'Changes the given fields of a record; with `If-Match` only if nobody changed it since.',
  method: 'PATCH',
  path: `${collection}/{id}`,
  input: Type.Object({ ...one, values: RecordInput, ...ifMatch }, closed),
  body: 'values',
  output: RecordOutput,
  etag: 'version',
  idempotency: 'idempotent',
  errors: [...refused, 'records.not-found', 'records.version-conflict', 'records.version-malformed'],
});

export const deleteRecord = operation({
  ...writing,
  ...versioned,
  id: 'records.delete',
  summary: 'Deletes a record; with `If-Match` only if nobody changed it since.',
  method: 'DELETE',
  path: `${collection}/{id}`,
  input: Type.Object({ ...one, ...ifMatch }, closed),
  output: Type.Null(),
  idempotency: 'idempotent',
  errors: [
    'records.unknown-entity',
    'records.denied',
    'records.not-found',
    'records.referenced',
    'records.version-conflict',
    'records.version-malformed',
  ],
});

export const restoreRecord = operation({
  ...writing,
  id: 'records.restore',
  summary: 'Brings back a deleted record of an entity that deletes softly.',
  method: 'POST',
  path: `${collection}/{id}/-/restore`,
  input: Type.Object(one, closed),
  output: RecordOutput,
  etag: 'version',
  idempotency: 'idempotent',
  errors: ['records.unknown-entity', 'records.denied', 'records.not-found', 'records.no-soft-delete', 'records.duplicate'],
});

export const createRecords = operation({
  ...writing,
  id: 'records.createMany',
  summary: `Creates up to ${mostRecordsAtOnce} records, all or none.`,
  method: 'POST',
  path: `${collection}/-/bulk`,
  input: Type.Object({ ...entity, records: Type.Array(RecordInput, { maxItems: mostRecordsAtOnce }) }, closed),
  output: Type.Object({ ids: Type.Array(Type.String(), { description: 'Ids of the new records, in the order given.' }) }),
  status: 201,
  idempotency: 'none',
  bodyLimit: 10_000_000,
  errors: [...refused, 'records.bulk-failed', 'records.too-many'],
});
