import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { sameJson } from '../actions/same-json.ts';
import { structuralViolation, subtreeOf } from '../actions/structure.ts';
import { type Definition, definitionOf, withDefaults } from '../definition.ts';
import { withRecord } from '../definition-index.ts';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';

/**
 * A place where two branches disagree. The merged definition has `ours` there (a record one side removed stays where
 * the other changed it), so a person only decides whether to take `theirs`; absent values are undefined.
 */
export interface MergeConflict {
  readonly record: string;
  /** Empty: the record as a whole. */
  readonly path: readonly string[];
  readonly kind: 'both-changed' | 'changed-and-removed' | 'both-added' | 'structure';
  /** What a person should know, for structure: "there is another entity client". */
  readonly message: string;
  readonly base: JsonValue | undefined;
  readonly ours: JsonValue | undefined;
  readonly theirs: JsonValue | undefined;
}

export interface MergeResult {
  readonly definition: Definition;
  readonly conflicts: readonly MergeConflict[];
}

type Values = Readonly<Record<string, JsonValue>>;

/** Joins two branches that come from `base`, by record and property. The result always has a sound structure. */
export function merge(base: Definition, ours: Definition, theirs: Definition): MergeResult {
  const conflicts: MergeConflict[] = [];
  const records = new Map<string, DefinitionRecord>();
  const ids = [...new Set([...base.records.keys(), ...ours.records.keys(), ...theirs.records.keys()])].sort();
  for (const id of ids) {
    const merged = mergeRecord(id, base.records.get(id), ours.records.get(id), theirs.records.get(id), conflicts);
    if (merged !== undefined) records.set(id, merged);
  }
  const definition = definitionOf(records.values());
  return { definition: mendStructure({ base, ours, theirs }, definition, conflicts), conflicts };
}

function mergeRecord(
  id: string,
  base: DefinitionRecord | undefined,
  ours: DefinitionRecord | undefined,
  theirs: DefinitionRecord | undefined,
  conflicts: MergeConflict[],
): DefinitionRecord | undefined {
  if (ours === theirs || sameJson(ours, theirs) || sameJson(theirs, base)) return ours;
  if (sameJson(ours, base)) return theirs;
  const whole = { record: id, path: [], base: json(base), ours: json(ours), theirs: json(theirs) };
  if (ours === undefined || theirs === undefined) {
    conflicts.push({ ...whole, kind: 'changed-and-removed', message: 'one side removed what the other changed' });
    return ours ?? theirs;
  }
  if (base === undefined || base.kind !== ours.kind || base.kind !== theirs.kind) {
    conflicts.push({ ...whole, kind: 'both-added', message: 'both sides added it, differently' });
    return ours;
  }
  const merged = mergeValues(id, [], values(base), values(ours), values(theirs), conflicts);
  return withDefaults(merged as unknown as DefinitionRecord & Record<string, unknown>);
}

function json(record: DefinitionRecord | undefined): JsonValue | undefined {
  return record as unknown as JsonValue | undefined;
}

function values(record: DefinitionRecord): Values {
  return record as unknown as Values;
}

function mergeValues(id: string, path: readonly string[], base: Values, ours: Values, theirs: Values, conflicts: MergeConflict[]): Values {
  const merged: Record<string, JsonValue> = {};
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [b, o, t] = [own(base, name), own(ours, name), own(theirs, name)];
    const value = mergeValue(id, [...path, name], b, o, t, conflicts);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

function own(object: Values, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function mergeValue(
  id: string,
  path: readonly string[],
  base: JsonValue | undefined,
  ours: JsonValue | undefined,
  theirs: JsonValue | undefined,
  conflicts: MergeConflict[],
): JsonValue | undefined {
  if (sameJson(ours, theirs) || sameJson(theirs, base)) return ours;
  if (sameJson(ours, base)) return theirs;
  if (isJsonObject(ours) && isJsonObject(theirs)) return mergeValues(id, path, isJsonObject(base) ? base : {}, ours, theirs, conflicts);
  conflicts.push({ record: id, path, kind: 'both-changed', message: 'both sides changed it', base, ours, theirs });
  return ours;
}

interface Sides {
  readonly base: Definition;
  readonly ours: Definition;
  readonly theirs: Definition;
}

/**
 * Where two sound changes make something unsound together (a name twice, a circle, a parent that is gone), ours stands
 * and theirs becomes a conflict; a parent is brought back rather than losing what was put in it.
 */
export function mendStructure({ base, ours, theirs }: Sides, merged: Definition, conflicts: MergeConflict[]): Definition {
  let definition = merged;
  for (let round = 0; round <= merged.records.size * 2; round++) {
    const broken = [...definition.records.keys()].sort().flatMap((id) => structuralViolation(definition, id) ?? []);
    const [violation] = broken;
    if (violation === undefined) return definition;
    const mended = broken.reduce((current, { record: id, message }) => {
      const record = current.records.get(id);
      if (record === undefined || structuralViolation(current, id) === null) return current;
      const conflict = { record: id, path: [], kind: 'structure' as const, message, base: json(base.records.get(id)) };
      conflicts.push({ ...conflict, ours: json(ours.records.get(id)), theirs: json(theirs.records.get(id)) });
      const parent = 'parent' in record ? record.parent : undefined;
      const lost =
        parent === undefined || current.records.has(parent)
          ? undefined
          : (ours.records.get(parent) ?? theirs.records.get(parent) ?? base.records.get(parent));
      if (lost !== undefined) return withRecord(current, lost);
      const kept = ours.records.get(id);
      if (kept !== undefined && !sameJson(kept, record)) return withRecord(current, kept);
      return kept === undefined ? withoutSubtree(current, id) : current;
    }, definition);
    if (mended === definition) break;
    definition = mended;
  }
  // Ours is sound by itself; nothing of theirs is taken that could not be mended, and the conflicts hold it.
  return structuralViolationsIn(definition) ? ours : definition;
}

function structuralViolationsIn(definition: Definition): boolean {
  return [...definition.records.keys()].some((id) => structuralViolation(definition, id) !== null);
}

/** The definition without a record and all that stands in it. */
export function withoutSubtree(definition: Definition, id: string): Definition {
  const gone = new Set(subtreeOf(definition, id).map((record) => record.id));
  return definitionOf([...definition.records.values()].filter((record) => !gone.has(record.id)));
}
