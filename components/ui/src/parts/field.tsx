import type { ReactNode } from 'react';
import type { Input } from '../contract/use-input.ts';
import styles from './field.module.css';

interface FieldProps {
  readonly input: Input;
  /** Several elements take the focus: the label names the group instead of one of them. */
  readonly group?: 'group' | 'radiogroup';
  readonly children: ReactNode;
}

/** Label, help and error around what a person edits. */
export function Field({ input, group, children }: FieldProps) {
  const mark =
    input.required && !input.readOnly ? (
      <span className={styles.required} aria-hidden="true">
        *
      </span>
    ) : null;
  const label = input.labelHidden ? null : group ? (
    <span id={`${input.id}-label`} className={styles.label}>
      {input.label} {mark}
    </span>
  ) : (
    <label htmlFor={input.elementId} id={`${input.id}-label`} className={styles.label}>
      {input.label} {mark}
    </label>
  );
  const rest = (
    <>
      {label}
      {children}
      <FieldNotes input={input} />
    </>
  );
  if (!group) return <div className={styles.field}>{rest}</div>;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name
    <div
      role={group}
      className={styles.field}
      aria-labelledby={input.labelHidden ? undefined : `${input.id}-label`}
      aria-label={input.labelHidden ? input.label : undefined}
      aria-describedby={input.aria['aria-describedby']}
      aria-required={group === 'radiogroup' && input.required ? true : undefined}
      aria-invalid={group === 'radiogroup' && input.error ? true : undefined}
    >
      {rest}
    </div>
  );
}

/** What is wrong, and what helps. */
export function FieldNotes({ input }: { readonly input: Input }) {
  return (
    <>
      {input.error ? (
        <p id={`${input.id}-error`} className={styles.error}>
          {input.error}
        </p>
      ) : null}
      {input.help ? (
        <p id={`${input.id}-help`} className={styles.help}>
          {input.help}
        </p>
      ) : null}
    </>
  );
}
