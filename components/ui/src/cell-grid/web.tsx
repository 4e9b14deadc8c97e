import { copyText, useFormat, useText } from '@plinth/component-kit';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type DecimalText, decimalText } from '../contract/decimal-text.ts';
import type { PropsOf } from '../contract/define-component.ts';
import { type GridPlace, gridMove } from '../contract/grid-move.ts';
import { useControlled } from '../contract/use-controlled.ts';
import { useOutput } from '../contract/use-output.ts';
import { cellAddress, columnLetters, readAddress } from './cell-address.ts';
import { CellEditor } from './cell-editor.tsx';
import styles from './cell-grid.module.css';
import { FormulaBar } from './formula-bar.tsx';
import type { Cell, cellGrid } from './manifest.ts';
import { useCells } from './use-cells.ts';

const rowHeight = 28;
const headWidth = 48;

export function CellGrid({ id, properties, events, setOutput }: PropsOf<typeof cellGrid>) {
  const { label, formulas, columns, rows, firstRow, columnWidth, height, readOnly } = properties;
  const words = useText();
  const format = useFormat();
  const grid = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useControlled(properties.selected ?? cellAddress(0, 0, firstRow));
  const [editing, setEditing] = useState<{ readonly first: string | null } | null>(null);
  const cells = useCells(properties.cells, formulas, { columns, rows, firstRow });
  const place: GridPlace = readAddress(selected, firstRow) ?? { row: 0, column: 0 };
  const focusNext = useRef(false);
  useOutput(setOutput, 'selected', selected);

  const down = useVirtualizer({
    count: rows,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: rowHeight,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns,
    getScrollElement: () => grid.current,
    estimateSize: () => columnWidth,
    overscan: 3,
    scrollPaddingStart: headWidth,
  });
  useEffect(() => {
    if (!focusNext.current || editing) return;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-address="${selected}"]`);
    if (!cell) return;
    focusNext.current = false;
    cell.focus({ preventScroll: true });
  });

  const go = (to: GridPlace) => {
    const address = cellAddress(to.row, to.column, firstRow);
    focusNext.current = true;
    down.scrollToIndex(to.row);
    across.scrollToIndex(to.column);
    if (address === selected) return;
    setSelected(address);
    void events.select?.({ address });
  };
  const mayEdit = !readOnly && !(cells.get(selected)?.readOnly ?? false);
  const tell = (text: string) => void events.edit?.({ address: selected, row: place.row + firstRow, column: place.column + 1, text });
  const bounds = { firstRow: 0, rows, columns };
  const finish = (text: string | null, next: 'down' | 'right' | 'left' | null) => {
    setEditing(null);
    focusNext.current = true;
    if (text !== null) tell(text);
    if (next === null) return;
    const key = next === 'down' ? 'ArrowDown' : next === 'right' ? 'ArrowRight' : 'ArrowLeft';
    go(gridMove(place, { key, whole: false, rightToLeft: false }, bounds) ?? place);
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (editing) return;
    const whole = event.ctrlKey || event.metaKey;
    const rightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const next = event.altKey ? null : gridMove(place, { key: event.key, whole, rightToLeft }, bounds);
    if (next) go(next);
    else if ((event.key === 'Enter' || event.key === 'F2') && mayEdit) setEditing({ first: null });
    else if ((event.key === 'Delete' || event.key === 'Backspace') && mayEdit) tell('');
    else if (whole && event.key.toLowerCase() === 'c') void copyText(textOf(cells.get(selected)));
    else if (event.key.length === 1 && !whole && !event.altKey && mayEdit) setEditing({ first: event.key });
    else return;
    event.preventDefault();
  };
  const textOf = (cell: Cell | undefined): string => {
    if (!cell || cell.value === null || cell.value === undefined) return cell?.value === undefined ? (cell?.source ?? '') : '';
    const exact = numberIn(cell, formulas);
    return exact === null ? String(cell.value) : format.number(exact, { grouping: false });
  };

  const problem = cells.get(selected)?.error ?? null;
  const style: CSSProperties = { maxBlockSize: height };
  const columnItems = across.getVirtualItems();
  const inline = (start: number, width: number): CSSProperties => ({ insetInlineStart: headWidth + start, inlineSize: width });
  return (
    <div className={styles.frame}>
      {formulas ? (
        <FormulaBar
          id={`${id}-content`}
          address={selected}
          label={words('ui.cellGrid.content', 'Content of {address}', { address: selected })}
          text={sourceOf(cells.get(selected))}
          errorId={problem === null ? null : `${id}-problem`}
          readOnly={!mayEdit}
          onFinish={finish}
        />
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: cells are virtual, which a table element cannot be */}
      <div
        ref={grid}
        id={id}
        role="grid"
        className={styles.grid}
        style={style}
        aria-label={label}
        aria-rowcount={rows + 1}
        aria-colcount={columns + 1}
        aria-readonly={readOnly || undefined}
        tabIndex={-1}
        onKeyDown={press}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: cells take the focus */}
        <div role="row" aria-rowindex={1} className={styles.letters} style={{ inlineSize: headWidth + across.getTotalSize() }}>
          <div role="presentation" className={styles.corner} />
          {columnItems.map((column) => (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            // biome-ignore lint/a11y/useFocusableInteractive: cells take the focus
            <div
              key={column.key}
              role="columnheader"
              className={styles.letter}
              aria-colindex={column.index + 2}
              data-current={column.index === place.column || undefined}
              style={inline(column.start, column.size)}
            >
              {columnLetters(column.index)}
            </div>
          ))}
        </div>
        <div
          role="presentation"
          className={styles.body}
          style={{ blockSize: down.getTotalSize(), inlineSize: headWidth + across.getTotalSize() }}
        >
          {down.getVirtualItems().map((row) => (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            // biome-ignore lint/a11y/useFocusableInteractive: cells take the focus
            <div
              key={row.key}
              role="row"
              aria-rowindex={row.index + 2}
              className={styles.row}
              style={{ transform: `translateY(${row.start}px)`, blockSize: row.size }}
            >
              {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: cells take the focus */}
              <div role="rowheader" aria-colindex={1} className={styles.number} data-current={row.index === place.row || undefined}>
                {row.index + firstRow}
              </div>
              {columnItems.map((column) => {
                const address = cellAddress(row.index, column.index, firstRow);
                const cell = cells.get(address);
                const here = address === selected;
                return (
                  // biome-ignore lint/a11y/useSemanticElements: see the grid
                  <div
                    key={column.key}
                    role="gridcell"
                    className={styles.cell}
                    style={inline(column.start, column.size)}
                    aria-colindex={column.index + 2}
                    aria-selected={here}
                    aria-invalid={cell?.error ? true : undefined}
                    title={cell?.error}
                    data-address={address}
                    data-number={numberIn(cell, formulas) !== null || undefined}
                    data-tone={cell?.error ? 'bad' : cell?.tone}
                    tabIndex={here ? 0 : -1}
                    onClick={() => go({ row: row.index, column: column.index })}
                    onDoubleClick={() => {
                      if (!readOnly && !cell?.readOnly) setEditing({ first: null });
                    }}
                    onKeyDown={() => undefined}
                  >
                    {here && editing ? (
                      <CellEditor
                        label={words('ui.cellGrid.edit', 'Edit {address}', { address })}
                        first={editing.first ?? sourceOf(cell)}
                        onFinish={finish}
                      />
                    ) : (
                      textOf(cell)
                    )}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      </div>
      {formulas ? (
        // Below the sheet and always there, so that no cell moves under the pointer.
        <p id={`${id}-problem`} role="status" className={styles.problem} data-wrong={problem !== null || undefined}>
          {problem}
        </p>
      ) : null}
    </div>
  );
}

/** The number in a cell; of a sheet with formulas also one that is text because a double would lose digits of it. */
function numberIn(cell: Cell | undefined, formulas: boolean): DecimalText | null {
  return formulas || typeof cell?.value === 'number' ? decimalText(cell?.value) : null;
}

/** What is edited: the source where there is one, else the value. */
function sourceOf(cell: Cell | undefined): string {
  return cell?.source ?? (cell?.value === null || cell?.value === undefined ? '' : String(cell.value));
}
