import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { DecidedValue } from './decided-value.tsx';
import styles from './decision-result.module.css';
import { explained } from './explained.ts';
import type { decisionResult } from './manifest.ts';
import { Step } from './step.tsx';

export function DecisionResult({ id, properties }: PropsOf<typeof decisionResult>) {
  const { label, open, loading, emptyText } = properties;
  const words = useText();
  const found = explained(properties.explanation);
  const steps = found?.steps.filter(({ name, kind }) => kind !== 'input' && name !== found.asked) ?? [];
  const inputs = found?.steps.filter(({ kind }) => kind === 'input') ?? [];
  const last = found?.steps.filter(({ name, kind, tables }) => kind !== 'input' && name === found.asked && tables.length > 0) ?? [];
  return (
    <section className={styles.decision} aria-labelledby={`${id}-label`} aria-busy={loading || undefined}>
      <p id={`${id}-label`} className={styles.label}>
        {label}
      </p>
      {found === null ? (
        <p className={styles.empty}>{loading ? words('ui.loading', 'Loading') : emptyText}</p>
      ) : (
        <>
          <div className={styles.result}>
            <DecidedValue value={found.value} />
          </div>
          {found.reasons.length === 0 ? null : (
            <div className={styles.reasons}>
              <p>{words('ui.decision.reasons', 'Why something is not known')}</p>
              <ul>
                {found.reasons.map(({ element, place, message }) => (
                  <li key={`${element} ${place} ${message}`}>
                    {[element, place].filter((part) => part !== '').join(', ')}: {message}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <details className={styles.more} open={open}>
            <summary>{words('ui.decision.steps', 'How it came about')}</summary>
            <ol>
              {[...steps, ...last].map((step) => (
                <Step key={`${step.kind} ${step.name}`} step={step} />
              ))}
            </ol>
          </details>
          {inputs.length === 0 ? null : (
            <details className={styles.more}>
              <summary>{words('ui.decision.inputs', 'What it was asked with')}</summary>
              <ol>
                {inputs.map((step) => (
                  <Step key={step.name} step={step} />
                ))}
              </ol>
            </details>
          )}
        </>
      )}
    </section>
  );
}
