import type { EntityDescription } from '@plinth/component-kit';

/** What is done with a record, where what the person may do decides about it. */
export type RecordNeed = 'update' | 'delete';

/**
 * Why a person may not do something with a record: `never` with any of its entity, or not `here`, as the record itself says in
 * `allowed`; null: it is allowed, or nothing is known.
 */
export function refusalOf(entity: EntityDescription | null, record: unknown, need: RecordNeed): 'never' | 'here' | null {
  if (entity !== null && !entity.operations.includes(need)) return 'never';
  // A field of this name hides what the record would say.
  if (entity?.fields.some(({ key }) => key === 'allowed')) return null;
  const allowed = typeof record === 'object' && record !== null && 'allowed' in record ? record.allowed : null;
  return Array.isArray(allowed) && !allowed.includes(need) ? 'here' : null;
}
