import type { EntityModel } from '../model/entity-model.ts';
import type { Access, Grant } from './access.ts';

/** The operations that are asked about of a single record. */
export const explainedOperations = ['read', 'update', 'delete', 'create'] as const;
export type ExplainedOperation = (typeof explainedOperations)[number];

export interface OperationAccess {
  readonly operation: ExplainedOperation;
  readonly allowed: boolean;
  readonly reason: 'granted' | 'no-role' | 'no-rule' | 'not-readable';
  readonly grants: readonly Grant[];
}

/** A field or relation that is not seen, or seen and not written, and the grants that say so. */
export interface FieldAccess {
  readonly field: string;
  readonly access: 'hidden' | 'locked';
  readonly because: readonly Grant[];
}

export interface RecordAccess {
  readonly operations: readonly OperationAccess[];
  /** Of a record that is read: what is hidden, and what is locked where the record may be changed. */
  readonly fields: readonly FieldAccess[];
}

/** What somebody may do with a record, given which grants hold on it; as reading and writing decide it. */
export function recordAccess(access: Access, entity: EntityModel, holds: (grant: Grant) => boolean): RecordAccess {
  const readable = access.grants(entity, 'read').some(holds);
  const operations = explainedOperations.map((operation): OperationAccess => {
    const grants = access.grants(entity, operation);
    if (grants.length === 0) return { operation, allowed: false, reason: 'no-role', grants };
    if (!grants.some(holds)) return { operation, allowed: false, reason: 'no-rule', grants };
    // A record is looked for among those that are read before it is written.
    if ((operation === 'update' || operation === 'delete') && !readable)
      return { operation, allowed: false, reason: 'not-readable', grants };
    return { operation, allowed: true, reason: 'granted', grants };
  });
  return { operations, fields: readable ? fieldAccess(access, entity, holds) : [] };
}

function fieldAccess(access: Access, entity: EntityModel, holds: (grant: Grant) => boolean): FieldAccess[] {
  const reading = access.grants(entity, 'read').filter(holds);
  const writing = access.grants(entity, 'update').filter(holds);
  return [...entity.fields, ...entity.relations.values()].flatMap(({ key }): FieldAccess[] => {
    if (reading.every((grant) => grant.hidden.has(key))) return [{ field: key, access: 'hidden', because: reading }];
    const kept = writing.filter((grant) => grant.hidden.has(key) || grant.locked.has(key));
    return writing.length > 0 && kept.length === writing.length ? [{ field: key, access: 'locked', because: kept }] : [];
  });
}
