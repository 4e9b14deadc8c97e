import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useDecisionWork } from '../decision-work.ts';
import { CellEditor, type Onward } from './cell-editor.tsx';
import { cellKind } from './cell-kinds.ts';
import { GridActs } from './grid-acts.ts';
import { follow, pointedAt } from './grid-drag.ts';
import { gridKeyDown } from './grid-key-down.ts';
import { GridRow } from './grid-row.tsx';
import { at, rectangleOf, type Spot, within } from './grid-selection.ts';
import { cellFaults, inputValues, rowMarks, rowRuns } from './row-marks.ts';
import { cellText, columnsOf, type TableView } from './table-view.ts';

/** Pixels of a row; rows beyond the window are not drawn. */
const rowHeight = 32;
const spareRows = 12;
const threshold = 4;

interface Editing extends Spot {
  readonly text: string;
}

/** The rules of a table, written like a spreadsheet. */
export function DecisionGrid({ view }: { readonly view: TableView }) {
  const say = useText();
  const id = useId();
  const decision = useDecisionWork();
  const { work, cells } = decision;
  const acts = useMemo(() => new GridActs(decision, view), [decision, view]);
  const selection = within(useSignalValue(cells), acts.size);
  const examination = useSignalValue(decision.examination);
  const run = useSignalValue(decision.run);
  const people = useSignalValue(work.session.people);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [released, setReleased] = useState(false);
  const [drop, setDrop] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const columns = useMemo(() => columnsOf(view), [view]);
  const marks = useMemo(() => rowMarks(view, examination), [view, examination]);
  const faults = useMemo(() => cellFaults(examination), [examination]);
  const runs = useMemo(() => rowRuns(view, run), [view, run]);
  const values = inputValues(view, run);
  const area = rectangleOf(selection);
  const { focus } = selection;
  const { rules } = view;
  const focused = rules[focus.row]?.id;
  useEffect(() => {
    work.selection.value = focused === undefined ? [] : [focused];
    work.session.show({ artefact: view.record.id, selection: focused === undefined ? [] : [focused] });
  }, [work, view.record.id, focused]);
  useLayoutEffect(() => {
    const scrolled = box.current;
    if (scrolled === null) return;
    // By hand, because the row may not be drawn yet; the head stays above it.
    const top = focus.row * rowHeight;
    const free = scrolled.clientHeight - (scrolled.querySelector('thead')?.offsetHeight ?? 0) - rowHeight;
    if (top < scrolled.scrollTop) scrolled.scrollTop = top;
    else if (top > scrolled.scrollTop + free) scrolled.scrollTop = top - free;
    const cell = scrolled.querySelector<HTMLElement>(`[data-row="${focus.row}"][data-column="${focus.column}"]`);
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [focus.row, focus.column]);
  useLayoutEffect(() => {
    const scrolled = box.current;
    if (scrolled === null) return;
    const watch = new ResizeObserver(() => setSeen((before) => ({ ...before, height: scrolled.clientHeight })));
    watch.observe(scrolled);
    return () => watch.disconnect();
  }, []);
  const firstRow = Math.max(0, Math.floor(seen.top / rowHeight) - spareRows);
  const lastRow = Math.min(rules.length, Math.ceil((seen.top + seen.height) / rowHeight) + spareRows);
  const begin = ({ row, column }: Spot, typed: string | null) => {
    const rule = rules[row];
    const which = columns[column];
    if (which === undefined) return;
    const stands = rule === undefined ? '' : cellText(view, rule, which);
    cells.value = at(row, column);
    setEditing({ row, column, text: typed ?? (stands === '-' ? '' : stands) });
  };
  const keep = (typed: string, onward: Onward) => {
    const rule = editing === null ? undefined : rules[editing.row];
    const which = editing === null ? undefined : columns[editing.column];
    setEditing(null);
    const stood = rule === undefined || which === undefined ? '' : cellText(view, rule, which);
    if (typed !== stood && !(rule === undefined && typed.trim() === '')) acts.write(typed);
    if (onward === 'stay') return;
    grid.current?.focus();
    if (onward === 'left' || onward === 'right') acts.tab(onward === 'left');
    else acts.go(onward === 'up' ? 'ArrowUp' : 'ArrowDown', false, false, 1);
  };
  const keys = (event: KeyboardEvent) => {
    setReleased(event.key === 'Escape');
    if (event.key === 'Tab' && released) return;
    const done = gridKeyDown(event, acts, {
      page: Math.max(1, Math.floor(seen.height / rowHeight) - 2),
      edit: (typed) => begin(cells.value.focus, typed),
    });
    if (done) event.preventDefault();
  };
  const press = (event: PointerEvent) => {
    const pointed = pointedAt(event.target);
    if (pointed === null || event.button !== 0 || (event.target instanceof Element && event.target.closest('.cell-editor') !== null))
      return;
    const { row, column } = pointed;
    if (column === null) return pressRow(event, row);
    const spot = { row, column };
    const again = event.pointerType === 'touch' && row === focus.row && column === focus.column;
    cells.value = event.shiftKey ? { ...cells.value, focus: spot } : at(row, column);
    if (event.pointerType === 'touch') {
      if (again) begin(spot, null);
      return;
    }
    follow(
      ({ clientX, clientY }) => {
        const over = pointedAt(document.elementFromPoint(clientX, clientY));
        if (over !== null && over.column !== null) cells.value = { ...cells.value, focus: { row: over.row, column: over.column } };
      },
      () => undefined,
    );
  };
  const pressRow = (event: PointerEvent, row: number) => {
    const whole = { anchor: { row, column: 0 }, focus: { row, column: columns.length - 1 } };
    const isIn = row >= area.top && row <= area.bottom && area.left === 0 && area.right === columns.length - 1;
    if (event.shiftKey) cells.value = { anchor: { row: selection.anchor.row, column: 0 }, focus: whole.focus };
    else if (!isIn) cells.value = whole;
    if (row >= rules.length) return;
    const { top, bottom } = isIn ? area : { top: row, bottom: row };
    const from = event.clientY;
    let aim: number | null = null;
    follow(
      ({ clientX, clientY }) => {
        const over = pointedAt(document.elementFromPoint(clientX, clientY));
        if (Math.abs(clientY - from) < threshold || over === null) return;
        aim = Math.min(over.row, rules.length);
        setDrop(aim);
      },
      (dropped) => {
        setDrop(null);
        if (dropped && aim !== null) acts.moveTo(top, Math.min(bottom, rules.length - 1), aim);
      },
    );
  };
  return (
    <div
      ref={box}
      className="decision-grid"
      onScroll={(event) => {
        const { scrollTop } = event.currentTarget;
        setSeen((before) => ({ ...before, top: scrollTop }));
      }}
    >
      <table
        ref={grid}
        onPointerDown={press}
        onDoubleClick={(event) => {
          const pointed = pointedAt(event.target);
          if (pointed !== null && pointed.column !== null && editing === null) begin({ row: pointed.row, column: pointed.column }, null);
        }}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is written in is a grid (ARIA)
        role="grid"
        tabIndex={0}
        aria-label={say('studio.rulesOf', 'Rules of {name}', { name: view.name })}
        aria-description={say('studio.gridHelp', 'Type to write a cell, F2 to change it. Escape, then Tab leaves the table.')}
        aria-multiselectable="true"
        aria-rowcount={rules.length + 2}
        aria-colcount={columns.length + 1}
        aria-activedescendant={editing === null ? `${id}-${focus.row}-${focus.column}` : undefined}
        onKeyDown={keys}
        onCopy={(event) => {
          event.preventDefault();
          event.clipboardData.setData('text/plain', acts.copy());
        }}
        onCut={(event) => {
          event.preventDefault();
          event.clipboardData.setData('text/plain', acts.copy());
          acts.clear();
        }}
        onPaste={(event) => {
          event.preventDefault();
          acts.paste(event.clipboardData.getData('text/plain'), say);
        }}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="decision-corner">
              <span className="studio-hidden">{say('studio.ruleNumber', 'Rule')}</span>
            </th>
            {columns.map((column, position) => {
              const stored =
                column.kind === 'input' ? view.table.inputs[column.at] : column.kind === 'output' ? view.table.outputs[column.at] : null;
              const value = column.kind === 'input' ? values[column.at] : undefined;
              return (
                <th
                  key={`${column.kind}${column.at}`}
                  scope="col"
                  aria-colindex={position + 2}
                  data-kind={column.kind}
                  data-first={column.at === 0 ? '' : undefined}
                  data-focus={position === focus.column ? '' : undefined}
                >
                  <span className="decision-column">
                    <bdi>{column.kind === 'note' ? say('studio.ruleNote', 'Why') : column.label}</bdi>
                    {value === undefined ? null : (
                      <mark>
                        <bdi>{value}</bdi>
                      </mark>
                    )}
                  </span>
                  <small>
                    {column.kind === 'note' ? null : <Icon name={column.kind === 'input' ? 'arrow-right' : 'arrow-forward-up'} size={11} />}
                    <bdi>
                      {column.kind === 'note'
                        ? say('studio.annotation', 'annotation')
                        : (stored?.type ?? say('studio.anyType', 'any type'))}
                    </bdi>
                  </small>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {firstRow === 0 ? null : (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it only keeps the place of rows that are not drawn
            <tr aria-hidden="true">
              <td colSpan={columns.length + 1} style={{ blockSize: firstRow * rowHeight }} />
            </tr>
          )}
          {Array.from({ length: lastRow - firstRow + 1 }, (_, offset) => {
            const row = firstRow + offset;
            const rule = rules[row] ?? null;
            const isIn = row >= area.top && row <= area.bottom;
            const column = columns[focus.column];
            return (
              <GridRow
                key={rule?.id ?? 'new'}
                id={id}
                row={row}
                view={view}
                rule={rule}
                columns={columns}
                from={isIn ? area.left : -1}
                to={isIn ? area.right : -1}
                focus={row === focus.row ? focus.column : -1}
                mark={marks.get(row)}
                faults={rule === null ? undefined : faults.get(rule.id)}
                run={runs.get(row)}
                others={people
                  .filter(({ place }) => rule !== null && place.artefact === view.record.id && place.selection.includes(rule.id))
                  .map(({ name }) => name)
                  .join(', ')}
                dropped={drop === row}
                newRule={say('studio.newRule', 'New rule')}
                editor={
                  editing !== null && editing.row === row && column !== undefined ? (
                    <CellEditor
                      label={say('studio.cellOfRule', '{column}, rule {rule}', {
                        column: column.kind === 'note' ? say('studio.ruleNote', 'Why') : column.label,
                        rule: row + 1,
                      })}
                      text={editing.text}
                      cell={cellKind(view, column, examination)}
                      onKeep={keep}
                      onGiveUp={() => {
                        setEditing(null);
                        grid.current?.focus();
                      }}
                    />
                  ) : null
                }
              />
            );
          })}
          {lastRow >= rules.length ? null : (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it only keeps the place of rows that are not drawn
            <tr aria-hidden="true">
              <td colSpan={columns.length + 1} style={{ blockSize: (rules.length - lastRow) * rowHeight }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
