import { type ColumnFilter, Icon, useText } from '@plinth/component-kit';
import { useState } from 'react';
import { ColumnFilterButton } from './column-filter.tsx';
import styles from './table.module.css';
import type { TableColumn } from './table-columns.ts';

interface HeaderCellProps {
  readonly id: string;
  readonly column: TableColumn;
  readonly columnIndex: number;
  readonly tabIndex: 0 | -1;
  readonly direction: 'asc' | 'desc' | null;
  readonly filter: ColumnFilter | null;
  readonly onSort: (add: boolean) => void;
  readonly onFilter: (filter: ColumnFilter | null) => void;
}

/** A column's name, which sorts when pressed, and its filter. */
export function HeaderCell(props: HeaderCellProps) {
  const { id, column, columnIndex, tabIndex, direction, filter, onSort, onFilter } = props;
  const words = useText();
  const [open, setOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are virtual, which a table element cannot be
    <div
      role="columnheader"
      className={styles.header}
      data-align={column.align}
      data-row={-1}
      data-column={columnIndex}
      aria-colindex={columnIndex + 1}
      aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : column.sortable ? 'none' : undefined}
      tabIndex={tabIndex}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if ((event.key === 'Enter' || event.key === ' ') && column.sortable) {
          event.preventDefault();
          onSort(event.shiftKey);
        }
        if (event.altKey && event.key === 'ArrowDown' && column.filterable) {
          event.preventDefault();
          setOpen(true);
        }
      }}
    >
      {column.sortable ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles.sort}
          title={words('ui.table.sort', 'Sort by {label}', { label: column.label })}
          onClick={(event) => onSort(event.shiftKey)}
        >
          <span className={styles.headerText}>{column.label}</span>
          {direction ? <Icon name={direction === 'asc' ? 'arrow-up' : 'arrow-down'} size={13} /> : null}
        </button>
      ) : (
        <span className={styles.headerText}>{column.label}</span>
      )}
      {column.filterable ? (
        <ColumnFilterButton id={`${id}-${columnIndex}`} column={column} filter={filter} open={open} onOpen={setOpen} onFilter={onFilter} />
      ) : null}
    </div>
  );
}
