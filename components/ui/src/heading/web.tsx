import type { PropsOf } from '../contract/define-component.ts';
import styles from './heading.module.css';
import type { heading } from './manifest.ts';

export function Heading({ properties: { text, level } }: PropsOf<typeof heading>) {
  const Level = `h${level}` as const;
  return (
    <Level className={styles.heading} data-level={level}>
      {text}
    </Level>
  );
}
