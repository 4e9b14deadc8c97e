import type { ActionBody, DefinitionAction, LogEntry } from '../actions/definition-action.ts';
import { reduce } from '../actions/reduce.ts';
import { currentSchemaVersion, type Definition } from '../definition.ts';
import type { DefinitionViolation } from '../validation/violation.ts';
import { migrateAction, type SchemaMigration, schemaMigrations } from '../versions/migrations.ts';
import { bodyOf, replay, withoutTentative } from './replay.ts';
import { createReplica, type RefusedAction, type Replica } from './replica.ts';
import type { UndoStacks, UndoStep } from './undo-stacks.ts';

/** A replica as plain JSON, apart from its confirmed definition, which a snapshot and the entries after it give. */
export interface KeptReplica {
  readonly schemaVersion: number;
  readonly actor: string;
  readonly position: number;
  readonly pending: readonly DefinitionAction[];
  readonly stacks: UndoStacks;
  readonly own: readonly LogEntry[];
  readonly removed: readonly (readonly [string, ActionBody])[];
}

const mostRemoved = 200;
const mostOwn = 100;

/** What is to be kept of a replica so that {@link restoreReplica} finds everything that was done; of what is tentative nothing. */
export function keepReplica(given: Replica): KeptReplica {
  const { replica } = withoutTentative(given);
  const { actor, position, pending, stacks } = replica;
  const [own, removed] = [replica.own.slice(-mostOwn), [...replica.removed].slice(-mostRemoved)];
  return { schemaVersion: currentSchemaVersion, actor, position, pending, stacks, own, removed };
}

/**
 * A kept replica on its confirmed definition: a snapshot and the entries from there to the kept position. Actions of an
 * older schema are migrated; those that have no meaning any more, or are of a newer one, are set aside for their author.
 */
export function restoreReplica(
  kept: KeptReplica,
  from: { readonly definition: Definition; readonly position: number },
  entries: readonly LogEntry[],
  migrations: readonly SchemaMigration[] = schemaMigrations,
): Replica {
  let { definition: confirmed, position } = from;
  for (const entry of [...entries].sort((a, b) => a.position - b.position)) {
    if (entry.position !== position + 1 || entry.position > kept.position) continue;
    const action = migrateAction(entry.action, migrations);
    const result = action === null ? null : reduce(confirmed, action);
    if (result !== null && result.refused !== null)
      throw new Error(`The kept log is broken at ${entry.position}: ${result.refused.message}`);
    confirmed = result?.definition ?? confirmed;
    position++;
  }
  if (position !== kept.position) throw new Error(`The kept log ends at ${position} and not at ${kept.position}.`);
  const aside: RefusedAction[] = [];
  const pending = kept.pending.flatMap((action) => {
    const migrated = readable(action, migrations);
    if (typeof migrated !== 'string') return [migrated];
    aside.push({ action, refusal: outdated(action, migrated), restore: null });
    return [];
  });
  const step = (one: UndoStep): UndoStep[] => {
    const envelope = { ...one.inverse, id: one.action, actor: kept.actor, intent: '', schemaVersion: kept.schemaVersion, seen: 0 };
    const migrated = readable(envelope as DefinitionAction, migrations);
    return typeof migrated === 'string' ? [] : [{ ...one, inverse: bodyOf(migrated) }];
  };
  const stacks = { undo: kept.stacks.undo.flatMap(step), redo: kept.stacks.redo.flatMap(step) };
  const { own, removed } = kept;
  const replica: Replica = { ...createReplica(kept.actor, confirmed, position), pending, stacks, own, removed: new Map(removed) };
  const restored = replay(replica, new Set(), []).replica;
  return { ...restored, refused: [...aside, ...restored.refused] };
}

function readable(action: DefinitionAction, migrations: readonly SchemaMigration[]): DefinitionAction | string {
  try {
    return migrateAction(action, migrations) ?? 'what it changed is no longer part of definitions';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function outdated(action: DefinitionAction, message: string): DefinitionViolation {
  return { rule: 'schema', record: '', path: '', message: `${action.intent}: ${message}`, hint: 'Do it again by hand.' };
}
