import { Icon } from '@plinth/component-kit';
import type { InputHTMLAttributes, ReactNode } from 'react';
import type { Input } from '../contract/use-input.ts';
import styles from './control.module.css';
import { Field } from './field.tsx';

interface LineInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'> {
  readonly input: Input;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly icon?: string;
  readonly figures?: boolean;
  readonly trailing?: ReactNode;
}

/** One line that is typed, with label, help and error. */
export function LineInput({ input, ...line }: LineInputProps) {
  return (
    <Field input={input}>
      <Line input={input} {...line} />
    </Field>
  );
}

/** The line alone, for inputs that put more than one into a group. */
export function Line({ input, text, onText, icon, figures, trailing, ...rest }: LineInputProps) {
  return (
    <span
      className={styles.control}
      data-invalid={input.error ? true : undefined}
      data-read-only={input.readOnly || undefined}
      data-disabled={input.disabled || undefined}
    >
      {icon ? (
        <span className={styles.unit} aria-hidden="true">
          <Icon name={icon} size={16} />
        </span>
      ) : null}
      <input
        id={input.elementId}
        type="text"
        {...input.aria}
        {...rest}
        className={styles.input}
        data-figures={figures || undefined}
        value={text}
        readOnly={input.readOnly}
        disabled={input.disabled}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {trailing}
    </span>
  );
}
