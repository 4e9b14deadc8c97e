import { type Definition, fieldsOf, type RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useWork } from '@plinth/studio-frame';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { moveField } from '../definition/field-edits.ts';
import { cellText } from '../entity/field-work.ts';
import { useFieldActs } from '../entity/use-field-acts.ts';
import type { Onward } from './cell-editor.tsx';
import { type ColumnKey, cellKind, columnKeys, columnNames } from './column.ts';
import { FieldCell } from './field-cell.tsx';
import { type Cell, cellAfter } from './grid-position.ts';
import { useRowDrag } from './row-drag.ts';

interface FieldGridProps {
  readonly definition: Definition;
  readonly entity: string;
}

/** The fields of an entity, a line each, in which everything is written in place; by the keyboard as in a spreadsheet. */
export function FieldGrid({ definition, entity }: FieldGridProps) {
  const text = useText();
  const work = useWork();
  const acts = useFieldActs();
  const fields = fieldsOf(definition, entity);
  const names = columnNames(text);
  const table = useRef<HTMLTableElement>(null);
  const refused = useRef(false);
  const selection = useSignalValue(work.selection);
  const [column, setColumn] = useState<ColumnKey>('label');
  const [editing, setEditing] = useState<{ readonly typed: string | null } | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const rows = fields.map(({ id }) => id);
  const selected = fields.find(({ id }) => id === selection.at(-1));
  const row = selected?.id ?? rows[0];
  const drag = useRowDrag(({ row: dragged, before }) => {
    const field = fields.find(({ id }) => id === dragged);
    if (field !== undefined) acts.edit(moveField(definition, field, before));
  });

  // The focus follows what was chosen by key, once it is drawn.
  useEffect(() => {
    if (wanted === null) return;
    setWanted(null);
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(wanted)}"]`);
    cell?.focus();
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [wanted]);

  const go = (cell: Cell | 'below' | null) => {
    if (cell === 'below') document.getElementById('new-field')?.focus();
    if (cell === null || cell === 'below') return;
    setEditing(null);
    setColumn(cell.column);
    work.selection.value = [cell.row];
    setWanted(`${cell.row} ${cell.column}`);
  };
  const keep = (field: RecordOf<'field'>, at: ColumnKey, value: string) => {
    const kept = acts.editCell(field, at, value);
    refused.current = !kept;
    return kept;
  };
  /** What is written elsewhere is kept first; what was refused has to be mended, or given up by Escape, before. */
  const select = (cell: Cell) => {
    const editor = table.current?.querySelector<HTMLElement>('[data-editing] :is(input, select, textarea)');
    if (editor !== null && editor === document.activeElement) editor.blur();
    if (editing !== null && refused.current) return void requestAnimationFrame(() => editor?.focus());
    setEditing(null);
    setColumn(cell.column);
    work.selection.value = [cell.row];
  };
  const begin = (field: RecordOf<'field'>, at: ColumnKey, typed: string | null) => {
    const kind = cellKind(field, at);
    if (kind === 'check') keep(field, at, String(cellText(field, at) !== 'true'));
    else if (kind !== null) setEditing({ typed });
  };
  const done = (field: RecordOf<'field'>, at: ColumnKey, onward: Onward) => {
    setEditing(null);
    refused.current = false;
    const here = { row: field.id, column: at };
    const step = (key: string) => cellAfter(rows, here, { key, control: false, rightToLeft: false });
    if (onward === 'blur') return;
    // From the last row the next thing to write is another field, but only when somebody asks for it.
    const next = onward === 'next' ? step('ArrowRight') : onward === 'previous' ? step('ArrowLeft') : null;
    go(next === null || next === 'below' ? here : next);
  };
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const field = fields.find(({ id }) => id === row);
    if (field === undefined || editing !== null) return;
    const control = event.ctrlKey || event.metaKey;
    const { key } = event;
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      handled();
      acts.shift(field, key === 'ArrowUp' ? -1 : 1);
      return setWanted(`${field.id} ${column}`);
    }
    if (control && key.toLowerCase() === 'd') {
      handled();
      return acts.duplicate(field);
    }
    if (key === 'Delete' || key === 'Backspace') {
      handled();
      if (column === 'default' && !control) keep(field, column, '');
      else if (column === 'label' || control) acts.remove([field]);
      return;
    }
    if (key === 'Insert' || (control && key === 'Enter')) {
      handled();
      return acts.insertBehind(field, text('studio.fieldName', 'Field'));
    }
    if (key === 'Enter' || key === 'F2' || key === ' ') {
      handled();
      return begin(field, column, null);
    }
    if (key === 'Escape' && selection.length > 0) {
      handled();
      work.selection.value = [];
      return setWanted(`${field.id} ${column}`);
    }
    const rightToLeft = document.documentElement.dir === 'rtl';
    const to = event.altKey ? null : cellAfter(rows, { row: field.id, column }, { key, control, rightToLeft });
    if (to !== null) {
      handled();
      return go(to);
    }
    if (key.length === 1 && !control && !event.altKey && cellKind(field, column) !== 'check') {
      handled();
      begin(field, column, key);
    }
  };
  const before = (id: string) => (drag.drag !== null && drag.drag.before === id ? '' : undefined);
  return (
    <div className="data-grid-scroll">
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table in which one moves and writes is a grid
        role="grid"
        className="data-grid"
        aria-label={text('studio.fields', 'Fields')}
        aria-rowcount={fields.length + 1}
        data-drop-end={drag.drag !== null && drag.drag.before === null ? '' : undefined}
        onKeyDown={keys}
      >
        <thead>
          <tr>
            <th scope="col" className="data-handle-head">
              <span className="studio-hidden">{text('studio.order', 'Order')}</span>
            </th>
            {columnKeys.map((key) => (
              <th key={key} scope="col" data-column={key}>
                {names[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.id} data-row={field.id} aria-selected={field.id === selected?.id} data-drop={before(field.id)}>
              <td className="data-handle">
                <span
                  title={text('studio.dragField', 'Drag to move, or Alt with the arrows')}
                  onPointerDown={(event) => drag.begin(event, field.id)}
                >
                  <Icon name="grip-vertical" size={14} />
                </span>
              </td>
              {columnKeys.map((key) => {
                const current = field.id === row && key === column;
                return (
                  <FieldCell
                    key={key}
                    definition={definition}
                    field={field}
                    column={key}
                    columnName={names[key]}
                    current={current}
                    editing={current ? editing : null}
                    onSelect={() => select({ row: field.id, column: key })}
                    onEdit={() => begin(field, key, null)}
                    onKeep={(value) => keep(field, key, value)}
                    onDone={(onward) => done(field, key, onward)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Gives the focus to the grid's current cell. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('.data-grid [data-cell][tabindex="0"]')?.focus();
}
