import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { CheckedLine } from '../parts/checked-line.tsx';
import type { emailInput } from './manifest.ts';

/** The form that HTML gives an e-mail address, with a dot in the domain. */
const allowed = /^[^\s@<>(),;:"\\[\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/iu;

export function EmailInput(props: PropsOf<typeof emailInput>) {
  const words = useText();
  return (
    <CheckedLine
      of={props}
      kind="email"
      allowed={allowed}
      complaint={words('ui.emailInput.invalid', 'Write an address like name@example.com.')}
    />
  );
}
