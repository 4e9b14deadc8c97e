import type { ColumnFilter, QueryHandle } from '@plinth/component-kit';
import { useState } from 'react';
import { compareDecimals, decimalText } from '../contract/decimal-text.ts';
import { type Row, type RowSource, useRows } from '../contract/use-rows.ts';
import { valueAt } from './table-columns.ts';

type Sort = QueryHandle['sort'];
type Filters = QueryHandle['columnFilters'];

/** Rows with their order and filters: the server's for a query, worked out here for given rows. */
export interface TableRows extends RowSource {
  readonly sort: Sort;
  readonly filters: Filters;
  setSort(sort: Sort): void;
  setFilter(field: string, filter: ColumnFilter | null): void;
}

export function useTableRows(query: QueryHandle | null | undefined, rows: readonly Row[] | null | undefined): TableRows {
  const source = useRows(query, rows);
  const [sort, setSort] = useState<Sort>([]);
  const [filters, setFilters] = useState<Filters>({});
  if (query) {
    return {
      ...source,
      sort: query.sort,
      filters: query.columnFilters,
      setSort: (next) => query.setSort(next),
      setFilter: (field, filter) => query.setColumnFilter(field, filter),
    };
  }
  const shown = ordered(filtered(source.rows, filters), sort);
  return {
    ...source,
    rows: shown,
    count: shown.length,
    sort,
    filters,
    setSort,
    setFilter: (field, filter) => setFilters(replaced(filters, field, filter)),
  };
}

function replaced(filters: Filters, field: string, filter: ColumnFilter | null): Filters {
  const others = Object.entries(filters).filter(([key]) => key !== field);
  return Object.fromEntries(filter === null ? others : [...others, [field, filter]]);
}

function filtered(rows: readonly Row[], filters: Filters): readonly Row[] {
  const wanted = Object.entries(filters);
  return wanted.length === 0 ? rows : rows.filter((row) => wanted.every(([field, filter]) => matches(valueAt(row, field), filter)));
}

function matches(value: unknown, filter: ColumnFilter): boolean {
  const text = String(value ?? '');
  switch (filter.operator) {
    case 'contains':
      return text.toLocaleLowerCase().includes(filter.value.toLocaleLowerCase());
    case 'equals':
      return compareValues(value, filter.value) === 0;
    case 'atLeast':
      return value !== null && value !== undefined && compareValues(value, filter.value) >= 0;
    case 'atMost':
      return value !== null && value !== undefined && compareValues(value, filter.value) <= 0;
    case 'anyOf':
      return Array.isArray(value) ? value.some((one) => filter.values.includes(String(one))) : filter.values.includes(text);
  }
}

function ordered(rows: readonly Row[], sort: Sort): readonly Row[] {
  if (sort.length === 0) return rows;
  return rows.toSorted((left, right) => {
    for (const { field, direction } of sort) {
      const order = compareValues(valueAt(left, field), valueAt(right, field));
      if (order !== 0) return direction === 'asc' ? order : -order;
    }
    return 0;
  });
}

/** Numbers by size, the rest as text; absent values last. */
function compareValues(left: unknown, right: unknown): number {
  const absent = Number(left === null || left === undefined) - Number(right === null || right === undefined);
  if (absent !== 0 || left === null || left === undefined) return absent;
  const [first, second] = [decimalText(left), decimalText(right)];
  if (first !== null && second !== null) return compareDecimals(first, second);
  return String(left).localeCompare(String(right));
}
