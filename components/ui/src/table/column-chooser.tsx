import { Popover } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import { PushButton } from '../parts/push-button.tsx';
import toggles from '../parts/toggle.module.css';
import styles from './table.module.css';
import type { TableColumn } from './table-columns.ts';

interface ColumnChooserProps {
  readonly columns: readonly TableColumn[];
  readonly isShown: (field: string) => boolean;
  readonly changed: boolean;
  readonly onToggle: (field: string) => void;
  readonly onReset: () => void;
}

/** Lets a person choose the columns. */
export function ColumnChooser({ columns, isShown, changed, onToggle, onReset }: ColumnChooserProps) {
  const words = useText();
  const shown = columns.filter((column) => isShown(column.field)).length;
  return (
    <Popover position="bottom-end" withinPortal trapFocus returnFocus shadow="md">
      <Popover.Target>
        <PushButton text={words('ui.table.columns', 'Columns')} icon="columns" iconOnly variant="subtle" size="s" />
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} aria-label={words('ui.table.columns', 'Columns')}>
        <div className={styles.columnList}>
          {columns.map((column) => (
            <label key={column.field} className={toggles.toggle}>
              <input
                type="checkbox"
                className={toggles.box}
                data-kind="checkbox"
                checked={isShown(column.field)}
                disabled={shown === 1 && isShown(column.field)}
                onChange={() => onToggle(column.field)}
              />
              <span>{column.label}</span>
            </label>
          ))}
        </div>
        {changed ? <PushButton text={words('ui.table.resetColumns', 'As they were')} variant="subtle" size="s" onClick={onReset} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}
