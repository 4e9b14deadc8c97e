import type { QueryHandle } from '@plinth/component-kit';

type Sort = QueryHandle['sort'];

/** Ascending, then descending, then as it was; with `add` beside the other columns instead of in their place. */
export function nextSort(sort: Sort, field: string, add: boolean): Sort {
  const now = sort.find((one) => one.field === field)?.direction;
  const next: Sort = now === undefined ? [{ field, direction: 'asc' }] : now === 'asc' ? [{ field, direction: 'desc' }] : [];
  if (!add) return next;
  return now === undefined ? [...sort, ...next] : sort.flatMap((one) => (one.field === field ? next : [one]));
}
