import { type Definition, type DefinitionViolation, nameForPeople, recordsOf, violationOf } from '@plinth/app-definition';
import { quoteIdentifier } from '@plinth/database';
import { PlinthError } from '@plinth/foundation';
import { entityKeyOf } from '../model/derive-model.ts';
import { derivedName } from '../model/derived-name.ts';
import type { ApplicationModel, EntityModel, IndexModel } from '../model/entity-model.ts';
import { rowRule } from './row-rule.ts';
import { isIndexed, isServed, type RuleLookup, ruleLookups } from './rule-lookups.ts';

/**
 * The model with an index for each column by which row rules find their rows, where none begins with it. Which indexes a
 * table has is told by the definition that owns it alone, so that publishing another changes nothing of them.
 */
export function withRuleIndexes(
  model: ApplicationModel,
  definition: Definition,
  dependencies: ReadonlyMap<string, Definition> = new Map(),
): ApplicationModel {
  const added = new Map<string, IndexModel[]>();
  const owners: [string, Definition][] = [[model.key, definition], ...dependencies];
  for (const [key, owner] of owners) {
    for (const permission of recordsOf(owner, 'permission')) {
      const own = entityKeyOf(permission.entity, owner);
      const entity = model.entities.get(key === model.key ? own : `${key}/${own}`);
      const lookups = entity?.definitionKey === key ? lookupsOf(model, entity, permission.rowRule) : null;
      for (const lookup of lookups ?? []) {
        if (lookup.entity.definitionKey !== key || lookup.reason !== null || isIndexed(lookup)) continue;
        const known = added.get(lookup.entity.key) ?? [];
        const index = indexOf(lookup);
        if (!known.some(({ name }) => name === index.name)) added.set(lookup.entity.key, [...known, index]);
      }
    }
  }
  if (added.size === 0) return model;
  const entities = [...model.entities].map(([key, entity]): [string, EntityModel] => {
    const indexes = added.get(key);
    return [key, indexes === undefined ? entity : { ...entity, indexes: [...entity.indexes, ...indexes] }];
  });
  return { ...model, entities: new Map(entities) };
}

/** The row rules that no index can serve: each reading of the role looks at every record. Such an application works all the same. */
export function ruleAdvice(model: ApplicationModel): DefinitionViolation[] {
  return model.permissions.flatMap((permission) => {
    const entity = model.entities.get(permission.entity);
    if (entity === undefined || permission.rowRule === undefined || !permission.operations.includes('read')) return [];
    const compiled = lookupsOf(model, entity, permission.rowRule);
    if (compiled === undefined) return [];
    const role = model.roles.find(({ id }) => id === permission.role)?.key ?? permission.role;
    const message = `no index serves the row rule of ${role} for ${entity.key}: each of its lists looks at every record`;
    if (compiled === null) {
      return [
        violationOf(
          permission,
          'expression',
          ['rowRule'],
          message,
          'Compare a field with a value of user or a constant, or join such a condition by and.',
        ),
      ];
    }
    const missing = compiled.find((lookup) => !isServed(lookup) || (lookup.entity.definitionKey !== model.key && !isIndexed(lookup)));
    if (missing === undefined) return [];
    const { entity: place, key, reason } = missing;
    const why = reason ?? `${nameForPeople(place.record)} belongs to ${place.definitionKey}`;
    return [
      violationOf(
        permission,
        'expression',
        ['rowRule'],
        message,
        `Declare an index of ${place.key} that begins with ${key}; none is made by itself, for ${why}.`,
      ),
    ];
  });
}

/** Undefined where there is no rule or none that means anything, which is reported elsewhere. */
function lookupsOf(model: ApplicationModel, entity: EntityModel, rule: string | undefined): readonly RuleLookup[] | null | undefined {
  if (rule === undefined) return undefined;
  try {
    return ruleLookups(model, entity, rowRule(model, entity, rule).typed);
  } catch (error) {
    if (error instanceof PlinthError && error.fault === 'caller') return undefined;
    throw error;
  }
}

/** With the id at its end an index also serves the order in which lists come by themselves. */
function indexOf({ entity, key, column }: RuleLookup): IndexModel {
  const sql = `(${quoteIdentifier(column)}, id)`;
  return { name: derivedName('ix', entity.table, sql), unique: false, sql, fields: [key] };
}
