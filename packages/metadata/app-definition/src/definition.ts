import { Value } from 'typebox/value';
import { type DefinitionRecord, isRecordKind, type RecordKind, type RecordOf, recordKinds } from './kinds/record-kinds.ts';
import { PersistentMap } from './persistent-map.ts';

/** Version of the record kinds this code writes; {@link migrateSnapshot} brings older ones here. */
export const currentSchemaVersion = 1;

/** The id of a definition's root record. */
export const appId = 'app';

/** An application or module: a flat, immutable map of records by id. */
export interface Definition {
  readonly schemaVersion: number;
  readonly records: PersistentMap<DefinitionRecord>;
}

/** A definition as plain JSON: what is stored, sent, signed and merged. */
export interface DefinitionSnapshot {
  readonly schemaVersion: number;
  readonly records: Readonly<Record<string, DefinitionRecord>>;
}

/** A definition of these records, which are taken as they are; {@link validateDefinition} tells whether they are any good. */
export function definitionOf(records: Iterable<DefinitionRecord>): Definition {
  return {
    schemaVersion: currentSchemaVersion,
    records: PersistentMap.from(Array.from(records, (record) => [record.id, record] as const)),
  };
}

/** The definition as plain JSON, records in the order of their ids. */
export function snapshotOf(definition: Definition): DefinitionSnapshot {
  const ids = [...definition.records.keys()].sort();
  const records: [string, DefinitionRecord][] = [];
  for (const id of ids) {
    const record = definition.records.get(id);
    if (record !== undefined) records.push([id, record]);
  }
  return { schemaVersion: definition.schemaVersion, records: Object.fromEntries(records) };
}

/** A record with the defaults of its kind filled in; what it has stays as it is. */
export function withDefaults<Kind extends RecordKind>(
  record: { readonly kind: Kind; readonly id: string } & Readonly<Record<string, unknown>>,
) {
  if (!isRecordKind(record.kind)) return record as unknown as RecordOf<Kind>;
  return Value.Default(recordKinds[record.kind], structuredClone(record)) as RecordOf<Kind>;
}
