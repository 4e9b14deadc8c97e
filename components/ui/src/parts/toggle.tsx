import type { Input } from '../contract/use-input.ts';
import styles from './toggle.module.css';

/** Yes or no, as a box to tick or as a switch. */
export function Toggle({ input, kind }: { readonly input: Input; readonly kind: 'checkbox' | 'switch' }) {
  const on = input.value === true;
  return (
    <label className={styles.toggle} data-disabled={input.disabled || input.readOnly || undefined}>
      <input
        id={input.elementId}
        type="checkbox"
        role={kind === 'switch' ? 'switch' : undefined}
        className={styles.box}
        data-kind={kind}
        {...input.aria}
        checked={on}
        disabled={input.disabled}
        aria-readonly={input.readOnly || undefined}
        onChange={(event) => {
          if (!input.readOnly) input.change(event.currentTarget.checked);
        }}
      />
      {input.labelHidden ? null : (
        <span>
          {input.label}
          {input.required ? (
            <span className={styles.required} aria-hidden="true">
              {' *'}
            </span>
          ) : null}
        </span>
      )}
    </label>
  );
}
