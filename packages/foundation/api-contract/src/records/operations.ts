import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { AccessExplanation, HistoryEntry, RecordInput, RecordOutput, RecordPage } from './record-shapes.ts';

/** How many records are created at once at most. */
export const mostRecordsAtOnce = 1000;

const collection = '/data/{tenant}/{environment}/{application}/{entity}';
const closed = { additionalProperties: false } as const;

/** Key of an entity of the application, or `module.entity` of one it depends on. */
const entity = { entity: Type.String({ maxLength: 130 }) };
/** Ids are UUIDs, or whatever key a row of another database has. */
const one = { ...entity, id: Type.String({ maxLength: 1000 }) };
const paths = (description: string) => Type.Optional(Type.String({ maxLength: 2000, description }));
const shown = {
  expand: paths('References and relations that come along, as paths with commas: `account.owner,payments`.'),
  fields: paths('Only these fields, with commas.'),
  allowed: Type.Optional(
    Type.Boolean({ description: 'Let each record say in `allowed` whether the caller may `update` and `delete` it, by the row rules.' }),
  ),
};
const ifMatch = { ifMatch: Type.Optional(Type.String({ maxLength: 40, description: 'The `ETag` of the record as it was read.' })) };
const versioned = { headers: { ifMatch: 'if-match' } } as const;
const reading = { permission: 'application', scope: 'records:read', idempotency: 'safe', samples: true } as const;
const writing = { permission: 'application', scope: 'records:write', samples: true } as const;
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
  errors: ['records.unknown-entity', 'records.denied', 'expression.invalid', 'records.bad-sort', 'records.bad-field', 'records.bad-cursor'],
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
    'records.dependents-denied',
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

/** Groups of records with measures over each, as pages have them in queries. */
export const aggregateRecords = operation({
  ...reading,
  id: 'records.aggregate',
  summary: 'Groups the records that the caller may see and measures each group; sums of decimals are exact texts.',
  method: 'POST',
  path: `${collection}/-/aggregate`,
  input: Type.Object(
    {
      ...entity,
      groupBy: Type.Optional(
        Type.Array(
          Type.Object(
            {
              as: Type.String({ minLength: 1, maxLength: 60, description: 'What the group is called in the answer.' }),
              field: Type.String({ maxLength: 300, description: 'A field, or a path over references.' }),
              by: Type.Optional(
                Type.Union(
                  (['year', 'quarter', 'month', 'week', 'day'] as const).map((unit) => Type.Literal(unit)),
                  { description: 'Cuts dates into these.' },
                ),
              ),
            },
            closed,
          ),
          { maxItems: 5 },
        ),
      ),
      measures: Type.Record(
        Type.String({ minLength: 1, maxLength: 60 }),
        Type.Object(
          {
            function: Type.Union(
              (['count', 'sum', 'average', 'minimum', 'maximum', 'countDistinct'] as const).map((name) => Type.Literal(name)),
            ),
            field: Type.Optional(Type.String({ maxLength: 300 })),
          },
          closed,
        ),
        { minProperties: 1, maxProperties: 20 },
      ),
      filter: Type.Optional(Type.String({ maxLength: 20_000, description: 'FEEL over the fields and `user`: `amount > 100`.' })),
      search: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    },
    closed,
  ),
  output: Type.Object({ groups: Type.Array(Type.Record(Type.String(), Type.Unknown())) }),
  errors: ['records.unknown-entity', 'records.denied', 'expression.invalid', 'records.bad-field'],
});

export const recordHistory = operation({
  ...reading,
  id: 'records.history',
  summary: 'Who changed which fields of a record when, the last change first; only fields that the caller sees on every record.',
  method: 'GET',
  path: `${collection}/{id}/-/history`,
  input: Type.Object(
    {
      ...one,
      before: Type.Optional(Type.Integer({ minimum: 1, description: 'Only changes that led to versions before this one.' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(HistoryEntry), next: Type.Union([Type.Integer(), Type.Null()]) }),
  errors: ['records.unknown-entity', 'records.denied', 'records.not-found', 'records.no-history'],
});

/** Why somebody sees a record and may change it, or not. */
export const explainAccess = operation({
  ...reading,
  id: 'records.explainAccess',
  summary: 'Why the caller, or for makers and administrators anybody, may read, change or delete a record, and sees and writes its fields.',
  method: 'GET',
  path: `${collection}/{id}/-/access-explanation`,
  input: Type.Object(
    {
      ...one,
      member: Type.Optional(
        Type.String({ minLength: 3, maxLength: 254, description: 'Id or e-mail address of a member; the caller where absent.' }),
      ),
      roles: Type.Optional(Type.String({ maxLength: 2000, description: 'Keys of roles with commas, in place of those held.' })),
    },
    closed,
  ),
  output: AccessExplanation,
  errors: [
    'records.unknown-entity',
    'records.denied',
    'records.not-found',
    'records.explanation-denied',
    'records.unknown-member',
    'records.unknown-role',
  ],
});

/** One of several records to change: only if it is still at the version, where one is given. */
const item = { id: Type.String({ maxLength: 1000 }), version: Type.Optional(Type.Integer({ minimum: 1 })) };

export const updateRecords = operation({
  ...writing,
  id: 'records.updateMany',
  summary: `Changes fields of up to ${mostRecordsAtOnce} records, of all or of none.`,
  method: 'PATCH',
  path: `${collection}/-/bulk`,
  input: Type.Object(
    { ...entity, records: Type.Array(Type.Object({ ...item, values: RecordInput }, closed), { maxItems: mostRecordsAtOnce }) },
    closed,
  ),
  output: Type.Object({ versions: Type.Array(Type.Integer(), { description: 'Versions of the records now, in the order given.' }) }),
  idempotency: 'idempotent',
  bodyLimit: 10_000_000,
  errors: [...refused, 'records.bulk-failed', 'records.too-many'],
});

export const deleteRecords = operation({
  ...writing,
  id: 'records.deleteMany',
  summary: `Deletes up to ${mostRecordsAtOnce} records, all or none.`,
  method: 'POST',
  path: `${collection}/-/bulk-delete`,
  input: Type.Object({ ...entity, records: Type.Array(Type.Object(item, closed), { maxItems: mostRecordsAtOnce }) }, closed),
  output: Type.Null(),
  idempotency: 'idempotent',
  errors: [
    'records.unknown-entity',
    'records.denied',
    'records.bulk-failed',
    'records.referenced',
    'records.dependents-denied',
    'records.too-many',
  ],
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
