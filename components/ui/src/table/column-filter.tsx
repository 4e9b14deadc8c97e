import { Popover } from '@mantine/core';
import { type ColumnFilter, Icon, useText } from '@plinth/component-kit';
import { useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import { FilterInput, operatorsOf } from './filter-input.tsx';
import styles from './table.module.css';
import type { TableColumn } from './table-columns.ts';

interface ColumnFilterButtonProps {
  readonly id: string;
  readonly column: TableColumn;
  readonly filter: ColumnFilter | null;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onFilter: (filter: ColumnFilter | null) => void;
}

/** The button in a header that narrows the rows by its column. */
export function ColumnFilterButton({ id, column, filter, open, onOpen, onFilter }: ColumnFilterButtonProps) {
  const words = useText();
  return (
    <Popover opened={open} onChange={onOpen} position="bottom-end" withinPortal trapFocus returnFocus shadow="md" width={248}>
      <Popover.Target>
        <button
          type="button"
          className={styles.filter}
          tabIndex={-1}
          data-active={filter !== null || undefined}
          aria-label={words('ui.table.filterColumn', 'Filter {label}', { label: column.label })}
          onClick={() => onOpen(!open)}
        >
          <Icon name="filter" size={13} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} aria-label={words('ui.table.filterColumn', 'Filter {label}', { label: column.label })}>
        {open ? <FilterForm id={id} column={column} filter={filter} onDone={() => onOpen(false)} onFilter={onFilter} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

interface FilterFormProps {
  readonly id: string;
  readonly column: TableColumn;
  readonly filter: ColumnFilter | null;
  readonly onFilter: (filter: ColumnFilter | null) => void;
  readonly onDone: () => void;
}

function FilterForm({ id, column, filter, onFilter, onDone }: FilterFormProps) {
  const words = useText();
  const [draft, setDraft] = useState<ColumnFilter>(filter ?? operatorsOf(column)[0] ?? { operator: 'contains', value: '' });
  const empty = 'values' in draft ? draft.values.length === 0 : draft.value === '';
  return (
    <form
      className={styles.filterForm}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onFilter(empty ? null : draft);
        onDone();
      }}
    >
      <FilterInput id={id} column={column} draft={draft} onDraft={setDraft} />
      <div className={styles.filterActions}>
        <PushButton type="submit" size="s" variant="primary" text={words('ui.table.filter', 'Filter')} />
        {filter ? (
          <PushButton
            size="s"
            variant="subtle"
            text={words('ui.table.removeFilter', 'Remove filter')}
            onClick={() => {
              onFilter(null);
              onDone();
            }}
          />
        ) : null}
      </div>
    </form>
  );
}
