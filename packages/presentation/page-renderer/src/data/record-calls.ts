import {
  type CallTarget,
  type Client,
  createRecord,
  deleteRecord,
  deleteRecords,
  getRecord,
  listRecords,
  updateRecord,
  updateRecords,
} from '@plinth/api-contract';
import type { RecordValues } from '@plinth/component-kit';
import type { PageData } from './page-data.ts';

type RecordCalls = Pick<PageData, 'saveRecord' | 'deleteRecord' | 'updateRecords' | 'deleteRecords' | 'findReferences' | 'relatedRecords'>;

const mostReferences = 20;

/** Records over HTTP: a version becomes `If-Match`, a new record an idempotency key, so that a repeated click creates one. */
export function recordCalls(client: Client, target: CallTarget): RecordCalls {
  return {
    async saveRecord(entityKey, record) {
      const entity = addressKey(entityKey);
      const { id, version, values } = record;
      const saved =
        id === undefined
          ? await client.call(createRecord, target, { entity, values, idempotencyKey: crypto.randomUUID() })
          : await client.call(updateRecord, target, { entity, id, values, ...ifMatch(version) });
      return saved as unknown as RecordValues;
    },
    async deleteRecord(entityKey, id, version) {
      await client.call(deleteRecord, target, { entity: addressKey(entityKey), id, ...ifMatch(version) });
    },
    async updateRecords(entityKey, records, values) {
      const changes = records.map((record) => ({ ...record, values }));
      await client.call(updateRecords, target, { entity: addressKey(entityKey), records: changes });
    },
    async deleteRecords(entityKey, records) {
      await client.call(deleteRecords, target, { entity: addressKey(entityKey), records: [...records] });
    },
    async findReferences(entityKey, search, signal) {
      const input = { entity: addressKey(entityKey), limit: mostReferences, ...(search === '' ? {} : { search }) };
      const { items } = await client.call(listRecords, target, input, { signal });
      return named(items);
    },
    async relatedRecords(entityKey, id, relation, signal) {
      const input = { entity: addressKey(entityKey), id, expand: relation, fields: 'version' };
      const record = await client.call(getRecord, target, input, { signal });
      return named((record as Readonly<Record<string, unknown>>)[relation]);
    },
  };
}

/** Records by id and title; a record without a title is called by its id. */
function named(records: unknown): readonly { readonly id: string; readonly title: string }[] {
  return (records as readonly RecordValues[]).map(({ id, title }) => ({ id, title: title ?? id }));
}

/** Entities of modules are `module/entity` in definitions and `module.entity` in addresses. */
function addressKey(entityKey: string): string {
  return entityKey.replace('/', '.');
}

function ifMatch(version: number | undefined): { readonly ifMatch?: string } {
  return version === undefined ? {} : { ifMatch: `"${version}"` };
}
