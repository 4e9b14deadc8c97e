import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { LineInput } from '../parts/line-input.tsx';
import type { emailInput } from './manifest.ts';

/** The form that HTML gives an e-mail address, with a dot in the domain. */
const allowed = /^[^\s@<>(),;:"\\[\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/iu;

export function EmailInput(props: PropsOf<typeof emailInput>) {
  const input = useInput(props);
  const words = useText();
  const text = String(input.value ?? '');
  const check = (typed: string) =>
    input.complain(typed === '' || allowed.test(typed) ? null : words('ui.emailInput.invalid', 'Write an address like name@example.com.'));
  return (
    <LineInput
      input={input}
      type="text"
      inputMode="email"
      autoComplete="email"
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
