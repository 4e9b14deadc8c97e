import { nearestName } from '@plinth/foundation';
import { compositeKey, recordsOf } from '../accessors.ts';
import { appId, currentSchemaVersion, type Definition } from '../definition.ts';
import { indexOf, nameOf, parentOf } from '../definition-index.ts';
import type { DefinitionRecord } from '../kinds/record-kinds.ts';
import { checkComposites } from './check-composites.ts';
import { checkField, checkRelation } from './check-entity.ts';
import { checkAddresses, checkPage } from './check-page.ts';
import { checkKeptRecord } from './check-record.ts';
import { checkReferences, type Dependencies } from './check-references.ts';
import { checkHiddenSettings, checkSetting } from './check-setting.ts';
import { type DefinitionViolation, didYouMean, nameForPeople, violationOf } from './violation.ts';

/** Finds what is well-formed and still means nothing, such as unknown names in expressions; filled by those who know what is in scope where. */
export type MeaningCheck = (definition: Definition, dependencies: Dependencies | undefined) => Iterable<DefinitionViolation>;

/** What a validation may ask; whatever is absent is not checked. */
export interface ValidationPorts {
  /** Ids of the components that can be used: `ui.button`. */
  readonly componentIds?: ReadonlySet<string>;
  /** The modules the definition depends on, by key. */
  readonly dependencies?: Dependencies;
  readonly checkMeaning?: MeaningCheck;
}

/**
 * Everything that is wrong with a definition, in the order of its records. Empty: it can be published. Never throws,
 * whatever the records hold.
 */
export function validateDefinition(definition: Definition, ports: ValidationPorts = {}): DefinitionViolation[] {
  if (definition.schemaVersion !== currentSchemaVersion) {
    const message = `is ${definition.schemaVersion}; this Plinth works with ${currentSchemaVersion}`;
    return [{ rule: 'format', record: '', path: '/schemaVersion', message, hint: 'Migrate it first.' }];
  }
  const ids = [...definition.records.keys()].sort();
  const malformed = ids.flatMap((id) => checkKeptRecord(id, definition.records.get(id)));
  // Records that are not what they say would make every further finding a guess.
  if (malformed.length > 0) return malformed;
  const violations = checkRoot(definition);
  for (const id of ids) {
    const record = definition.records.get(id);
    if (record === undefined) continue;
    violations.push(...checkReferences(definition, record, ports.dependencies), ...checkCycle(definition, record));
    violations.push(...checkDuplicate(definition, record));
    if (record.kind === 'field') violations.push(...checkField(record));
    if (record.kind === 'setting') violations.push(...checkSetting(definition, record));
    if (record.kind === 'relation') violations.push(...checkRelation(definition, record));
    if (record.kind === 'component' && ports.componentIds !== undefined) violations.push(...checkComponent(record, ports.componentIds));
  }
  for (const page of recordsOf(definition, 'page')) violations.push(...checkPage(definition, page));
  violations.push(...checkAddresses(definition), ...checkComposites(definition), ...checkHiddenSettings(definition));
  // What refers to nothing means nothing either: it is enough to say so once.
  if (violations.length === 0 && ports.checkMeaning !== undefined) violations.push(...ports.checkMeaning(definition, ports.dependencies));
  return violations;
}

function checkRoot(definition: Definition): DefinitionViolation[] {
  const violations: DefinitionViolation[] = [];
  if (definition.records.get(appId)?.kind !== 'app') {
    violations.push(violationOf({ id: appId }, 'root', [], 'is missing', `A definition has a record app with the id ${appId}.`));
  }
  for (const app of recordsOf(definition, 'app')) {
    if (app.id !== appId) violations.push(violationOf(app, 'root', ['id'], 'is a second root', `Only ${appId} may be one.`));
  }
  return violations;
}

/** Whether climbing from a record comes back to it. */
export function standsInItself(definition: Definition, record: DefinitionRecord): boolean {
  const visited = new Set<string>();
  for (let id = parentOf(record); id !== null && !visited.has(id); ) {
    if (id === record.id) return true;
    visited.add(id);
    const parent = definition.records.get(id);
    id = parent === undefined ? null : parentOf(parent);
  }
  return false;
}

function checkCycle(definition: Definition, record: DefinitionRecord): DefinitionViolation[] {
  if (!standsInItself(definition, record)) return [];
  return [violationOf(record, 'cycle', ['parent'], `${nameForPeople(record)} stands in itself`, 'Move it to a page.')];
}

/** Names of queries and components are compared by page, in checkPage. */
function checkDuplicate(definition: Definition, record: DefinitionRecord): DefinitionViolation[] {
  const first = firstOfSameName(definition, record);
  if (first === null || first === record.id) return [];
  const property = 'key' in record ? 'key' : record.kind === 'translation' ? 'locale' : 'entity';
  const message =
    record.kind === 'permission' ? 'the role already has a permission for this entity' : `there is another ${nameForPeople(record)}`;
  return [violationOf(record, 'duplicate', [property], message, 'Give one of them another name, or remove it.')];
}

function firstOfSameName(definition: Definition, record: DefinitionRecord): string | null {
  const name = record.kind === 'query' || record.kind === 'component' ? null : nameOf(record);
  if (name === null) return null;
  return [...(indexOf(definition).names.get(name)?.keys() ?? [])].sort()[0] ?? null;
}

function checkComponent(record: DefinitionRecord & { kind: 'component' }, known: ReadonlySet<string>): DefinitionViolation[] {
  // Composites are the definition's own.
  if (known.has(record.component) || compositeKey(record.component) !== null) return [];
  const hint = didYouMean(nearestName(record.component, known)) ?? 'Install it, or choose another.';
  return [violationOf(record, 'component', ['component'], `there is no component ${record.component}`, hint)];
}
