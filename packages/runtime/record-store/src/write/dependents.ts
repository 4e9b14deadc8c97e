import { type PipelinePart, quoteIdentifier, statement, type Transaction } from '@plinth/database';
import { recordErrors } from '../errors.ts';
import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import type { Change } from './change-parts.ts';
import { eventsOf, historyPart, outboxPart } from './write-statements.ts';

/** Most records that go or change with those that somebody deletes; more are deleted first, on purpose. */
const mostDependents = 10_000;

/** A reference that acts when what it leads to is deleted. */
interface Acting {
  readonly entity: EntityModel;
  readonly field: FieldModel;
  readonly operation: 'delete' | 'update';
}

/** The references of other records that act when one of the entity is deleted: `cascade` and `clear`. */
function actingOn(model: ApplicationModel, { key }: EntityModel): readonly Acting[] {
  return [...model.entities.values()].flatMap((entity) =>
    entity.fields.flatMap((field): Acting[] => {
      const { onDelete } = field.record;
      if (field.target !== key || onDelete === undefined || onDelete === 'restrict') return [];
      return [{ entity, field, operation: onDelete === 'cascade' ? 'delete' : 'update' }];
    }),
  );
}

/** Whether deleting a record of the entity deletes or changes others. */
export function hasDependents({ scope, entity }: Pick<Change, 'scope' | 'entity'>): boolean {
  return !entity.record.softDelete && actingOn(scope.model, entity).length > 0;
}

/**
 * What becomes of the records that refer to those about to be deleted, which are locked so that none is added meanwhile: each
 * is kept in its history and announced, like any change. A deletion takes nothing along that the person could not delete, and
 * changes nothing that they could not change: throws `records.dependents-denied`.
 */
export async function dependentParts(
  transaction: Pick<Transaction, 'query'>,
  change: Pick<Change, 'context' | 'scope' | 'entity'>,
  ids: readonly string[],
): Promise<readonly (PipelinePart | null)[]> {
  const { context, scope, entity } = change;
  const { model } = scope;
  if (entity.record.softDelete || ids.length === 0) return [];
  const gone = new Map<EntityModel, Set<string>>([[entity, new Set(ids)]]);
  const cleared = new Map<Acting, readonly string[]>();
  const waiting: { readonly entity: EntityModel; readonly ids: readonly string[] }[] = [{ entity, ids }];
  let count = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const acting of actingOn(model, next.entity)) {
      const part = foundPart(change, acting, next.ids);
      const { rows } = await transaction.query<{ readonly id: string; readonly granted: boolean | null }>(
        context,
        part.statement,
        part.values,
      );
      const known = gone.get(acting.entity) ?? new Set();
      const found = rows.filter(({ id }) => !known.has(id));
      if (found.some(({ granted }) => granted !== true))
        throw recordErrors.dependentsDenied({ done: acting.operation === 'delete' ? 'deleted' : 'changed', operation: acting.operation });
      count += found.length;
      if (count > mostDependents)
        throw recordErrors.tooMany({ found: count, things: 'records that go or change with it', most: mostDependents });
      const foundIds = found.map(({ id }) => id);
      if (foundIds.length === 0) continue;
      if (acting.operation === 'update') cleared.set(acting, [...(cleared.get(acting) ?? []), ...foundIds]);
      else {
        gone.set(acting.entity, new Set([...known, ...foundIds]));
        waiting.push({ entity: acting.entity, ids: foundIds });
      }
    }
  }
  const told = (of: EntityModel, operation: 'deleted' | 'updated', which: readonly string[]) => [
    historyPart(model, of, operation, which, context.actor.id),
    outboxPart(model, eventsOf(context, model, of, operation, which)),
  ];
  return [
    ...[...cleared].flatMap(([acting, which]) => {
      // What goes as well is not changed before.
      const kept = which.filter((id) => gone.get(acting.entity)?.has(id) !== true);
      return kept.length === 0 ? [] : [clearPart(acting, kept, context.actor.id), ...told(acting.entity, 'updated', kept)];
    }),
    ...[...gone].filter(([of]) => of !== entity).flatMap(([of, which]) => told(of, 'deleted', [...which])),
    ...told(
      entity,
      'deleted',
      [...(gone.get(entity) ?? [])].filter((id) => !ids.includes(id)),
    ),
  ];
}

/** The records that a reference acts on, locked, and whether the person may do to each what it does. */
function foundPart({ scope }: Pick<Change, 'scope'>, { entity, field, operation }: Acting, ids: readonly string[]): PipelinePart {
  const { model, permissions } = scope;
  const parameters = new Parameters();
  const full = new EntityView(model, entity, 't', parameters, null);
  const grants = permissions.access
    .grants(entity, operation)
    .filter(({ hidden, locked }) => operation === 'delete' || !(hidden.has(field.key) || locked.has(field.key)));
  const readable = full.granted(permissions.access.grants(entity, 'read')) ?? 'true';
  const granted = full.granted(grants) ?? 'true';
  const text = `select t.id::text as id, (${readable} and ${granted}) as granted from ${entity.qualified} t
where t.${quoteIdentifier(field.column)} = any(${parameters.run('ids', 'uuid[]')}) order by t.id limit ${mostDependents + 1} for update of t`;
  return { statement: statement(text), values: parameters.bind({ user: permissions.user, run: { ids } }) };
}

function clearPart({ entity, field }: Acting, ids: readonly string[], actor: string): PipelinePart {
  const text = `update ${entity.qualified} set ${quoteIdentifier(field.column)} = null, version = version + 1, updated_at = now(), updated_by = $2
where id = any($1::uuid[])`;
  return { statement: statement(text), values: [ids, actor] };
}
