import type { RecordOf } from '@plinth/app-definition';
import { Icon } from '@plinth/component-kit';
import { memo, type ReactNode } from 'react';
import type { RowMark, RowRun } from './row-marks.ts';
import { type Column, cellText, type TableView } from './table-view.ts';

interface GridRowProps {
  readonly id: string;
  readonly row: number;
  readonly view: TableView;
  /** Null: the row in which a new rule is begun. */
  readonly rule: RecordOf<'rule'> | null;
  readonly columns: readonly Column[];
  /** Selected columns, both ends included; -1 where none is. */
  readonly from: number;
  readonly to: number;
  readonly focus: number;
  readonly mark: RowMark | undefined;
  readonly faults: ReadonlyMap<number, string> | undefined;
  readonly run: RowRun;
  /** Who else is at this rule. */
  readonly others: string;
  readonly dropped: boolean;
  readonly newRule: string;
  /** In place of the cell that has the focus. */
  readonly editor: ReactNode;
}

const longest = 400;

/** A rule of a table. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { id, row, view, rule, columns, from, to, focus, mark, faults, run, others, dropped, newRule, editor } = props;
  const words = [mark?.words, others].filter((each) => each !== undefined && each !== '').join('; ');
  return (
    <tr
      aria-rowindex={row + 2}
      data-run={run}
      data-mark={mark?.tone}
      data-drop={dropped ? '' : undefined}
      data-others={others === '' ? undefined : ''}
    >
      <th scope="row" data-row={row} data-head="" title={words === '' ? (rule?.key ?? newRule) : words}>
        {rule === null ? (
          <>
            <Icon name="plus" size={12} />
            <span className="studio-hidden">{newRule}</span>
          </>
        ) : (
          <>
            {mark === undefined ? null : <Icon name="alert-triangle" size={12} label={mark.words} />}
            {run === undefined ? null : <Icon name={run === 'fired' ? 'circle-check' : 'circle-dashed'} size={12} label={run} />}
            <span>{row + 1}</span>
          </>
        )}
      </th>
      {columns.map((column, at) => {
        const text = rule === null ? '' : cellText(view, rule, column);
        const cell = column.kind === 'note' ? -1 : column.kind === 'input' ? column.at : view.table.inputs.length + column.at;
        const fault = faults?.get(cell);
        const selected = at >= from && at <= to;
        return (
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: cells of a grid are gridcells
          <td
            key={`${column.kind}${column.at}`}
            id={`${id}-${row}-${at}`}
            aria-colindex={at + 2}
            aria-selected={selected}
            aria-invalid={fault !== undefined || undefined}
            data-row={row}
            data-column={at}
            data-kind={column.kind}
            data-first={column.at === 0 ? '' : undefined}
            data-focus={at === focus ? '' : undefined}
            data-empty={text === '-' || text === 'null' || text === '' ? '' : undefined}
            title={fault ?? (text.length > 16 ? text.slice(0, longest) : undefined)}
          >
            {at === focus && editor !== null ? editor : <bdi>{text.slice(0, longest)}</bdi>}
          </td>
        );
      })}
    </tr>
  );
});
