import { useText } from '@plinth/component-kit';
import type { KeyboardEvent } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { LineInput } from '../parts/line-input.tsx';
import type { textInput } from './manifest.ts';
import { textComplaint } from './text-complaint.ts';

export function TextInput(props: PropsOf<typeof textInput>) {
  const { properties, events } = props;
  const input = useInput(props);
  const words = useText();
  const text = String(input.value ?? '');
  const limits = {
    minLength: properties.minLength ?? input.description?.minLength,
    maxLength: properties.maxLength ?? input.description?.maxLength,
    pattern: properties.pattern ?? input.description?.pattern,
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') void events.submit?.({ value: text });
    else if (event.key === 'Escape') void events.cancel?.({ value: text });
  };
  return (
    <LineInput
      input={input}
      text={text}
      placeholder={properties.placeholder ?? undefined}
      maxLength={limits.maxLength ?? undefined}
      onText={(typed) => {
        input.change(typed === '' && input.inForm ? null : typed);
        if (input.error) input.complain(textComplaint(typed, limits, words));
      }}
      onBlur={() => {
        input.complain(textComplaint(text, limits, words));
        void events.blur?.({ value: text });
      }}
      onKeyDown={press}
    />
  );
}
