import type { JsonValue } from '@plinth/foundation';
import type { ActionBody } from '../actions/definition-action.ts';
import { sameJson } from '../actions/same-json.ts';
import type { Definition } from '../definition.ts';
import { parentOf } from '../definition-index.ts';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';

/** A record that is in both, differently. */
export interface UpdatedRecord {
  readonly before: DefinitionRecord;
  readonly after: DefinitionRecord;
  /** Names of the properties that differ. */
  readonly properties: readonly string[];
}

/** What makes one definition of another. */
export interface DefinitionDiff {
  readonly added: readonly DefinitionRecord[];
  readonly updated: readonly UpdatedRecord[];
  readonly removed: readonly DefinitionRecord[];
}

/** The diff from one definition to another, by id; only of the given ids where those are known. Shared records cost nothing. */
export function diff(before: Definition, after: Definition, ids?: Iterable<string>): DefinitionDiff {
  const added: DefinitionRecord[] = [];
  const updated: UpdatedRecord[] = [];
  const removed: DefinitionRecord[] = [];
  for (const id of [...new Set(ids ?? [...before.records.keys(), ...after.records.keys()])].sort()) {
    const [old, now] = [before.records.get(id), after.records.get(id)];
    if (old === now) continue;
    if (old === undefined && now !== undefined) added.push(now);
    else if (old !== undefined && now === undefined) removed.push(old);
    else if (old !== undefined && now !== undefined) {
      const properties = differingProperties(old, now);
      if (properties.length > 0) updated.push({ before: old, after: now, properties });
    }
  }
  return { added, updated, removed };
}

function differingProperties(before: DefinitionRecord, after: DefinitionRecord): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const [a, b] = [before, after] as unknown as Record<string, unknown>[];
  return [...names].filter((name) => !sameJson(a?.[name], b?.[name])).sort();
}

const placing: ReadonlySet<string> = new Set(['parent', 'slot', 'index']);

/**
 * The action that makes one definition of another: one batch, so that it is judged as a whole and undone as one. Null
 * where there is nothing to do.
 */
export function actionBetween(before: Definition, after: Definition): ActionBody | null {
  const { added, updated, removed } = diff(before, after);
  const actions: ActionBody[] = added.map((record) => ({ type: 'RECORD_INSERT', payload: { record } }));
  const gone = new Set(removed.map(({ id }) => id));
  for (const { before: old, after: now, properties } of updated) {
    if (old.kind !== now.kind) {
      actions.push({ type: 'RECORD_REMOVE', payload: { id: old.id } }, { type: 'RECORD_INSERT', payload: { record: now } });
      continue;
    }
    const values = now as unknown as Record<string, JsonValue | undefined>;
    if (properties.some((name) => placing.has(name)) && 'index' in now) {
      const to = {
        ...('parent' in now ? { parent: now.parent } : {}),
        ...(now.kind === 'component' ? { slot: now.slot } : {}),
        index: now.index,
      };
      actions.push({ type: 'RECORD_MOVE', payload: { id: now.id, to } });
    }
    for (const name of properties) {
      if (placing.has(name)) continue;
      const value = values[name];
      actions.push({ type: 'RECORD_UPDATE', payload: { id: now.id, path: [name], ...(value === undefined ? {} : { value }) } });
    }
  }
  for (const record of removed) {
    const parent = parentOf(record);
    // A removal takes along what stands in the record.
    if (parent === null || !gone.has(parent)) actions.push({ type: 'RECORD_REMOVE', payload: { id: record.id } });
  }
  return actions.length === 0 ? null : { type: 'BATCH', payload: { actions } };
}
