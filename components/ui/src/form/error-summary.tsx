import { useText } from '@plinth/component-kit';
import styles from './form.module.css';
import type { Form } from './use-form.ts';

interface ErrorSummaryProps {
  readonly failure: { readonly title: string; readonly detail: string } | null;
  readonly errors: Form['shown'];
}

/** Why the form was not sent; each error leads to its input. */
export function ErrorSummary({ failure, errors }: ErrorSummaryProps) {
  const words = useText();
  if (failure === null && errors.length === 0) return null;
  return (
    <div role="alert" className={styles.summary}>
      <p className={styles.summaryTitle}>
        {failure?.title ??
          words('ui.form.errors', '{count, plural, one {One thing needs} other {# things need}} another look', { count: errors.length })}
      </p>
      {failure?.detail ? <p className={styles.summaryText}>{failure.detail}</p> : null}
      {errors.length > 0 ? (
        <ul className={styles.errors}>
          {errors.map((error) => (
            <li key={error.key}>
              {error.elementId === null ? (
                error.message
              ) : (
                <button type="button" className={styles.error} onClick={() => document.getElementById(error.elementId ?? '')?.focus()}>
                  {error.message.includes(error.label) ? error.message : `${error.label}: ${error.message}`}
                </button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
