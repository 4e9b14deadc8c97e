import type { ContextType } from '@plinth/expression';
import { ExpressionInput } from '@plinth/studio-expressions';
import { useDraft } from '@plinth/studio-frame';
import { type ReactNode, useId, useState } from 'react';

interface SettingProps {
  readonly label: string;
  readonly wide?: boolean;
  readonly help?: string | undefined;
  readonly children: (id: string) => ReactNode;
}

/** A label beside, or where it is wide above, an editor. */
export function Setting({ label, wide = false, help, children }: SettingProps) {
  const id = useId();
  return (
    <div className="data-setting" data-wide={wide ? '' : undefined}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {help === undefined ? null : <p className="data-setting-help">{help}</p>}
    </div>
  );
}

interface TextSettingProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly help?: string;
  readonly long?: boolean;
  readonly mono?: boolean;
  onKeep(value: string): void;
}

export function TextSetting({ label, value, placeholder, help, long = false, mono = false, onKeep }: TextSettingProps) {
  const draft = useDraft(value, onKeep);
  const given = { placeholder, className: mono ? 'data-mono' : undefined, dir: mono ? 'ltr' : 'auto', ...draft };
  return (
    <Setting label={label} help={help} wide={long}>
      {(id) => (long ? <textarea id={id} rows={2} {...given} /> : <input id={id} type="text" {...given} />)}
    </Setting>
  );
}

interface NumberSettingProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly smallest: number;
  readonly largest: number;
  onKeep(value: number | undefined): void;
}

/** A whole number between two; what is none stays there to be mended. */
export function NumberSetting({ label, value, smallest, largest, onKeep }: NumberSettingProps) {
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(value === undefined ? '' : String(value), (written) => {
    const number = written.trim() === '' ? undefined : Number(written);
    const fits = number === undefined || (Number.isInteger(number) && number >= smallest && number <= largest);
    setWrong(!fits);
    if (fits) onKeep(number);
  });
  return (
    <Setting label={label} help={wrong ? `${smallest} – ${largest}` : undefined}>
      {(id) => <input id={id} type="text" inputMode="numeric" aria-invalid={wrong || undefined} {...draft} />}
    </Setting>
  );
}

interface CheckSettingProps {
  readonly label: string;
  readonly value: boolean;
  readonly help?: string;
  onChange(value: boolean): void;
}

export function CheckSetting({ label, value, help, onChange }: CheckSettingProps) {
  return (
    <Setting label={label} help={help}>
      {(id) => <input id={id} type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />}
    </Setting>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ChoiceSettingProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly help?: string;
  onChange(value: string): void;
}

export function ChoiceSetting({ label, value, choices, help, onChange }: ChoiceSettingProps) {
  return (
    <Setting label={label} help={help}>
      {(id) => (
        <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <Choices value={value} choices={choices} />
        </select>
      )}
    </Setting>
  );
}

/** The options of a select; what is written and not among them stays visible. */
export function Choices({ value, choices }: { readonly value: string; readonly choices: readonly Choice[] }) {
  const known = choices.some((choice) => choice.value === value);
  return (
    <>
      {known ? null : <option value={value}>{value === '' ? '–' : value}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </>
  );
}

interface FeelSettingProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly scope: ContextType;
  readonly expects: string;
  readonly help?: string;
  onKeep(value: string | undefined): void;
}

/** FEEL with the names that stand around it. */
export function FeelSetting({ label, value, scope, expects, help, onKeep }: FeelSettingProps) {
  return (
    <Setting label={label} wide help={help}>
      {(id) => (
        <ExpressionInput
          id={id}
          text={value ?? ''}
          kind="expression"
          scope={scope}
          expects={expects}
          onKeep={(written) => onKeep(written.trim() === '' ? undefined : written)}
        />
      )}
    </Setting>
  );
}
