import { useText } from '@plinth/component-kit';
import type { ReactNode } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { FilterChips } from './filter-chips.tsx';
import styles from './table.module.css';
import type { TableColumn } from './table-columns.ts';
import type { TableRows } from './table-rows.ts';
import type { useColumnChoice } from './use-column-choice.ts';

interface TableToolbarProps {
  readonly columns: readonly TableColumn[];
  /** Null where people do not choose columns. */
  readonly choice: ReturnType<typeof useColumnChoice> | null;
  readonly source: TableRows;
  readonly selected: number;
  readonly onClearSelection: () => void;
  readonly toolbar: ReactNode;
  readonly selectionActions: ReactNode;
}

/** Above the rows: the maker's own, the filters in force, what is selected, and the choice of columns. */
export function TableToolbar(props: TableToolbarProps) {
  const { columns, choice, source, selected, onClearSelection, toolbar, selectionActions } = props;
  const words = useText();
  const filtered = Object.keys(source.filters).length > 0;
  if (!toolbar && !filtered && selected === 0 && !choice) return null;
  return (
    <div className={styles.toolbar}>
      {toolbar}
      {filtered ? <FilterChips columns={columns} filters={source.filters} onFilter={source.setFilter} /> : null}
      <div className={styles.toolbarEnd}>
        <span role="status" className={styles.selected}>
          {selected > 0 ? words('ui.table.selected', '{count, plural, one {# selected} other {# selected}}', { count: selected }) : ''}
        </span>
        {selected > 0 ? (
          <>
            {selectionActions}
            <PushButton
              text={words('ui.table.clearSelection', 'Clear the selection')}
              icon="x"
              iconOnly
              size="s"
              variant="subtle"
              onClick={onClearSelection}
            />
          </>
        ) : null}
        {choice ? (
          <ColumnChooser
            columns={columns}
            isShown={choice.isShown}
            changed={choice.changed}
            onToggle={choice.toggle}
            onReset={choice.reset}
          />
        ) : null}
      </div>
    </div>
  );
}
