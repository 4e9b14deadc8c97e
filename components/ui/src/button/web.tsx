import { useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { PushButton } from '../parts/push-button.tsx';
import type { button } from './manifest.ts';

export function Button({ properties, events }: PropsOf<typeof button>) {
  const { submits, disabled, busy, ...look } = properties;
  const [running, setRunning] = useState(false);
  const click = async () => {
    if (running || busy || !events.click) return;
    setRunning(true);
    await events.click();
    setRunning(false);
  };
  return (
    <PushButton {...look} type={submits ? 'submit' : 'button'} disabled={disabled} busy={busy || running} onClick={() => void click()} />
  );
}
