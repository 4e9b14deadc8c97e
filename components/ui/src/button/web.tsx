import { useText } from '@plinth/component-kit';
import { useState } from 'react';
import { refusalOf } from '../contract/allowed.ts';
import type { PropsOf } from '../contract/define-component.ts';
import { refusalText } from '../contract/refusal-text.ts';
import { PushButton } from '../parts/push-button.tsx';
import type { button } from './manifest.ts';

export function Button({ properties, events }: PropsOf<typeof button>) {
  const { submits, disabled, busy, record, needs, ...look } = properties;
  const words = useText();
  const refused = needs !== 'nothing' && refusalOf(null, record, needs) !== null;
  const [running, setRunning] = useState(false);
  const click = async () => {
    if (running || busy || !events.click) return;
    setRunning(true);
    await events.click();
    setRunning(false);
  };
  return (
    <PushButton
      {...look}
      type={submits ? 'submit' : 'button'}
      disabled={disabled}
      reason={refused ? refusalText(needs, words) : null}
      busy={busy || running}
      onClick={() => void click()}
    />
  );
}
