import { Icon } from '@plinth/component-kit';
import styles from './tag.module.css';

/** A short state in the colour of its meaning. */
export function Tag({
  text,
  tone,
  icon,
}: {
  readonly text: string;
  readonly tone?: string | null | undefined;
  readonly icon?: string | null | undefined;
}) {
  return (
    <span className={styles.tag} data-tone={tone ?? 'neutral'}>
      {icon ? <Icon name={icon} size={12} /> : null}
      <span className={styles.text}>{text}</span>
    </span>
  );
}
