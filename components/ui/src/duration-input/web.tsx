import { useText } from '@plinth/component-kit';
import { useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { LineInput } from '../parts/line-input.tsx';
import { durationSeconds, readDuration, writeDuration } from './duration-text.ts';
import type { durationInput } from './manifest.ts';

export function DurationInput(props: PropsOf<typeof durationInput>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const minimum = properties.minimum ?? input.description?.minimum;
  const maximum = properties.maximum ?? input.description?.maximum;
  const refuse = (duration: string): string | null => {
    const length = durationSeconds(duration);
    if (length === null) return null;
    const least = minimum ? durationSeconds(minimum) : null;
    const most = maximum ? durationSeconds(maximum) : null;
    if (least !== null && length < least)
      return words('ui.durationInput.short', 'At least {limit}.', { limit: writeDuration(minimum ?? '') });
    if (most !== null && length > most) return words('ui.durationInput.long', 'At most {limit}.', { limit: writeDuration(maximum ?? '') });
    return null;
  };
  const settle = () => {
    if (typed === null) return;
    if (typed.trim() === '') {
      setTyped(null);
      input.change(null);
      input.complain(null);
      return;
    }
    const duration = readDuration(typed);
    if (duration === null) {
      input.change(null);
      input.complain(words('ui.durationInput.invalid', 'Write a duration like 1d 2h 30m.'));
      return;
    }
    setTyped(null);
    input.change(duration);
    input.complain(refuse(duration));
  };
  return (
    <LineInput
      input={input}
      text={typed ?? (input.value ? writeDuration(String(input.value)) : '')}
      placeholder={properties.placeholder ?? words('ui.durationInput.example', '1d 2h 30m')}
      figures
      autoComplete="off"
      onText={setTyped}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}
