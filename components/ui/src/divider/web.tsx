import type { PropsOf } from '../contract/define-component.ts';
import styles from './divider.module.css';
import type { divider } from './manifest.ts';

export function Divider({ properties: { label, orientation } }: PropsOf<typeof divider>) {
  if (orientation === 'vertical') {
    // biome-ignore lint/a11y/useSemanticElements: hr cannot stand upright
    return <div role="separator" aria-orientation="vertical" className={styles.vertical} />;
  }
  return label ? (
    <div className={styles.labelled}>
      <hr className={styles.line} />
      <span>{label}</span>
      <span className={styles.line} />
    </div>
  ) : (
    <hr className={styles.line} />
  );
}
