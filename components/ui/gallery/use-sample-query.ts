import type { ColumnFilter, EntityDescription, QueryHandle, RecordValues } from '@plinth/component-kit';
import { useState } from 'react';
import { useTableRows } from '../src/table/table-rows.ts';

interface SampleOptions {
  readonly pageSize?: number;
  readonly state?: 'loading' | 'error';
}

/** A query over made-up records that pages, sorts and filters as the server would. */
export function useSampleQuery(entity: EntityDescription, records: readonly RecordValues[], options: SampleOptions = {}): QueryHandle {
  const { pageSize = records.length } = options;
  const worked = useTableRows(null, records);
  const [pages, setPages] = useState(1);
  const [failed, setFailed] = useState(options.state === 'error');
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = worked.rows.map((row) => byId.get(String(row.id))).filter((record) => record !== undefined);
  const rows = options.state === 'loading' ? [] : found.slice(0, pages * pageSize);
  return {
    key: entity.key,
    entity,
    rows: failed ? [] : rows,
    count: worked.rows.length,
    loading: options.state === 'loading',
    error: failed ? { title: 'The loans could not be read.', hint: 'The database does not answer. Try again in a moment.' } : null,
    sort: worked.sort,
    hasMore: !failed && rows.length < worked.rows.length && options.state !== 'loading',
    setSort: worked.setSort,
    setColumnFilter: (field: string, filter: ColumnFilter | null) => worked.setFilter(field, filter),
    columnFilters: worked.filters,
    loadMore: async () => setPages((before) => before + 1),
    reload: async () => setFailed(false),
  };
}
