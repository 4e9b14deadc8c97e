import { componentsOf, pageOf } from '../accessors.ts';
import { appId, type Definition } from '../definition.ts';
import { indexOf, nameOf, parentOf } from '../definition-index.ts';
import { type DefinitionRecord, referenceSites } from '../kinds/record-kinds.ts';
import { checkRecord } from '../validation/check-record.ts';
import { standsInItself } from '../validation/validate-definition.ts';
import { type DefinitionViolation, nameForPeople, violationOf } from '../validation/violation.ts';

/**
 * What must hold of a record in every state of a definition, finished or not, so that it can always be drawn, written
 * as files and merged: its schema, its parent, no circle, one name a scope. Everything else (references to what is
 * gone, say) may be open while people work and is told by `validateDefinition`. Names are compared where they may have
 * changed: many pages have a component called "table".
 */
export function structuralViolation(definition: Definition, id: string, withName = true): DefinitionViolation | null {
  const record = definition.records.get(id);
  if (record === undefined) {
    if (id === appId) return violationOf({ id }, 'root', [], 'the root record cannot be removed');
    return orphanOf(definition, id);
  }
  const [malformed] = checkRecord(id, record);
  if (malformed !== undefined) return malformed;
  if ((record.kind === 'app') !== (id === appId))
    return violationOf(record, 'root', ['kind'], `only ${appId} may be the root, and it must be`);
  const parent = parentOf(record);
  if (parent !== null) {
    const kinds = referenceSites[record.kind].find(({ property }) => property === 'parent')?.kinds ?? [];
    const found = definition.records.get(parent);
    if (found === undefined)
      return violationOf(record, 'reference', ['parent'], `what ${nameForPeople(record)} stands in is gone`, 'Restore it first.');
    if (!kinds.includes(found.kind))
      return violationOf(record, 'reference', ['parent'], `${nameForPeople(record)} cannot stand in ${nameForPeople(found)}`);
    if (standsInItself(definition, record))
      return violationOf(record, 'cycle', ['parent'], `${nameForPeople(record)} would stand in itself`);
  }
  return withName ? duplicateOf(definition, record) : null;
}

function orphanOf(definition: Definition, id: string): DefinitionViolation | null {
  const [child] = indexOf(definition).children.get(id) ?? [];
  const record = child === undefined ? undefined : definition.records.get(child);
  return record === undefined ? null : violationOf(record, 'reference', ['parent'], `what ${nameForPeople(record)} stands in is gone`);
}

function duplicateOf(definition: Definition, record: DefinitionRecord): DefinitionViolation | null {
  const name = nameOf(record);
  if (name === null) return null;
  const same = indexOf(definition).names.get(name);
  if (same === undefined || same.size < 2) return null;
  const inPageScope = record.kind === 'query' || record.kind === 'component';
  const page = inPageScope ? pageOf(definition, record)?.id : undefined;
  for (const id of same.keys()) {
    const other = definition.records.get(id);
    if (other === undefined || id === record.id) continue;
    if (inPageScope && pageOf(definition, other)?.id !== page) continue;
    return violationOf(record, 'duplicate', ['key'], `there is another ${nameForPeople(other)}`, 'Choose another name.');
  }
  return null;
}

/** Every structural violation of a definition. */
export function structuralViolations(definition: Definition): DefinitionViolation[] {
  return [appId, ...[...definition.records.keys()].filter((id) => id !== appId).sort()].flatMap(
    (id) => structuralViolation(definition, id) ?? [],
  );
}

/** A record and everything that stands in it, parents first. */
export function subtreeOf(definition: Definition, id: string): DefinitionRecord[] {
  const found: DefinitionRecord[] = [];
  const seen = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const record = definition.records.get(next);
    if (record === undefined || seen.has(next)) continue;
    seen.add(next);
    found.push(record);
    waiting.push(...[...(indexOf(definition).children.get(next) ?? [])].reverse());
  }
  return found;
}

/** The ids whose names must be compared again after a record came to another page. */
export function namesThatMoved(definition: Definition, record: DefinitionRecord): string[] {
  return record.kind === 'component' ? componentsOf(definition, record.id).map(({ id }) => id) : [];
}
