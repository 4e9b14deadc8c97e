import { artefactOf, type Definition, type DefinitionRecord, diff, sameJson, subtreeOf } from '@plinth/app-definition';
import { isJsonObject, type JsonValue } from '@plinth/foundation';
import type { ChangeKind } from '@plinth/studio-frame';
import { placeWords } from './record-words.ts';

/** A property before and after, both as people read them; null where it is absent. */
export interface ChangedProperty {
  readonly path: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
  /** What it was, to be set again; absent where it cannot be set alone. */
  readonly former?: { readonly value: JsonValue | undefined };
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

/** What differs between two definitions, by artefact, in the order in which it stands there; where it stood before, for what is gone. */
export function changedArtefacts(before: Definition, after: Definition): readonly ChangedArtefact[] {
  const { added, updated, removed } = diff(before, after);
  const groups = new Map<string, ChangedRecord[]>();
  const enter = (definition: Definition, change: ChangedRecord) => {
    const { id } = artefactOf(definition, change.record);
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [change]);
    else known.push(change);
  };
  for (const record of removed) enter(before, { record, kind: 'removed', properties: valuesOf(record, 'before') });
  for (const { before: old, after: record } of updated) {
    enter(after, { record, kind: 'changed', properties: changesBetween([before, old], [after, record]) });
  }
  for (const record of added) enter(after, { record, kind: 'added', properties: valuesOf(record, 'after') });
  return [...groups].flatMap(([id, records]) => {
    const artefact = after.records.get(id) ?? before.records.get(id);
    if (artefact === undefined) return [];
    const kind = records.find(({ record }) => record.id === id)?.kind ?? 'changed';
    const places = placesIn(before, after, id);
    const place = ({ record }: ChangedRecord) => places.get(record.id) ?? places.size;
    return [{ artefact, kind, records: records.sort((a, b) => place(a) - place(b)) }];
  });
}

/** The records of an artefact in their order, what is gone behind what it stood behind. */
function placesIn(before: Definition, after: Definition, artefact: string): ReadonlyMap<string, number> {
  const places = new Map(subtreeOf(after, artefact).map(({ id }, at) => [id, at] as const));
  let last = 0;
  let behind = 0;
  for (const { id } of subtreeOf(before, artefact)) {
    const known = places.get(id);
    if (known !== undefined) {
      last = known;
      behind = 0;
      continue;
    }
    behind++;
    places.set(id, last + 1 - 1 / (behind + 1));
  }
  return places;
}

const placing: ReadonlySet<string> = new Set(['parent', 'slot', 'index']);
/** What tells nothing about a record as a whole. */
const telling = (name: string) => !placing.has(name) && name !== 'id' && name !== 'kind';

type Standing = readonly [definition: Definition, record: DefinitionRecord];

function changesBetween([before, old]: Standing, [after, record]: Standing): readonly ChangedProperty[] {
  const changed = changedProperties(values(old), values(record));
  const places = changed.some(({ path: [first] }) => placing.has(first ?? ''))
    ? [{ path: ['place'], before: placeWords(before, old), after: placeWords(after, record) }]
    : [];
  return [...places, ...changed.filter(({ path: [first] }) => !placing.has(first ?? ''))];
}

/** What a record that is new or gone has, apart from what is empty. */
function valuesOf(record: DefinitionRecord, side: 'before' | 'after'): readonly ChangedProperty[] {
  const told = Object.fromEntries(Object.entries(record).filter(([name, value]) => telling(name) && !isEmpty(value)));
  const properties = side === 'before' ? changedProperties(told as JsonValue, undefined) : changedProperties(undefined, told as JsonValue);
  return properties.map(({ path, before, after }) => ({ path, before, after }));
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '' || value === false;
}

function values(record: DefinitionRecord): JsonValue {
  return record as unknown as JsonValue;
}

/** Objects are compared name by name, so that a change in a large one is told as the small thing it is. */
function changedProperties(before: JsonValue | undefined, after: JsonValue | undefined, path: readonly string[] = []): ChangedProperty[] {
  if (sameJson(before, after)) return [];
  if ((isJsonObject(before) || before === undefined) && (isJsonObject(after) || after === undefined) && path.length < 4) {
    const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    return [...names].flatMap((name) => changedProperties(own(before, name), own(after, name), [...path, name]));
  }
  return [{ path, before: inWords(before), after: inWords(after), former: { value: before } }];
}

function own(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A value as people read it: text as it is, a list of texts with commas, everything else as JSON. */
export function inWords(value: unknown): string | null {
  if (value === undefined) return null;
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
