import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { LineInput } from '../parts/line-input.tsx';
import type { timeInput } from './manifest.ts';

export function TimeInput(props: PropsOf<typeof timeInput>) {
  const { seconds } = props.properties;
  const input = useInput(props);
  return (
    <LineInput
      input={input}
      type="time"
      step={seconds ? 1 : 60}
      figures
      text={String(input.value ?? '').slice(0, seconds ? 8 : 5)}
      onText={(text) => input.change(text === '' ? null : text.length === 5 ? `${text}:00` : text)}
    />
  );
}
