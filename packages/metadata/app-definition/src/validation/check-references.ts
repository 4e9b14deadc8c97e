import { nearestName } from '@plinth/foundation';
import { entityByKey, fieldByKey, fieldsOf, recordsOf, relationsOf } from '../accessors.ts';
import { appId, type Definition } from '../definition.ts';
import { referencedBy } from '../definition-index.ts';
import { type DefinitionRecord, type RecordKind, type ReferenceSite, referenceSites } from '../kinds/record-kinds.ts';
import { type DefinitionViolation, didYouMean, nameForPeople, violationOf } from './violation.ts';

/** What is known of the modules that a definition depends on, by key. */
export type Dependencies = ReadonlyMap<string, Definition>;

/** Splits `module/entity`; null where the entity is the definition's own. */
export function foreignEntity(reference: string): { readonly module: string; readonly entity: string } | null {
  const slash = reference.indexOf('/');
  return slash < 0 ? null : { module: reference.slice(0, slash), entity: reference.slice(slash + 1) };
}

/** Every reference of a record that leads nowhere, or to something of another kind. */
export function checkReferences(
  definition: Definition,
  record: DefinitionRecord,
  dependencies: Dependencies | undefined,
): DefinitionViolation[] {
  return referenceSites[record.kind].flatMap((site) =>
    referencedBy(record, site.property).flatMap((id, at) => {
      const steps = site.many ? [site.property, at] : [site.property];
      if (site.kinds.includes('entity') && foreignEntity(id) !== null) {
        return checkForeignEntity(definition, record, steps, id, dependencies);
      }
      const owner = site.of === undefined ? undefined : referencedBy(record, site.of)[0];
      const foreignOwner = owner === undefined ? null : foreignEntity(owner);
      if (foreignOwner !== null) return checkForeignField(record, site, steps, foreignOwner, id, dependencies);
      return checkOwn(definition, record, site, steps, id);
    }),
  );
}

function checkOwn(
  definition: Definition,
  record: DefinitionRecord,
  site: ReferenceSite,
  steps: (string | number)[],
  id: string,
): DefinitionViolation[] {
  const target = definition.records.get(id);
  if (target !== undefined && site.kinds.includes(target.kind)) {
    const owner = site.of === undefined ? undefined : referencedBy(record, site.of)[0];
    if (owner === undefined || !('parent' in target) || target.parent === owner) return [];
    return [violationOf(record, 'reference', steps, `${nameForPeople(target)} belongs to another entity`)];
  }
  const kinds = site.kinds.join(' or ');
  const key = keyOfMissing(id);
  const known = site.kinds.flatMap((kind) => keysOfKind(definition, kind, record, site));
  const hint = didYouMean(nearestName(key, known)) ?? (known.length > 0 ? `There are ${known.slice(0, 20).join(', ')}.` : `Add it first.`);
  return [violationOf(record, 'reference', steps, `there is no ${kinds} ${key}`, hint)];
}

/** What a person wrote where an id was made of it: `entity:client` is `client`, `field:client.name` is `name`. */
function keyOfMissing(id: string): string {
  return id.slice(id.indexOf(':') + 1).replace(/^.*\./, '');
}

function keysOfKind(definition: Definition, kind: RecordKind, record: DefinitionRecord, site: ReferenceSite): string[] {
  const owner = site.of === undefined ? undefined : referencedBy(record, site.of)[0];
  if (kind === 'field' && owner !== undefined) return fieldsOf(definition, owner).map((field) => field.key);
  if (kind === 'relation' && owner !== undefined) return relationsOf(definition, owner).map((relation) => relation.key);
  return recordsOf(definition, kind).flatMap((candidate) => ('key' in candidate ? [candidate.key] : []));
}

function checkForeignEntity(
  definition: Definition,
  record: DefinitionRecord,
  steps: (string | number)[],
  reference: string,
  dependencies: Dependencies | undefined,
): DefinitionViolation[] {
  const { module, entity } = foreignEntity(reference) ?? { module: '', entity: '' };
  const app = definition.records.get(appId);
  const declared = app?.kind === 'app' ? Object.keys(app.dependencies) : [];
  if (!declared.includes(module)) {
    const hint = didYouMean(nearestName(module, declared)) ?? `Add ${module} to the dependencies of the application.`;
    return [violationOf(record, 'dependency', steps, `${module} is no dependency`, hint)];
  }
  if (dependencies === undefined) return [];
  const owner = dependencies.get(module);
  if (owner === undefined) return [violationOf(record, 'dependency', steps, `the module ${module} was not found`, 'Publish it first.')];
  const target = entityByKey(owner, entity);
  const shared = recordsOf(owner, 'entity').filter((candidate) => candidate.shared.length > 0);
  if (target === null || target.shared.length === 0) {
    const known = shared.map((candidate) => `${module}/${candidate.key}`);
    const hint =
      didYouMean(nearestName(reference, known)) ?? (known.length > 0 ? `It shares ${known.join(', ')}.` : 'It shares no entity.');
    return [violationOf(record, 'dependency', steps, `the module ${module} shares no entity ${entity}`, hint)];
  }
  if (record.kind !== 'permission') return [];
  const refused = record.operations.filter((operation) => !(target.shared as readonly string[]).includes(sharedAs(operation)));
  if (refused.length === 0) return [];
  return [
    violationOf(
      record,
      'dependency',
      ['operations'],
      `${module} does not share ${refused.join(', ')} of ${entity}`,
      `It shares ${target.shared.join(', ')}.`,
    ),
  ];
}

/** What an owner must share for an operation: reading out many is still reading, bringing in many is still creating. */
function sharedAs(operation: string): string {
  if (operation === 'export') return 'read';
  return operation === 'import' ? 'create' : operation;
}

function checkForeignField(
  record: DefinitionRecord,
  site: ReferenceSite,
  steps: (string | number)[],
  owner: { readonly module: string; readonly entity: string },
  key: string,
  dependencies: Dependencies | undefined,
): DefinitionViolation[] {
  const module = dependencies?.get(owner.module);
  const entity = module === undefined ? null : entityByKey(module, owner.entity);
  if (module === undefined || entity === null || fieldByKey(module, entity.id, key) !== null) return [];
  const relations = site.kinds.includes('relation') ? relationsOf(module, entity.id) : [];
  if (relations.some((relation) => relation.key === key)) return [];
  const known = [...fieldsOf(module, entity.id), ...relations].map((member) => member.key);
  return [
    violationOf(record, 'reference', steps, `${owner.module}/${owner.entity} has no field ${key}`, didYouMean(nearestName(key, known))),
  ];
}
