import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { CheckedLine } from '../parts/checked-line.tsx';
import type { urlInput } from './manifest.ts';

/** Only what a browser opens safely. */
const allowed = /^https?:\/\/[^\s/$.?#][^\s]*$/iu;

export function UrlInput(props: PropsOf<typeof urlInput>) {
  const words = useText();
  return (
    <CheckedLine
      of={props}
      kind="url"
      allowed={allowed}
      complaint={words('ui.urlInput.invalid', 'Write an address that starts with https://.')}
    />
  );
}
