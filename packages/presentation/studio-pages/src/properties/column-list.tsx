import { useText } from '@plinth/component-kit';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import type { EditorProps } from './editor.ts';

/** Columns of a table, one a line: which field, and what stands above it. What else a column says stays as it is. */
export function ColumnList({ value, keys, label, onChange }: EditorProps) {
  const text = useText();
  const columns = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  const replace = (at: number, column: JsonValue | null) =>
    onChange(columns.flatMap((each, index) => (index !== at ? [each] : column === null ? [] : [column])));
  const swap = (at: number) => {
    const [above, moved] = [columns[at - 1], columns[at]];
    if (above !== undefined && moved !== undefined) onChange(columns.with(at - 1, moved).with(at, above));
  };
  const unused = keys.filter((key) => !columns.some((column) => fieldOf(column) === key));
  return (
    <div className="property-list">
      {columns.map((column, index) => {
        const field = fieldOf(column);
        const number = index + 1;
        return (
          <div key={`${field} ${String(isJsonObject(column) ? column.key : '')}`} className="property-list-row property-column">
            <select
              aria-label={text('studio.columnField', 'Field of column {number}', { number })}
              value={field}
              onChange={(event) => replace(index, withField(column, event.currentTarget.value))}
            >
              {[...new Set([field, ...keys])].map((key) => (
                <option key={key} value={key}>
                  {key}
                </option>
              ))}
            </select>
            <ColumnLabel
              label={text('studio.columnLabel', 'Heading of column {number}', { number })}
              placeholder={field}
              value={isJsonObject(column) && typeof column.label === 'string' ? column.label : ''}
              onKeep={(words) => replace(index, withLabel(column, words))}
            />
            <ToolButton
              icon="arrow-up"
              label={text('studio.columnUp', 'Move column {number} up', { number })}
              disabled={index === 0}
              onClick={() => swap(index)}
            />
            <ToolButton
              icon="x"
              label={text('studio.removeColumn', 'Remove column {number}', { number })}
              onClick={() => replace(index, null)}
            />
          </div>
        );
      })}
      <select
        aria-label={text('studio.addColumn', 'Add a column to {label}', { label })}
        value=""
        onChange={(event) => onChange([...columns, { field: event.currentTarget.value }])}
      >
        <option value="">{text('studio.addColumnShort', 'Add a column …')}</option>
        {unused.map((key) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ColumnLabelProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  onKeep(text: string): void;
}

function ColumnLabel({ label, value, placeholder, onKeep }: ColumnLabelProps) {
  return <input type="text" aria-label={label} placeholder={placeholder} {...useDraft(value, onKeep)} />;
}

function fieldOf(column: JsonValue): string {
  if (typeof column === 'string') return column;
  return isJsonObject(column) && typeof column.field === 'string' ? column.field : '';
}

function withField(column: JsonValue, field: string): JsonObject {
  return isJsonObject(column) ? { ...column, field } : { field };
}

function withLabel(column: JsonValue, label: string): JsonObject {
  const { label: _before, ...rest } = isJsonObject(column) ? column : { field: fieldOf(column) };
  return (label === '' ? rest : { ...rest, label }) as JsonObject;
}
