import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { LineInput } from '../parts/line-input.tsx';
import type { phoneInput } from './manifest.ts';

/** Digits with the usual signs between them; 4 to 15 digits as ITU-T E.164 allows. */
const allowed = /^\+?(?:[\s()./-]*\d){4,15}[\s()./-]*$/u;

export function PhoneInput(props: PropsOf<typeof phoneInput>) {
  const input = useInput(props);
  const words = useText();
  const text = String(input.value ?? '');
  const check = (typed: string) =>
    input.complain(typed === '' || allowed.test(typed) ? null : words('ui.phoneInput.invalid', 'Write a number like +420 123 456 789.'));
  return (
    <LineInput
      input={input}
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      spellCheck={false}
      dir="ltr"
      text={text}
      placeholder={props.properties.placeholder ?? undefined}
      onText={(typed) => {
        input.change(typed === '' && input.inForm ? null : typed);
        if (input.error) check(typed);
      }}
      onBlur={() => check(text)}
    />
  );
}
