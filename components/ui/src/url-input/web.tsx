import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { LineInput } from '../parts/line-input.tsx';
import type { urlInput } from './manifest.ts';

/** Only what a browser opens safely. */
const allowed = /^https?:\/\/[^\s/$.?#][^\s]*$/iu;

export function UrlInput(props: PropsOf<typeof urlInput>) {
  const input = useInput(props);
  const words = useText();
  const text = String(input.value ?? '');
  const check = (typed: string) =>
    input.complain(
      typed === '' || allowed.test(typed) ? null : words('ui.urlInput.invalid', 'Write an address that starts with https://.'),
    );
  return (
    <LineInput
      input={input}
      type="text"
      inputMode="url"
      autoComplete="url"
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
