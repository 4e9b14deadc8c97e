import { Icon, useText } from '@plinth/component-kit';
import { useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { PushButton } from '../parts/push-button.tsx';
import styles from './alert.module.css';
import type { alert } from './manifest.ts';

const icons = { neutral: 'info-circle', accent: 'info-circle', good: 'circle-check', warn: 'alert-triangle', bad: 'alert-circle' } as const;

export function Alert({ properties, events, slots }: PropsOf<typeof alert>) {
  const { title, text, tone, closable } = properties;
  const words = useText();
  const [closed, setClosed] = useState(false);
  if (closed) return null;
  const close = () => {
    setClosed(true);
    void events.closed?.();
  };
  return (
    <div role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'} className={styles.alert} data-tone={tone}>
      <span className={styles.icon}>
        <Icon name={icons[tone]} size={16} />
      </span>
      <div className={styles.content}>
        {title ? <p className={styles.title}>{title}</p> : null}
        {text ? <p className={styles.text}>{text}</p> : null}
        {slots.children}
      </div>
      {closable ? <PushButton text={words('ui.close', 'Close')} icon="x" iconOnly variant="subtle" size="s" onClick={close} /> : null}
    </div>
  );
}
