import { isJsonObject, type JsonObject } from '@plinth/foundation';
import type { DefinitionAction } from '../actions/definition-action.ts';
import { currentSchemaVersion, type Definition, type DefinitionSnapshot, definitionOf, withDefaults } from '../definition.ts';
import { definitionErrors } from '../errors.ts';
import { isRecordKind, recordKinds } from '../kinds/record-kinds.ts';
import { checkKeptRecord, checkSnapshotForm } from '../validation/check-record.ts';
import { hasDefaults } from '../validation/has-defaults.ts';
import type { DefinitionViolation } from '../validation/violation.ts';

/** One step of the record kinds' history. Both functions get plain JSON and give plain JSON; null: it has no meaning any more. */
export interface SchemaMigration {
  /** The version it leads to, from the one before. */
  readonly to: number;
  readonly record: (record: JsonObject) => JsonObject | null;
  /** Types and payloads of actions, batches included, one body at a time. */
  readonly action: (body: JsonObject) => JsonObject | null;
}

/** The history of the record kinds. Numbered, never changed once released. */
export const schemaMigrations: readonly SchemaMigration[] = [];

function stepsFrom(version: number, migrations: readonly SchemaMigration[]): SchemaMigration[] {
  return migrations.filter(({ to }) => to > version).toSorted((a, b) => a.to - b.to);
}

/** A stored or sent snapshot as a definition of this version; what is wrong with it where it cannot be one. Nothing half-read. */
export function readSnapshot(
  snapshot: unknown,
  migrations: readonly SchemaMigration[] = schemaMigrations,
):
  | { readonly definition: Definition; readonly violations: readonly [] }
  | { readonly definition: null; readonly violations: readonly DefinitionViolation[] } {
  const newest = Math.max(currentSchemaVersion, ...migrations.map(({ to }) => to));
  const malformed = checkSnapshotForm(snapshot, newest);
  if (malformed.length > 0) return { definition: null, violations: malformed };
  const { schemaVersion, records } = snapshot as unknown as DefinitionSnapshot;
  const steps = stepsFrom(schemaVersion, migrations);
  const migrated: [string, JsonObject | null][] = Object.entries(records as unknown as JsonObject).map(([id, record]) => {
    const read = steps.reduce<JsonObject | null>(
      (value, step) => (value === null ? null : step.record(value)),
      isJsonObject(record) ? record : {},
    );
    return [id, read];
  });
  const violations: DefinitionViolation[] = [];
  const read = migrated.flatMap(([id, record]) => {
    if (record === null) return [];
    const isComplete = !isRecordKind(record.kind) || hasDefaults(recordKinds[record.kind], record);
    const complete = isComplete ? record : withDefaults(record as never);
    violations.push(...checkKeptRecord(id, complete));
    return [complete];
  });
  if (violations.length > 0) return { definition: null, violations };
  return { definition: definitionOf(read as never), violations: [] };
}

/** An action of an older version as one of this; null where nothing of it is left. A newer one is refused. */
export function migrateAction(
  action: DefinitionAction,
  migrations: readonly SchemaMigration[] = schemaMigrations,
): DefinitionAction | null {
  const newest = Math.max(currentSchemaVersion, ...migrations.map(({ to }) => to));
  if (action.schemaVersion > newest) throw definitionErrors.newerSchema({ found: action.schemaVersion, newest });
  let body: JsonObject | null = { type: action.type, payload: action.payload } as unknown as JsonObject;
  for (const step of stepsFrom(action.schemaVersion, migrations)) body = body === null ? null : migrateBody(step, body);
  return body === null ? null : ({ ...action, ...body, schemaVersion: newest } as unknown as DefinitionAction);
}

function migrateBody(step: SchemaMigration, body: JsonObject): JsonObject | null {
  const payload = body.payload;
  if (body.type !== 'BATCH' || !isJsonObject(payload) || !Array.isArray(payload.actions)) return step.action(body);
  const actions = payload.actions.flatMap((part) => (isJsonObject(part) ? (migrateBody(step, part) ?? []) : []));
  return actions.length === 0 ? null : { ...body, payload: { ...payload, actions } };
}
