import type { SkinProps } from '@plinth/component-kit';
import { type InputValues, useInput } from '../contract/use-input.ts';
import { LineInput } from './line-input.tsx';

interface CheckedLineProps {
  readonly of: SkinProps<InputValues & { readonly placeholder?: string | null | undefined }>;
  /** What is typed: the keyboard of phones, and what browsers offer to fill in. */
  readonly kind: 'email' | 'tel' | 'url';
  readonly allowed: RegExp;
  /** What is said of a text that is not allowed. */
  readonly complaint: string;
}

/** One line of a form of its own, always from left to right. It complains when it is left, and no longer as soon as it is mended. */
export function CheckedLine({ of, kind, allowed, complaint }: CheckedLineProps) {
  const input = useInput(of);
  const text = String(input.value ?? '');
  const check = (typed: string) => input.complain(typed === '' || allowed.test(typed) ? null : complaint);
  return (
    <LineInput
      input={input}
      // Of others the browser would judge by rules of its own.
      type={kind === 'tel' ? 'tel' : 'text'}
      inputMode={kind}
      autoComplete={kind}
      spellCheck={false}
      dir="ltr"
      text={text}
      placeholder={of.properties.placeholder ?? undefined}
      onText={(typed) => {
        input.change(typed === '' && input.inForm ? null : typed);
        if (input.error) check(typed);
      }}
      onBlur={() => check(text)}
    />
  );
}
