import { copyText, useFormat, useText } from '@plinth/component-kit';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Row } from '../contract/use-rows.ts';
import toggles from '../parts/toggle.module.css';
import { cellText } from './cell-text.ts';
import { HeaderCell } from './header-cell.tsx';
import { nextSort } from './next-sort.ts';
import styles from './table.module.css';
import { type TableColumn, valueAt } from './table-columns.ts';
import { type RowCalls, type RowProps, TableRow } from './table-row.tsx';
import type { TableRows } from './table-rows.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { useRowHeight } from './use-row-height.ts';
import type { useSelection } from './use-selection.ts';

interface TableGridProps {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly source: TableRows;
  readonly selection: ReturnType<typeof useSelection>;
  readonly mode: 'none' | 'single' | 'multiple';
  readonly hasActions: boolean;
  readonly height: number;
  readonly rowProps: (row: Row, index: number) => RowProps;
  readonly keyOf: (row: Row, index: number) => string;
  readonly calls: RowCalls;
  /** Shown instead of rows. */
  readonly nothing: ReactNode;
}

const overscan = 8;
const loadAhead = 12;
const waitingRows = 6;

/** The rows as a grid: only those in sight are in the document. */
export function TableGrid(props: TableGridProps) {
  const { id, label, columns, source, selection, mode, hasActions, height, rowProps, keyOf, calls, nothing } = props;
  const words = useText();
  const format = useFormat();
  const grid = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState('');
  const { rows } = source;
  const rowHeight = useRowHeight(grid);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollPaddingStart: rowHeight,
  });
  const measured = useRef(rowHeight);
  useEffect(() => {
    if (measured.current === rowHeight) return;
    measured.current = rowHeight;
    virtual.measure();
  }, [virtual, rowHeight]);
  const shown = virtual.getVirtualItems();
  const shift = mode === 'none' ? 0 : 1;
  const columnCount = columns.length + shift + (hasActions ? 1 : 0);
  const focus = useGridFocus({ grid, rows: rows.length, columns: columnCount, scrollTo: (row) => virtual.scrollToIndex(row) });

  const lastShown = shown.at(-1)?.index ?? -1;
  const { hasMore, loading, loadMore } = source;
  useEffect(() => {
    if (hasMore && !loading && lastShown >= rows.length - loadAhead && rows.length > 0) loadMore();
  }, [hasMore, loading, loadMore, lastShown, rows.length]);

  const copy = () => {
    const chosen = selection.rows.length > 0 ? selection.rows : null;
    const here = rows[focus.place.row];
    const column = columns[focus.place.column - shift];
    const line = (row: Row) =>
      columns.map((one) => cellText(valueAt(row, one.field), one, format, words).replace(/[\t\r\n]+/g, ' ')).join('\t');
    const text = chosen ? chosen.map(line).join('\n') : here && column ? cellText(valueAt(here, column.field), column, format, words) : '';
    if (text === '') return;
    const count = chosen?.length ?? 1;
    void copyText(text).then((isCopied) =>
      setCopied(
        isCopied
          ? words('ui.table.copied', '{count, plural, one {# row copied} other {# rows copied}}', { count })
          : words('ui.table.notCopied', 'The browser does not allow copying here'),
      ),
    );
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const cell = event.target instanceof HTMLElement && event.target.dataset.row !== undefined ? event.target : null;
    if (!cell) {
      if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.closest<HTMLElement>('[data-row]')?.focus();
      return;
    }
    if (focus.onKeyDown(event)) return;
    const row = rows[focus.place.row];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c' && (globalThis.getSelection()?.toString() ?? '') === '') {
      event.preventDefault();
      copy();
    } else if (event.key === ' ' && row && mode !== 'none') {
      event.preventDefault();
      selection.toggle(row, focus.place.row, event.shiftKey);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && mode === 'multiple') {
      event.preventDefault();
      selection.all();
    } else if (event.key === 'Enter' && row) {
      event.preventDefault();
      const inner = cell.querySelector<HTMLElement>('button, a');
      if (inner && (focus.place.column >= columns.length + shift || focus.place.column > shift)) inner.click();
      else calls.press(row, focus.place.row);
    }
  };

  const template = [
    ...(mode === 'none' ? [] : ['40px']),
    ...columns.map((column) => (column.grow ? `minmax(${column.width}px, 1fr)` : `${column.width}px`)),
    ...(hasActions ? ['48px'] : []),
  ].join(' ');
  const least = columns.reduce((sum, column) => sum + column.width, mode === 'none' ? 0 : 40) + (hasActions ? 48 : 0);
  const style: CSSProperties & Record<`--${string}`, string> = { '--columns': template, '--least': `${least}px`, maxBlockSize: height };
  const all = rows.length > 0 && selection.rows.length === rows.length;

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are virtual, which a table element cannot be */}
      <div
        ref={grid}
        role="grid"
        id={`${id}-grid`}
        className={styles.grid}
        style={style}
        aria-label={label}
        aria-rowcount={source.count === null ? -1 : source.count + 1}
        aria-colcount={columnCount}
        aria-multiselectable={mode === 'multiple' || undefined}
        aria-busy={source.loading || undefined}
        data-actions={hasActions || undefined}
        tabIndex={-1}
        onKeyDown={press}
        onFocus={(event) => {
          const cell = event.target.closest<HTMLElement>('[data-row]');
          if (!cell) return;
          const place = { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
          if (place.row !== focus.place.row || place.column !== focus.place.column) focus.onFocusCell(place);
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
        <div role="row" className={styles.headers} aria-rowindex={1}>
          {mode === 'none' ? null : (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            <div
              role="columnheader"
              className={styles.pick}
              data-row={-1}
              data-column={0}
              aria-colindex={1}
              tabIndex={focus.tabIndexOf(-1, 0)}
            >
              {mode === 'multiple' ? (
                <input
                  type="checkbox"
                  className={toggles.box}
                  data-kind="checkbox"
                  tabIndex={-1}
                  ref={(box) => {
                    if (box) box.indeterminate = !all && selection.rows.length > 0;
                  }}
                  aria-label={words('ui.table.selectAll', 'Select all rows')}
                  checked={all}
                  onChange={() => (all ? selection.clear() : selection.all())}
                />
              ) : (
                <span className={styles.unseen}>{words('ui.table.selection', 'Selection')}</span>
              )}
            </div>
          )}
          {columns.map((column, at) => (
            <HeaderCell
              key={column.field}
              id={id}
              column={column}
              columnIndex={at + shift}
              tabIndex={focus.tabIndexOf(rows.length === 0 && at === 0 ? focus.place.row : -1, at + shift)}
              direction={source.sort.find((one) => one.field === column.field)?.direction ?? null}
              filter={source.filters[column.field] ?? null}
              onSort={(add) => source.setSort(nextSort(source.sort, column.field, add))}
              onFilter={(filter) => source.setFilter(column.field, filter)}
            />
          ))}
          {hasActions ? (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            <div
              role="columnheader"
              className={styles.actions}
              data-row={-1}
              data-column={columns.length + shift}
              aria-colindex={columnCount}
              tabIndex={focus.tabIndexOf(-1, columns.length + shift)}
            >
              <span className={styles.unseen}>{words('ui.table.actions', 'Actions')}</span>
            </div>
          ) : null}
        </div>
        <div role="presentation" className={styles.body} style={{ blockSize: virtual.getTotalSize() }} data-virtual>
          {shown.map((item) => {
            const row = rows[item.index];
            return row ? (
              <TableRow
                key={keyOf(row, item.index)}
                {...rowProps(row, item.index)}
                start={item.start}
                size={item.size}
                focusColumn={item.index === focus.place.row ? focus.place.column : -1}
              />
            ) : null;
          })}
        </div>
      </div>
      {rows.length === 0 && source.loading && !nothing ? (
        <div className={styles.waiting} role="status">
          <span className={styles.unseen}>{words('ui.loading', 'Loading')}</span>
          {Array.from({ length: waitingRows }, (_, index) => `waiting-${index}`).map((key) => (
            <div key={key} className={styles.waitingRow}>
              <span />
              <span />
              <span />
            </div>
          ))}
        </div>
      ) : null}
      {nothing}
      <span role="status" className={styles.unseen}>
        {copied}
      </span>
    </div>
  );
}
