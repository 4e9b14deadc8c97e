import type { ActionBody } from '../actions/definition-action.ts';
import { subtreeOf } from '../actions/structure.ts';
import { type Definition, definitionOf } from '../definition.ts';
import { parentOf } from '../definition-index.ts';
import { fileOf } from '../files/layout.ts';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';
import { actionBetween } from './diff.ts';

/** The record that people open to see this one: its page, its entity, its decision; a permission is seen with its role. */
export function artefactOf(definition: Definition, record: DefinitionRecord): DefinitionRecord {
  const above = record.kind === 'permission' ? record.role : parentOf(record);
  const holder = above === null ? undefined : definition.records.get(above);
  return holder === undefined ? record : artefactOf(definition, holder);
}

/** The file of the files form in which a record stands. */
export function fileOfRecord(definition: Definition, record: DefinitionRecord): string {
  const artefact = artefactOf(definition, record);
  switch (artefact.kind) {
    case 'role':
    case 'permission':
      return fileOf('roles', '');
    case 'permission-test':
      return fileOf('permission-tests', '');
    case 'setting':
      return fileOf('settings', '');
    case 'translation':
      return fileOf('translation', artefact.locale);
    case 'page':
      return fileOf(artefact.composite === undefined ? 'page' : 'composite', artefact.key);
    case 'app':
    case 'entity':
    case 'decision':
    case 'process':
    case 'function':
    case 'event-type':
    case 'external-action':
    case 'external-trigger':
    case 'theme':
    case 'import':
      return fileOf(artefact.kind, artefact.key);
    default:
      // What it stood in is gone; it is in no file.
      return fileOf('app', '');
  }
}

/**
 * The action that makes artefacts what they were in a former definition: one batch. Everything where `artefacts` is absent;
 * null where there is nothing to do.
 */
export function restoreArtefacts(current: Definition, former: Definition, artefacts?: ReadonlySet<string>): ActionBody | null {
  if (artefacts === undefined) return actionBetween(current, former);
  const partOf = (definition: Definition) =>
    [...definition.records.values()].filter((record) => artefacts.has(artefactOf(definition, record).id));
  const target = new Map([...current.records.entries()]);
  for (const { id } of partOf(current)) target.delete(id);
  for (const record of partOf(former)) target.set(record.id, record);
  return actionBetween(current, definitionOf(target.values()));
}

/**
 * The action that makes single records what they were in a former definition, where they stood then. What is gone comes back
 * with what stood in it, and with what it stood in; what was added goes, and what was put into it goes back to its place.
 * Null where there is nothing to do.
 */
export function restoreRecords(current: Definition, former: Definition, ids: ReadonlySet<string>): ActionBody | null {
  const target = new Map([...current.records.entries()]);
  const bringBack = (record: DefinitionRecord) => {
    target.set(record.id, record);
    const above = former.records.get(parentOf(record) ?? '');
    if (above !== undefined && !target.has(above.id)) bringBack(above);
  };
  for (const id of ids) {
    const record = former.records.get(id);
    for (const { id: inside } of subtreeOf(record === undefined ? current : former, id)) {
      const then = former.records.get(inside);
      if (then === undefined) target.delete(inside);
      else if (record === undefined || inside === id || !target.has(inside)) bringBack(then);
    }
  }
  return actionBetween(current, definitionOf(target.values()));
}
