import { randomUUID } from 'node:crypto';
import { foundationErrors, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { RecordsPort } from '@plinth/function-host';

/** Records that live as long as one call: whatever is written is what is read. Filters are not evaluated. */
export function throwAwayRecords(given: Readonly<Record<string, readonly JsonObject[]>> = {}): RecordsPort {
  const entities = new Map<string, Map<string, JsonObject>>();
  const recordsOf = (entity: string) => {
    let records = entities.get(entity);
    if (records === undefined) {
      const own = Object.hasOwn(given, entity) ? (given[entity] ?? []) : [];
      records = new Map(
        own.map((values) => made(String(values.id ?? randomUUID()), values, 1)).map((record) => [String(record.id), record]),
      );
      entities.set(entity, records);
    }
    return records;
  };
  const find = (entity: string, id: string): JsonObject => {
    const record = recordsOf(entity).get(id);
    if (record === undefined)
      throw foundationErrors.invalidInput({}, { details: { violations: [{ path: '/id', message: 'is no record' }] } });
    return record;
  };
  const keep = (entity: string, record: JsonObject): JsonValue => {
    recordsOf(entity).set(String(record.id), record);
    return record;
  };
  return {
    list: async (_, entity) => ({ items: [...recordsOf(entity).values()], next: null, count: null }),
    get: async (_, entity, id) => find(entity, id),
    create: async (_, entity, values) => keep(entity, made(randomUUID(), values, 1)),
    async update(_, entity, id, values) {
      const { version } = find(entity, id);
      return keep(entity, made(id, { ...find(entity, id), ...values }, Number(version) + 1));
    },
    async delete(_, entity, id) {
      find(entity, id);
      recordsOf(entity).delete(id);
      return null;
    },
  };
}

function made(id: string, values: JsonObject, version: number): JsonObject {
  return { ...values, id, version };
}
