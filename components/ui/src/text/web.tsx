import type { CSSProperties } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import type { text } from './manifest.ts';
import styles from './text.module.css';

export function Text({ properties }: PropsOf<typeof text>) {
  const { lines } = properties;
  const style: CSSProperties | undefined = lines && lines > 0 ? { WebkitLineClamp: lines } : undefined;
  return (
    <p
      className={styles.text}
      style={style}
      data-size={properties.size}
      data-weight={properties.weight}
      data-tone={properties.tone}
      data-align={properties.align}
      data-monospace={properties.monospace || undefined}
      data-clamped={style ? true : undefined}
    >
      {properties.text ?? ''}
    </p>
  );
}
