import { useFormat, useText } from '@plinth/component-kit';
import { type CSSProperties, type MouseEvent, memo } from 'react';
import type { Row } from '../contract/use-rows.ts';
import type { OfferedAction } from '../parts/menu-entries.tsx';
import { PageLink } from '../parts/page-link.tsx';
import toggles from '../parts/toggle.module.css';
import { Cell } from './cell.tsx';
import { cellText } from './cell-text.ts';
import { RowActions } from './row-actions.tsx';
import styles from './table.module.css';
import { type TableColumn, valueAt } from './table-columns.ts';

/** What rows call; the same object for the life of the table, so that unchanged rows are not drawn again. */
export interface RowCalls {
  toggle(row: Row, index: number, range: boolean): void;
  press(row: Row, index: number): void;
  action(key: string, row: Row): void;
}

export interface RowProps {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly TableColumn[];
  readonly cells: Readonly<Record<string, unknown>> | null;
  readonly tone: string | null;
  readonly link: { readonly page: string; readonly parameters: Readonly<Record<string, unknown>> } | null;
  readonly actions: readonly OfferedAction[];
  readonly selection: 'none' | 'single' | 'multiple';
  readonly selected: boolean;
  readonly clickable: boolean;
  readonly calls: RowCalls;
}

interface TableRowProps extends RowProps {
  /** Distance from the top of all rows. */
  readonly start: number;
  readonly size: number;
  /** Column that Tab reaches, or -1. */
  readonly focusColumn: number;
}

/** Whether a click meant something inside the row, or marked text. */
export function isOwnClick(event: MouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest('a, button, input, label')) return false;
  return (globalThis.getSelection()?.toString() ?? '') === '';
}

/** One row of the grid. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, index, columns, cells, tone, link, actions, selection, selected, clickable, calls, start, size, focusColumn } = props;
  const format = useFormat();
  const words = useText();
  const style: CSSProperties = { transform: `translateY(${start}px)`, blockSize: size };
  const shift = selection === 'none' ? 0 : 1;
  const values = columns.map((column) => {
    const value = cells && column.field in cells ? cells[column.field] : valueAt(row, column.field);
    return { column, value, text: cellText(value, column, format, words) };
  });
  const name = values[0]?.text ?? String(index + 1);
  const place = (column: number) => ({
    'data-row': index,
    'data-column': column,
    'aria-colindex': column + 1,
  });
  const tabIndexOf = (column: number) => (column === focusColumn ? 0 : -1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are virtual, which a table element cannot be
    // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of its cells
    <div
      role="row"
      className={styles.row}
      style={style}
      aria-rowindex={index + 2}
      aria-selected={selection === 'none' ? undefined : selected}
      data-tone={tone ?? undefined}
      data-clickable={clickable || undefined}
      onClick={(event) => {
        if (isOwnClick(event)) calls.press(row, index);
      }}
    >
      {selection === 'none' ? null : (
        // biome-ignore lint/a11y/useSemanticElements: see the row
        <div role="gridcell" className={styles.pick} {...place(0)} tabIndex={tabIndexOf(0)}>
          <input
            type="checkbox"
            className={toggles.box}
            data-kind="checkbox"
            tabIndex={-1}
            aria-label={words('ui.table.selectRow', 'Select {row}', { row: name })}
            checked={selected}
            onChange={() => undefined}
            onClick={(event) => calls.toggle(row, index, event.shiftKey)}
          />
        </div>
      )}
      {values.map(({ column, value, text }, at) => (
        // biome-ignore lint/a11y/useSemanticElements: see the row
        <div
          key={column.field}
          role="gridcell"
          className={styles.cell}
          data-align={column.align}
          title={text.length > 24 ? text : undefined}
          {...place(at + shift)}
          tabIndex={tabIndexOf(at + shift)}
        >
          {at === 0 && link && text !== '' ? (
            <PageLink className={styles.rowLink} page={link.page} parameters={link.parameters} tabIndex={-1}>
              {text}
            </PageLink>
          ) : (
            <Cell column={column} value={value} text={text} />
          )}
        </div>
      ))}
      {actions.length > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: see the row
        <div role="gridcell" className={styles.actions} {...place(columns.length + shift)} tabIndex={tabIndexOf(columns.length + shift)}>
          <RowActions items={actions} rowName={name} onAction={(key) => calls.action(key, row)} />
        </div>
      ) : null}
    </div>
  );
});
