import { useDraft } from '@plinth/studio-frame';
import { type ReactNode, useId } from 'react';

interface SettingRowProps {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}

/** A label beside an editor. */
export function SettingRow({ label, children }: SettingRowProps) {
  const id = useId();
  return (
    <div className="property">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface TextSettingProps {
  readonly label: string;
  readonly value: string;
  onKeep(value: string): void;
}

export function TextSetting({ label, value, onKeep }: TextSettingProps) {
  const draft = useDraft(value, onKeep);
  return <SettingRow label={label}>{(id) => <input id={id} type="text" {...draft} />}</SettingRow>;
}
