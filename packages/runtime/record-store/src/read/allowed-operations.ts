import type { EntityView } from './entity-view.ts';

/** The operations on a single record that its reader can be told of. */
const told = ['update', 'delete'] as const;

/** SQL of what the reader may do with a record as it is: those of `update` and `delete` that some grant gives on it, as text[]. */
export function allowedOperations(view: EntityView): string {
  const { access, entity } = view;
  const entries = told.map((operation) => {
    const granted = access === null ? null : view.granted(access.grants(entity, operation));
    return granted === null ? `'${operation}'` : `case when ${granted} then '${operation}' end`;
  });
  return `array_remove(array[${entries.join(', ')}]::text[], null)`;
}
