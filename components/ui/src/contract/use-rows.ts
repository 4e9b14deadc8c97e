import type { EntityDescription, QueryHandle } from '@plinth/component-kit';

export type Row = Readonly<Record<string, unknown>>;

/** Rows of a query or of an expression, told apart no further by what shows them. */
export interface RowSource {
  readonly rows: readonly Row[];
  readonly entity: EntityDescription | null;
  readonly count: number | null;
  readonly loading: boolean;
  readonly error: QueryHandle['error'];
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

const nothing = () => {};

/** Reads the query where there is one, else the given rows. */
export function useRows(query: QueryHandle | null | undefined, rows: readonly Row[] | null | undefined): RowSource {
  if (!query) {
    return {
      rows: rows ?? [],
      entity: null,
      count: rows?.length ?? 0,
      loading: false,
      error: null,
      hasMore: false,
      loadMore: nothing,
      reload: nothing,
    };
  }
  return {
    rows: query.rows,
    entity: query.entity,
    count: query.count,
    loading: query.loading,
    error: query.error,
    hasMore: query.hasMore,
    loadMore: () => void query.loadMore(),
    reload: () => void query.reload(),
  };
}
