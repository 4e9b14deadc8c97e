import { useMediaQuery } from '@mantine/hooks';
import { useRenderServices, useText } from '@plinth/component-kit';
import { useMemo, useRef } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useOutput } from '../contract/use-output.ts';
import type { Row } from '../contract/use-rows.ts';
import { NothingHere } from '../parts/nothing-here.tsx';
import { PushButton } from '../parts/push-button.tsx';
import { QueryProblem } from '../parts/query-problem.tsx';
import type { table } from './manifest.ts';
import { offeredActions } from './offered-actions.ts';
import styles from './table.module.css';
import { TableCards } from './table-cards.tsx';
import { tableColumns } from './table-columns.ts';
import { TableGrid } from './table-grid.tsx';
import type { RowCalls, RowProps } from './table-row.tsx';
import { useTableRows } from './table-rows.ts';
import { TableToolbar } from './table-toolbar.tsx';
import { useColumnChoice } from './use-column-choice.ts';
import { useSelection } from './use-selection.ts';

export function Table({ id, properties, events, slots, setOutput }: PropsOf<typeof table>) {
  const { label, selection: mode, rowKey, rowPage, rowActions, sortable, filterable } = properties;
  const services = useRenderServices();
  const words = useText();
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false }) === true;
  const source = useTableRows(properties.query, properties.rows);
  const { rows } = source;
  const firstRows = rows.length === 0 ? rows : rows.slice(0, 1);
  const shape = JSON.stringify(firstRows.map(Object.keys));
  const columns = useMemo(
    // Without columns and entity the first row's names are the columns, so they are made again only when those change.
    () =>
      tableColumns(properties.columns ?? null, source.entity, JSON.parse(shape).map(emptyRow), { sortable, filterable }, (key) =>
        services.entity(key),
      ),
    [properties.columns, source.entity, shape, sortable, filterable, services],
  );
  const choice = useColumnChoice(id, columns);
  const keyOf = (row: Row, index: number) => String(row[rowKey ?? 'id'] ?? index);
  const selection = useSelection({
    mode,
    rows,
    keyOf,
    onChange: (selected) => void events.selectionChange?.({ selection: selected }),
  });
  useOutput(setOutput, 'selection', selection.rows);
  useOutput(setOutput, 'selected', selection.last);
  useOutput(setOutput, 'count', rows.length);

  const clickable = Boolean(rowPage || events.rowClick || mode === 'single');
  const linkOf = (row: Row, index: number) =>
    rowPage ? { page: rowPage, parameters: properties.rowParameters?.(row, index) ?? { id: row.id } } : null;
  const calls = useStableCalls({
    toggle: (row, index, range) => selection.toggle(row, index, range),
    action: (action, row) => void events.rowAction?.({ action, row }),
    press: (row, index) => {
      const link = linkOf(row, index);
      if (mode === 'single') selection.toggle(row, index);
      if (events.rowClick) void events.rowClick({ row, index });
      else if (link) services.navigate(services.pageAddress(link.page, link.parameters));
    },
  });
  const rowProps = (row: Row, index: number): RowProps => {
    const offered = properties.availableActions?.(row, index) ?? null;
    return {
      row,
      index,
      columns: choice.shown,
      cells: properties.cells?.(row, index) ?? null,
      tone: properties.rowTone?.(row, index) ?? null,
      link: linkOf(row, index),
      actions: offeredActions(rowActions ?? [], offered, source.entity, row, words),
      selection: mode,
      selected: selection.has(row, index),
      clickable,
      calls,
    };
  };

  const filtered = Object.keys(source.filters).length > 0;
  const cards = narrow && properties.phone === 'cards';
  const clearFilters = () => {
    for (const field of Object.keys(source.filters)) source.setFilter(field, null);
  };
  const nothing = source.error ? (
    <QueryProblem error={source.error} onRetry={source.reload} />
  ) : rows.length > 0 || source.loading ? null : filtered ? (
    <NothingHere title={words('ui.table.nothingMatches', 'Nothing matches the filters')} icon="filter">
      <PushButton text={words('ui.table.removeFilters', 'Remove the filters')} onClick={clearFilters} />
    </NothingHere>
  ) : (
    (slots.empty ?? <NothingHere title={properties.emptyTitle} text={properties.emptyText} icon="inbox" />)
  );

  return (
    <div className={styles.table} data-density={properties.density}>
      <TableToolbar
        columns={columns}
        choice={properties.columnChoice ? choice : null}
        source={source}
        selected={mode === 'multiple' ? selection.rows.length : 0}
        onClearSelection={selection.clear}
        toolbar={slots.toolbar}
        selectionActions={slots.selectionActions}
      />
      {cards ? (
        (nothing ?? <TableCards label={label} rows={rows.map(rowProps)} keyOf={keyOf} />)
      ) : (
        <TableGrid
          id={id}
          label={label}
          columns={choice.shown}
          source={source}
          selection={selection}
          mode={mode}
          hasActions={(rowActions?.length ?? 0) > 0}
          height={properties.height}
          rowProps={rowProps}
          keyOf={keyOf}
          calls={calls}
          nothing={nothing}
        />
      )}
      {rows.length > 0 && (properties.showCount || source.hasMore) ? (
        <div className={styles.footer}>
          {properties.showCount ? (
            <span>
              {source.count === null || source.count === rows.length
                ? words('ui.table.count', '{count, plural, one {# row} other {# rows}}', { count: rows.length })
                : words('ui.table.countOf', '{shown, number} of {count, plural, one {# row} other {# rows}}', {
                    shown: rows.length,
                    count: source.count,
                  })}
            </span>
          ) : null}
          {source.hasMore ? (
            <PushButton
              text={words('ui.loadMore', 'Load more')}
              size="s"
              variant="subtle"
              busy={source.loading}
              onClick={source.loadMore}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function emptyRow(names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** Calls that never change their identity and always reach the latest state. */
function useStableCalls(latest: RowCalls): RowCalls {
  const current = useRef(latest);
  current.current = latest;
  return useMemo(
    () => ({
      toggle: (row, index, range) => current.current.toggle(row, index, range),
      press: (row, index) => current.current.press(row, index),
      action: (key, row) => current.current.action(key, row),
    }),
    [],
  );
}
