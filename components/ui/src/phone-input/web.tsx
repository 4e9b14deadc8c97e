import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { CheckedLine } from '../parts/checked-line.tsx';
import type { phoneInput } from './manifest.ts';

/** Digits with the usual signs between them; 4 to 15 digits as ITU-T E.164 allows. */
const allowed = /^\+?(?:[\s()./-]*\d){4,15}[\s()./-]*$/u;

export function PhoneInput(props: PropsOf<typeof phoneInput>) {
  const words = useText();
  return (
    <CheckedLine
      of={props}
      kind="tel"
      allowed={allowed}
      complaint={words('ui.phoneInput.invalid', 'Write a number like +420 123 456 789.')}
    />
  );
}
