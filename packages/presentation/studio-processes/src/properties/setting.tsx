import type { ContextType } from '@plinth/expression';
import { ExpressionInput } from '@plinth/studio-expressions';
import { useDraft } from '@plinth/studio-frame';
import { type ReactNode, useId } from 'react';

interface SettingProps {
  readonly label: string;
  readonly help?: string | undefined;
  /** Beside the label. */
  readonly action?: ReactNode;
  readonly children: (id: string) => ReactNode;
}

/** A label above an editor. */
export function Setting({ label, help, action, children }: SettingProps) {
  const id = useId();
  return (
    <div className="studio-setting">
      {action === undefined ? (
        <label htmlFor={id}>{label}</label>
      ) : (
        <div className="process-setting-head">
          <label htmlFor={id}>{label}</label>
          {action}
        </div>
      )}
      {children(id)}
      {help === undefined ? null : <p>{help}</p>}
    </div>
  );
}

interface TextSettingProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly help?: string | undefined;
  readonly long?: boolean;
  readonly isCode?: boolean;
  /** Offered while it is written. */
  readonly suggestions?: readonly string[];
  onKeep(value: string): void;
}

export function TextSetting({ label, value, placeholder, help, long = false, isCode = false, suggestions, onKeep }: TextSettingProps) {
  const draft = useDraft(value, onKeep);
  const list = useId();
  const given = { placeholder, dir: isCode ? 'ltr' : 'auto', spellCheck: !isCode, 'data-code': isCode || undefined, ...draft };
  return (
    <Setting label={label} help={help}>
      {(id) => (
        <>
          {long ? (
            <textarea id={id} rows={3} {...given} />
          ) : (
            <input id={id} type="text" list={suggestions === undefined ? undefined : list} {...given} />
          )}
          {suggestions === undefined ? null : (
            <datalist id={list}>
              {suggestions.map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Setting>
  );
}

interface CheckSettingProps {
  readonly label: string;
  readonly value: boolean;
  onChange(value: boolean): void;
}

export function CheckSetting({ label, value, onChange }: CheckSettingProps) {
  const id = useId();
  return (
    <div className="studio-setting process-check">
      <input id={id} type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      <label htmlFor={id}>{label}</label>
    </div>
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
  readonly help?: string | undefined;
  onChange(value: string): void;
}

/** One of several; what is written and not among them stays visible. */
export function ChoiceSetting({ label, value, choices, help, onChange }: ChoiceSettingProps) {
  return (
    <Setting label={label} help={help}>
      {(id) => (
        <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {choices.some((choice) => choice.value === value) ? null : <option value={value}>{value}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Setting>
  );
}

interface FeelSettingProps {
  readonly label: string;
  readonly value: string;
  readonly scope: ContextType;
  /** FEEL type of what it must give. */
  readonly expects: string;
  readonly help?: string | undefined;
  onKeep(value: string): void;
}

/** FEEL over the variables of the process. */
export function FeelSetting({ label, value, scope, expects, help, onKeep }: FeelSettingProps) {
  return (
    <Setting label={label} help={help}>
      {(id) => <ExpressionInput id={id} text={value} kind="expression" scope={scope} expects={expects} onKeep={onKeep} />}
    </Setting>
  );
}

/** A part of the properties with a heading of its own. */
export function Group({ title, action, children }: { readonly title: string; readonly action?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="studio-group">
      <header>
        <h2>{title}</h2>
        {action}
      </header>
      {children}
    </section>
  );
}
