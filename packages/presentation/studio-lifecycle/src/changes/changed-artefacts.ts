import { artefactOf, type Definition, type DefinitionRecord, diff } from '@plinth/app-definition';
import { isJsonObject, type JsonValue } from '@plinth/foundation';

export type ChangeKind = 'added' | 'changed' | 'removed';

/** A property before and after, both as people read them; null where it is absent. */
export interface ChangedProperty {
  readonly path: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
}

export interface ChangedRecord {
  readonly record: DefinitionRecord;
  readonly kind: ChangeKind;
  readonly properties: readonly ChangedProperty[];
}

/** An artefact with everything in it that differs. */
export interface ChangedArtefact {
  readonly artefact: DefinitionRecord;
  readonly kind: ChangeKind;
  readonly records: readonly ChangedRecord[];
}

/** What differs between two definitions, by artefact; where it stood before, for what is gone. */
export function changedArtefacts(before: Definition, after: Definition): readonly ChangedArtefact[] {
  const { added, updated, removed } = diff(before, after);
  const groups = new Map<string, ChangedRecord[]>();
  const enter = (definition: Definition, change: ChangedRecord) => {
    const { id } = artefactOf(definition, change.record);
    groups.set(id, [...(groups.get(id) ?? []), change]);
  };
  for (const record of removed) enter(before, { record, kind: 'removed', properties: [] });
  for (const { before: old, after: record } of updated) {
    enter(after, { record, kind: 'changed', properties: changedProperties(values(old), values(record)) });
  }
  for (const record of added) enter(after, { record, kind: 'added', properties: [] });
  return [...groups].flatMap(([id, records]) => {
    const artefact = after.records.get(id) ?? before.records.get(id);
    if (artefact === undefined) return [];
    const kind = records.find(({ record }) => record.id === id)?.kind ?? 'changed';
    return [{ artefact, kind, records: records.sort((a, b) => order(a, id) - order(b, id)) }];
  });
}

/** The artefact itself comes before its parts. */
function order({ record }: ChangedRecord, artefact: string): number {
  return record.id === artefact ? 0 : 1;
}

function values(record: DefinitionRecord): JsonValue {
  return record as unknown as JsonValue;
}

/** Objects are compared name by name, so that a change in a large one is told as the small thing it is. */
function changedProperties(before: JsonValue | undefined, after: JsonValue | undefined, path: readonly string[] = []): ChangedProperty[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if ((isJsonObject(before) || before === undefined) && (isJsonObject(after) || after === undefined) && path.length < 4) {
    const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    return [...names].flatMap((name) => changedProperties(own(before, name), own(after, name), [...path, name]));
  }
  return [{ path, before: inWords(before), after: inWords(after) }];
}

function own(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A value as people read it: text as it is, everything else as JSON. */
export function inWords(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
