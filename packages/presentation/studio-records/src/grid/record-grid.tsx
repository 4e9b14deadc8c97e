import type { CallTarget, ShellEntity, ShellField } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import type { PlinthError } from '@plinth/foundation';
import { takesText } from '@plinth/studio-frame';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { GridRow, type OpenCell } from './grid-row.tsx';
import type { PlannedChanges } from './pasted-cells.ts';
import { isWritable, mayDo, violationOf } from './record-writing.ts';
import { useCellRange } from './use-cell-range.ts';
import type { FoundRecords, GridRecord } from './use-records.ts';

interface RecordGridProps {
  readonly entity: ShellEntity;
  /** The columns, in order. */
  readonly fields: readonly ShellField[];
  readonly found: FoundRecords;
  readonly sort: string;
  readonly target: Required<CallTarget>;
  readonly selected: ReadonlySet<string>;
  /** Id of the record that is shown beside the grid. */
  readonly open: string | null;
  readonly mayUpdate: boolean;
  onSort(sort: string): void;
  onSelect(selected: ReadonlySet<string>): void;
  onOpen(id: string): void;
  onSave(record: GridRecord, values: Readonly<Record<string, unknown>>): Promise<PlinthError | null>;
  /** Values for several cells at once. */
  onChanges(planned: PlannedChanges): void;
  /** What was wrong with cells that were to be changed at once, by their names. */
  readonly refused: ReadonlyMap<string, string>;
}

const rowHeight = 32;
/** Rows before the end at which the next page is asked for. */
const ahead = 30;
const unsortable: ReadonlySet<string> = new Set(['json', 'file', 'multiChoice']);

/** Records in rows, of which only those in sight are drawn; cells are changed in place. */
export function RecordGrid(props: RecordGridProps) {
  const { entity, fields, found, sort, target, selected, open, mayUpdate, onSort, onSelect, onOpen, onSave, onChanges, refused } = props;
  const text = useText();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ row: 0, column: 0 });
  const [cell, setCell] = useState<OpenCell | null>(null);
  const { rows } = found;
  const rowsInSight = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const drawn = rowsInSight.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (found.hasMore && last >= rows.length - ahead) found.loadMore();
  }, [found, last, rows.length]);
  useEffect(() => {
    if (!found.loading) return;
    // Another answer is read from its beginning.
    scroller.current?.scrollTo({ top: 0 });
    setAt(({ column }) => ({ row: 0, column }));
  }, [found.loading]);
  const cells = useCellRange({ at, rows, fields, onChanges: (planned) => mayUpdate && onChanges(planned) });
  const record = rows[at.row];
  const field = fields[at.column];
  const move = (row: number, column: number) => {
    const next = { row: Math.max(0, Math.min(rows.length - 1, row)), column: Math.max(0, Math.min(fields.length - 1, column)) };
    setAt(next);
    rowsInSight.scrollToIndex(next.row);
    document.getElementById(`${id}-head-${next.column}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const focusGrid = () => scroller.current?.focus();
  const givesUp = useRef(false);
  const edit = (row: GridRecord | undefined, column: ShellField | undefined) => {
    if (row === undefined || column === undefined) return;
    if (mayUpdate && mayDo(row, 'update') && isWritable(column, 'update')) {
      setCell({ record: row.id, field: column.key, value: row[column.key] ?? null, changed: false, busy: false, problem: null });
    } else onOpen(row.id);
  };
  const keep = async () => {
    const row = rows.find((each) => each.id === cell?.record);
    if (cell === null || row === undefined || cell.busy || givesUp.current) return;
    if (!cell.changed) {
      setCell(null);
      return;
    }
    setCell({ ...cell, busy: true });
    const error = await onSave(row, { [cell.field]: cell.value });
    setCell((now) => {
      if (now === null || now.record !== cell.record || now.field !== cell.field) return now;
      return error === null ? null : { ...now, busy: false, problem: violationOf(error, cell.field) ?? `${error.message} ${error.hint}` };
    });
    if (error === null && scroller.current?.contains(document.activeElement) !== false) focusGrid();
  };
  const keys = (event: KeyboardEvent) => {
    if (cell !== null) {
      if (event.key === 'Escape') {
        // The editor is left at once, and is not to keep what was given up.
        givesUp.current = true;
        setCell(null);
        focusGrid();
        givesUp.current = false;
      } else if (event.key === 'Enter' && !event.shiftKey) void keep();
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (takesText(event.target) || event.target !== scroller.current) return;
    const rightToLeft = document.documentElement.dir === 'rtl';
    const moves = /^(?:Arrow|Page|Home|End)/.test(event.key);
    if (moves) cells.extend(event.shiftKey);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    if (event.key === 'ArrowDown') move(at.row + 1, at.column);
    else if (event.key === 'ArrowUp') move(at.row - 1, at.column);
    else if (event.key === (rightToLeft ? 'ArrowLeft' : 'ArrowRight')) move(at.row, at.column + 1);
    else if (event.key === (rightToLeft ? 'ArrowRight' : 'ArrowLeft')) move(at.row, at.column - 1);
    else if (event.key === 'PageDown') move(at.row + page, at.column);
    else if (event.key === 'PageUp') move(at.row - page, at.column);
    else if (event.key === 'Home') move(event.ctrlKey ? 0 : at.row, 0);
    else if (event.key === 'End') move(event.ctrlKey ? rows.length - 1 : at.row, fields.length - 1);
    else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) cells.fillDown();
    else if (event.key === 'F2') edit(record, field);
    else if (event.key === 'Enter' && record !== undefined) onOpen(record.id);
    else if (event.key === ' ' && record !== undefined) onSelect(toggled(selected, record.id));
    else return;
    event.preventDefault();
  };
  if (!found.loading && rows.length === 0) {
    return <p className="records-empty">{text('studio.records.nothing', 'There are no such records.')}</p>;
  }
  const isDrawn = drawn.some(({ index }) => index === at.row);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot draw only the rows in sight
    <div
      ref={scroller}
      className="record-grid"
      role="grid"
      tabIndex={0}
      aria-label={entity.labelPlural}
      aria-rowcount={(found.count ?? rows.length) + 1}
      aria-colcount={fields.length + 1}
      aria-multiselectable
      aria-busy={found.loading || undefined}
      aria-activedescendant={isDrawn && cell === null ? `${id}-${at.row}-${at.column}` : undefined}
      onKeyDown={keys}
      onCopy={(event) => cell === null && cells.copy(event)}
      onPaste={(event) => cell === null && cells.paste(event)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className="record-grid-head">
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
        <div role="row" className="record-row" aria-rowindex={1}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
          <div role="columnheader" className="record-select">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={text('studio.records.selectAll', 'Select all that are loaded')}
              checked={rows.length > 0 && rows.every(({ id: each }) => selected.has(each))}
              onChange={(event) => onSelect(new Set(event.currentTarget.checked ? rows.map(({ id: each }) => each) : []))}
            />
          </div>
          {fields.map((each, column) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={each.key}
              id={`${id}-head-${column}`}
              role="columnheader"
              className="record-cell"
              data-type={each.type}
              aria-sort={sortOf(each, sort)}
            >
              {unsortable.has(each.type) ? (
                <bdi>{each.label}</bdi>
              ) : (
                <button type="button" tabIndex={-1} onClick={() => onSort(nextSort(each, sort))}>
                  <bdi>{each.label}</bdi>
                  {sortOf(each, sort) === 'none' ? null : (
                    <Icon name={sortOf(each, sort) === 'ascending' ? 'arrow-up' : 'arrow-down'} size={13} />
                  )}
                </button>
              )}
            </div>
          ))}
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className="record-grid-body" style={{ blockSize: rowsInSight.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <GridRow
              key={row.id}
              id={`${id}-${index}`}
              record={row}
              number={index}
              start={start}
              fields={fields}
              target={target}
              current={at.row === index ? at.column : null}
              range={cells.range !== null && index >= cells.range.top && index <= cells.range.bottom ? cells.range : null}
              refused={refused}
              cell={cell?.record === row.id ? cell : null}
              selected={selected.has(row.id)}
              open={open === row.id}
              onPoint={(column, selecting) => {
                cells.extend(selecting);
                setAt({ row: index, column });
                if (!selecting && (cell === null || cell.record !== row.id)) onOpen(row.id);
              }}
              onEdit={(column) => edit(row, fields[column])}
              onSelect={() => onSelect(toggled(selected, row.id))}
              onCell={setCell}
              onLeave={() => void keep()}
            />
          );
        })}
      </div>
    </div>
  );
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function sortOf({ key }: ShellField, sort: string): 'ascending' | 'descending' | 'none' {
  return sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none';
}

/** Ascending, descending, then as it was. */
function nextSort({ key }: ShellField, sort: string): string {
  return sort === key ? `-${key}` : sort === `-${key}` ? '' : key;
}
