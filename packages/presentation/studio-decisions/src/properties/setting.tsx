import { useText } from '@plinth/component-kit';
import { useDraft } from '@plinth/studio-frame';
import { type ReactNode, useId } from 'react';

/** A label above an editor. */
export function Setting({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="studio-setting">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface TextSettingProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  onKeep(value: string): void;
}

export function TextSetting({ label, value, placeholder, onKeep }: TextSettingProps) {
  const draft = useDraft(value, onKeep);
  return <Setting label={label}>{(id) => <input id={id} type="text" dir="auto" placeholder={placeholder} {...draft} />}</Setting>;
}

const builtIn = ['string', 'number', 'boolean', 'date', 'time', 'date and time', 'days and time duration', 'years and months duration'];

interface TypeSettingProps {
  readonly label: string;
  readonly value: string | undefined;
  /** Names of the model's own types. */
  readonly own: readonly string[];
  onKeep(value: string | undefined): void;
}

export function TypeSetting({ label, value, own, onKeep }: TypeSettingProps) {
  const text = useText();
  return (
    <Setting label={label}>
      {(id) => (
        <select id={id} value={value ?? ''} onChange={(event) => onKeep(event.currentTarget.value || undefined)}>
          <option value="">{text('studio.anyType', 'any type')}</option>
          {[...new Set([...builtIn, ...own, ...(value === undefined ? [] : [value])])].map((type) => (
            <option key={type} value={type}>
              {type}
            </option>
          ))}
        </select>
      )}
    </Setting>
  );
}
