import { type CallTarget, type Client, type OperationContract, operation } from '@plinth/api-contract';
import type { RecordValues } from '@plinth/component-kit';
import { Type } from 'typebox';
import type { PageData } from './page-data.ts';

type RecordCalls = Pick<PageData, 'saveRecord' | 'deleteRecord' | 'findReferences'>;

const mostReferences = 20;
const collection = '/data/{tenant}/{environment}/{application}/{entity}';
const shared = { output: Type.Unknown(), permission: 'application', errors: [] } as const;
const values = Type.Record(Type.String(), Type.Unknown());

const createRecord = operation({
  ...shared,
  id: 'records.create',
  summary: 'Creates a record.',
  method: 'POST',
  path: collection,
  input: Type.Object({ entity: Type.String(), values }),
  body: 'values',
  scope: 'records:write',
  idempotency: 'key',
});

const updateRecord = operation({
  ...shared,
  id: 'records.update',
  summary: 'Changes a record.',
  method: 'PATCH',
  path: `${collection}/{id}`,
  input: Type.Object({ entity: Type.String(), id: Type.String(), values, ifMatch: Type.Optional(Type.String()) }),
  headers: { ifMatch: 'if-match' },
  body: 'values',
  scope: 'records:write',
  idempotency: 'idempotent',
});

const deleteRecord = operation({
  ...shared,
  id: 'records.delete',
  summary: 'Deletes a record.',
  method: 'DELETE',
  path: `${collection}/{id}`,
  input: Type.Object({ entity: Type.String(), id: Type.String(), ifMatch: Type.Optional(Type.String()) }),
  headers: { ifMatch: 'if-match' },
  scope: 'records:write',
  idempotency: 'idempotent',
});

const listRecords = operation({
  ...shared,
  id: 'records.list',
  summary: 'Lists records.',
  method: 'GET',
  path: collection,
  input: Type.Object({ entity: Type.String(), search: Type.Optional(Type.String()), limit: Type.Integer() }),
  scope: 'records:read',
  idempotency: 'safe',
});

/** Records over HTTP: a version becomes `If-Match`, a new record an idempotency key, so that a repeated click creates one. */
export function recordCalls(client: Client, target: CallTarget): RecordCalls {
  const call = async <Answer>(contract: OperationContract, input: Readonly<Record<string, unknown>>, key?: string): Promise<Answer> =>
    (await client.call(contract, target, input as never, key === undefined ? {} : { idempotencyKey: key })) as Answer;
  return {
    saveRecord: (entity, record) =>
      record.id === undefined
        ? call<RecordValues>(createRecord, { entity, values: record.values }, crypto.randomUUID())
        : call<RecordValues>(updateRecord, { entity, id: record.id, values: record.values, ...ifMatch(record.version) }),
    deleteRecord: async (entity, id, version) => {
      await call<unknown>(deleteRecord, { entity, id, ...ifMatch(version) });
    },
    async findReferences(entity, search, signal) {
      const input = { entity, limit: mostReferences, ...(search === '' ? {} : { search }) };
      const answer = (await client.call(listRecords, target, input, { signal })) as ListAnswer;
      return (answer.items ?? answer.rows ?? []).map(({ id, title }) => ({ id, title }));
    },
  };
}

interface ListAnswer {
  readonly items?: readonly RecordValues[];
  readonly rows?: readonly RecordValues[];
}

function ifMatch(version: number | undefined): { readonly ifMatch?: string } {
  return version === undefined ? {} : { ifMatch: `"${version}"` };
}
