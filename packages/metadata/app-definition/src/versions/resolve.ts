import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { subtreeOf } from '../actions/structure.ts';
import { type Definition, withDefaults } from '../definition.ts';
import { withRecord } from '../definition-index.ts';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';
import { type MergeConflict, mendStructure, merge, withoutSubtree } from './merge.ts';

/** Which side of a conflict is to stand; `record` and `path` are those of the conflict. */
export interface MergeDecision {
  readonly record: string;
  readonly path: readonly string[];
  readonly take: 'ours' | 'theirs';
}

export interface ResolvedMerge {
  readonly definition: Definition;
  readonly conflicts: readonly MergeConflict[];
  /** Conflicts that nobody decided: ours stands there. */
  readonly undecided: readonly MergeConflict[];
  /** What the decisions break together, such as a name that two records have then; mended in `definition`. */
  readonly unsound: readonly MergeConflict[];
}

/** Joins two branches as {@link merge} does, with a side chosen for each conflict that somebody decided. */
export function resolveMerge(base: Definition, ours: Definition, theirs: Definition, decisions: readonly MergeDecision[]): ResolvedMerge {
  const { definition: merged, conflicts } = merge(base, ours, theirs);
  const taken = new Map(decisions.map((decision) => [placeOf(decision), decision.take]));
  const undecided: MergeConflict[] = [];
  let definition = merged;
  for (const conflict of conflicts) {
    const take = taken.get(placeOf(conflict));
    if (take === undefined) undecided.push(conflict);
    else definition = withDecision(definition, conflict, conflict[take], take === 'ours' ? ours : theirs);
  }
  const unsound: MergeConflict[] = [];
  // What merge gave is sound; only decisions can break it.
  if (definition !== merged) definition = mendStructure({ base, ours, theirs }, definition, unsound);
  return { definition, conflicts, undecided, unsound };
}

function placeOf({ record, path }: Pick<MergeConflict, 'record' | 'path'>): string {
  return JSON.stringify([record, ...path]);
}

function withDecision(definition: Definition, conflict: MergeConflict, value: JsonValue | undefined, side: Definition): Definition {
  const { record: id, path } = conflict;
  if (path.length > 0) {
    const record = definition.records.get(id);
    if (record === undefined) return definition;
    return withRecord(definition, complete(withValue(record as unknown as JsonValue, path, value)));
  }
  if (value === undefined) return withoutSubtree(definition, id);
  // Whoever keeps a record that the other side removed keeps what stood in it.
  const lost = conflict.kind === 'changed-and-removed' ? subtreeOf(side, id).filter((each) => !definition.records.has(each.id)) : [];
  return [complete(value), ...lost].reduce(withRecord, definition);
}

function complete(value: JsonValue | undefined): DefinitionRecord {
  return withDefaults(value as unknown as DefinitionRecord & Record<string, unknown>);
}

function withValue(object: JsonValue, [name = '', ...rest]: readonly string[], value: JsonValue | undefined): JsonValue {
  const values = isJsonObject(object) ? object : {};
  const inner = Object.hasOwn(values, name) ? values[name] : undefined;
  const next = rest.length === 0 ? value : withValue(inner ?? {}, rest, value);
  const others = Object.entries(values).filter(([each]) => each !== name);
  return Object.fromEntries(next === undefined ? others : [...others, [name, next]]);
}
