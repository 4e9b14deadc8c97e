import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { useId } from 'react';

interface FieldPicksProps {
  readonly label: string;
  readonly help?: string;
  /** All that can have been chosen. */
  readonly fields: readonly RecordOf<'field'>[];
  /** Whether a field is offered; absent: all are. */
  readonly offers?: (field: RecordOf<'field'>) => boolean;
  readonly chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
}

/** Some fields in an order of their own. */
export function FieldPicks({ label, help, fields, offers = () => true, chosen, onChange }: FieldPicksProps) {
  const text = useText();
  const id = useId();
  const named = (field: string) => {
    const found = fields.find((each) => each.id === field);
    return found === undefined ? field : found.label.trim() === '' ? found.key : found.label;
  };
  const left = fields.filter((field) => offers(field) && !chosen.includes(field.id));
  return (
    <div className="data-setting" data-wide="">
      <label htmlFor={id}>{label}</label>
      {chosen.length === 0 ? null : (
        <ol className="data-picks">
          {chosen.map((field, at) => (
            <li key={field}>
              <bdi>{named(field)}</bdi>
              <ToolButton
                icon="arrow-up"
                label={text('studio.pickUp', 'Move {field} up', { field: named(field) })}
                disabled={at === 0}
                onClick={() => onChange(chosen.toSpliced(at, 1).toSpliced(at - 1, 0, field))}
              />
              <ToolButton
                icon="x"
                label={text('studio.pickOut', 'Take {field} out', { field: named(field) })}
                onClick={() => onChange(chosen.filter((each) => each !== field))}
              />
            </li>
          ))}
        </ol>
      )}
      <select id={id} value="" disabled={left.length === 0} onChange={(event) => onChange([...chosen, event.currentTarget.value])}>
        <option value="">{text('studio.pickField', 'Add a field …')}</option>
        {left.map((field) => (
          <option key={field.id} value={field.id}>
            {named(field.id)}
          </option>
        ))}
      </select>
      {help === undefined ? null : <p className="data-setting-help">{help}</p>}
    </div>
  );
}
