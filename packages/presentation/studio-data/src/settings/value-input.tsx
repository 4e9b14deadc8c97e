import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { KeyboardEvent } from 'react';
import { fieldTypeInfo } from '../definition/field-type.ts';
import { isJson } from './written-value.ts';

interface ValueInputProps {
  readonly id: string;
  readonly setting: Pick<RecordOf<'setting'>, 'type' | 'options' | 'secret'>;
  readonly text: string;
  readonly placeholder?: string | undefined;
  readonly label?: string;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean;
  onText(text: string): void;
  onBlur?(): void;
  onKeyDown?(event: KeyboardEvent<HTMLElement>): void;
}

const kinds: Readonly<Record<string, string>> = { date: 'date', time: 'time', email: 'email', url: 'url', phone: 'tel' };

/** The editor of a value by the type of its setting; a secret is written and never shown. */
export function ValueInput(props: ValueInputProps) {
  const { id, setting, text: written, placeholder, label, invalid, describedBy, disabled, onText, onBlur, onKeyDown } = props;
  const text = useText();
  const given = {
    id,
    disabled,
    onBlur,
    onKeyDown,
    'aria-label': label,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
    value: written,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onText(event.currentTarget.value),
  };
  const choices =
    setting.type === 'boolean'
      ? [
          { value: 'true', label: text('ui.yes', 'Yes') },
          { value: 'false', label: text('ui.no', 'No') },
        ]
      : setting.type === 'choice'
        ? (setting.options ?? [])
        : null;
  if (setting.secret) return <input {...given} type="password" autoComplete="new-password" spellCheck={false} placeholder={placeholder} />;
  if (choices !== null) {
    return (
      <select {...given}>
        <option value="">{placeholder ?? '–'}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  if (setting.type === 'longText' || isJson(setting)) return <textarea {...given} rows={3} placeholder={placeholder} dir="auto" />;
  const example = placeholder ?? fieldTypeInfo[setting.type].example;
  return <input {...given} type={kinds[setting.type] ?? 'text'} placeholder={example} dir="auto" spellCheck={false} autoComplete="off" />;
}
