import type { Definition, RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { fieldType } from '@plinth/definition-expressions';
import { printType } from '@plinth/expression';
import { useDefinitionExpressions } from '@plinth/studio-expressions';
import { cellChoices, cellText, cellWords } from '../entity/field-work.ts';
import { CellEditor, FeelCellEditor, type Onward } from './cell-editor.tsx';
import { CellValue } from './cell-value.tsx';
import { type ColumnKey, cellKind } from './column.ts';

interface FieldCellProps {
  readonly definition: Definition;
  readonly field: RecordOf<'field'>;
  readonly column: ColumnKey;
  readonly columnName: string;
  /** The one cell that Tab comes to. */
  readonly current: boolean;
  /** What is typed in it; null while it is only read. */
  readonly editing: { readonly typed: string | null } | null;
  onSelect(): void;
  onEdit(): void;
  onKeep(value: string): boolean;
  onDone(onward: Onward): void;
}

/** One property of one field. */
export function FieldCell(props: FieldCellProps) {
  const { definition, field, column, columnName, current, editing, onSelect, onEdit, onKeep, onDone } = props;
  const text = useText();
  const expressions = useDefinitionExpressions();
  const kind = cellKind(field, column);
  const label = text('studio.cellOf', '{column} of {field}', { column: columnName, field: field.label });
  const value = cellText(field, column);
  const choices = editing === null ? undefined : cellChoices(definition, field, column, text);
  const checked = value === 'true';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys of all its cells
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table in which one moves and writes is a grid
      role="gridcell"
      tabIndex={current && editing === null ? 0 : -1}
      data-cell={`${field.id} ${column}`}
      data-column={column}
      data-editing={editing === null ? undefined : kind}
      aria-readonly={kind === null || undefined}
      aria-label={kind === 'check' ? `${label}: ${checked ? text('studio.yes', 'yes') : text('studio.no', 'no')}` : undefined}
      onPointerDown={() => {
        if (editing === null) onSelect();
      }}
      onClick={kind === 'check' ? () => onKeep(String(!checked)) : undefined}
      onDoubleClick={editing === null && kind !== 'check' ? onEdit : undefined}
    >
      {editing !== null && kind === 'feel' ? (
        <FeelCellEditor
          label={label}
          value={value}
          scope={expressions.ruleScope(field.parent, value)}
          expects={field.type === 'reference' ? 'any' : printType(fieldType(field))}
          onKeep={onKeep}
          onDone={onDone}
        />
      ) : editing !== null ? (
        <CellEditor
          label={label}
          value={value}
          typed={editing.typed}
          mono={column === 'key'}
          {...(choices === undefined ? {} : { choices })}
          onKeep={onKeep}
          onDone={onDone}
        />
      ) : null}
      {editing !== null && kind !== 'feel' ? null : kind === 'check' ? (
        <span className="data-check" data-checked={checked || undefined} aria-hidden="true" />
      ) : kind === null ? (
        <span className="data-none" aria-hidden="true" />
      ) : (
        <CellValue field={field} column={column} words={cellWords(definition, field, column, text)} />
      )}
    </td>
  );
}
