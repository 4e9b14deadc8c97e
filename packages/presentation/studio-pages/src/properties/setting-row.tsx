import { useDraft } from '@plinth/studio-frame';
import { type ReactNode, useId, useState } from 'react';
import { numberOf } from './arithmetic.ts';

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

interface NumberSettingProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  onKeep(value: number): void;
}

/** A whole number between two others; anything else is marked and not kept. */
export function NumberSetting({ label, value, least, most, onKeep }: NumberSettingProps) {
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(String(value), (written) => {
    const number = numberOf(written);
    const isFit = number !== null && Number.isInteger(number) && number >= least && number <= most;
    setWrong(!isFit);
    if (isFit) onKeep(number);
  });
  return (
    <SettingRow label={label}>
      {(id) => <input id={id} type="text" inputMode="numeric" aria-invalid={wrong || undefined} {...draft} />}
    </SettingRow>
  );
}
