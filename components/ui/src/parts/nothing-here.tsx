import { Icon } from '@plinth/component-kit';
import type { ReactNode } from 'react';
import styles from './nothing-here.module.css';

interface NothingHereProps {
  readonly title: string;
  readonly text?: string | null | undefined;
  readonly icon?: string | null | undefined;
  readonly tone?: 'neutral' | 'bad';
  readonly children?: ReactNode;
}

/** What stands where there are no rows, no values, or an error: why, and what to do now. */
export function NothingHere({ title, text, icon, tone = 'neutral', children }: NothingHereProps) {
  return (
    <div className={styles.nothing} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      {icon ? (
        <span className={styles.icon}>
          <Icon name={icon} size={20} />
        </span>
      ) : null}
      <p className={styles.title}>{title}</p>
      {text ? <p className={styles.text}>{text}</p> : null}
      {children ? <div className={styles.actions}>{children}</div> : null}
    </div>
  );
}
