import { useFormat } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import type { progress } from './manifest.ts';
import styles from './progress.module.css';

export function Progress({ id, properties }: PropsOf<typeof progress>) {
  const { label, value, maximum, tone, showValue, labelHidden } = properties;
  const format = useFormat();
  const share = maximum > 0 ? Math.min(1, Math.max(0, value / maximum)) : 0;
  const words = format.percent(share, { digits: 0 });
  return (
    <div className={styles.progress}>
      <div className={styles.words} data-hidden={(labelHidden && !showValue) || undefined}>
        <span id={`${id}-label`} className={labelHidden ? styles.unseen : styles.label}>
          {label}
        </span>
        {showValue ? <span className={styles.value}>{words}</span> : null}
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-labelledby={`${id}-label`}
        aria-valuemin={0}
        aria-valuemax={maximum}
        aria-valuenow={Math.min(maximum, Math.max(0, value))}
        aria-valuetext={words}
      >
        <div className={styles.done} data-tone={tone} style={{ inlineSize: `${share * 100}%` }} />
      </div>
    </div>
  );
}
