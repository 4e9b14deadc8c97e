import type { CallTarget, ShellField } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { cellText } from './cell-value.ts';
import { cellName } from './pasted-cells.ts';
import type { CellRange } from './use-cell-range.ts';
import type { GridRecord } from './use-records.ts';
import { ValueEditor } from './value-editor.tsx';

/** The cell that is being changed. */
export interface OpenCell {
  readonly record: string;
  readonly field: string;
  readonly value: unknown;
  readonly changed: boolean;
  readonly busy: boolean;
  /** What was wrong with it when it was to be kept. */
  readonly problem: string | null;
}

interface GridRowProps {
  readonly id: string;
  readonly record: GridRecord;
  /** From 0. */
  readonly number: number;
  /** Pixels from the first row. */
  readonly start: number;
  readonly fields: readonly ShellField[];
  readonly target: Required<CallTarget>;
  /** The column that the keyboard is at; null in other rows. */
  readonly current: number | null;
  readonly cell: OpenCell | null;
  readonly selected: boolean;
  readonly open: boolean;
  /** The selected range, if it goes through this row. */
  readonly range: CellRange | null;
  /** What is wrong with cells that were to be changed, by their names. */
  readonly refused: ReadonlyMap<string, string>;
  /** `selecting`: a range is drawn to there. */
  onPoint(column: number, selecting: boolean): void;
  onEdit(column: number): void;
  onSelect(): void;
  onCell(cell: OpenCell): void;
  onLeave(): void;
}

/** One record in the grid. */
export function GridRow(props: GridRowProps) {
  const {
    id,
    record,
    number,
    start,
    fields,
    target,
    current,
    cell,
    selected,
    open,
    range,
    refused,
    onPoint,
    onEdit,
    onSelect,
    onCell,
    onLeave,
  } = props;
  const text = useText();
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot draw only the rows in sight
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div
      role="row"
      className="record-row"
      aria-rowindex={number + 2}
      aria-selected={selected}
      data-open={open || undefined}
      style={{ insetBlockStart: start }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="gridcell" className="record-select">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={text('studio.records.select', 'Select {record}', { record: (record.title ?? record.id).slice(0, 120) })}
          checked={selected}
          onChange={onSelect}
        />
      </div>
      {fields.map((field, column) => {
        const edited = cell?.field === field.key ? cell : null;
        const problem = refused.get(cellName(record.id, field.key));
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the grid
          <div
            key={field.key}
            id={`${id}-${column}`}
            role="gridcell"
            className="record-cell"
            data-type={field.type}
            data-current={current === column || undefined}
            data-edited={edited === null ? undefined : ''}
            data-ranged={(range !== null && column >= range.start && column <= range.end) || undefined}
            data-bad={problem === undefined ? undefined : ''}
            aria-invalid={problem === undefined ? undefined : true}
            title={problem}
            onClick={(event) => onPoint(column, event.shiftKey)}
            onDoubleClick={() => onEdit(column)}
          >
            {edited === null ? (
              <bdi>{cellText(record[field.key], field, format)}</bdi>
            ) : (
              // biome-ignore lint/a11y/noStaticElementInteractions: what is inside has the focus
              <div
                className="record-editor"
                onBlur={(event) => {
                  if (!event.currentTarget.contains(event.relatedTarget) && edited.problem === null) onLeave();
                }}
              >
                <ValueEditor
                  field={field}
                  value={record[field.key] ?? null}
                  target={target}
                  label={field.label}
                  autoFocus
                  invalid={edited.problem !== null}
                  describedBy={edited.problem === null ? undefined : `${id}-problem`}
                  onChange={(value) => onCell({ ...edited, value, changed: true, problem: null })}
                />
                {edited.problem === null ? null : (
                  <small id={`${id}-problem`} role="alert">
                    {edited.problem}
                  </small>
                )}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}
