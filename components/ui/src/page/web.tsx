import type { PropsOf } from '../contract/define-component.ts';
import type { page } from './manifest.ts';
import styles from './page.module.css';

export function Page({ id, properties, slots }: PropsOf<typeof page>) {
  const { title, description, width, padded } = properties;
  return (
    <div className={styles.page} data-width={width} data-padded={padded || undefined}>
      {slots.above}
      {title || slots.actions ? (
        <header className={styles.header}>
          <div className={styles.words}>
            {title ? (
              <h1 id={`${id}-title`} className={styles.title}>
                {title}
              </h1>
            ) : null}
            {description ? <p className={styles.description}>{description}</p> : null}
          </div>
          {slots.actions ? <div className={styles.actions}>{slots.actions}</div> : null}
        </header>
      ) : null}
      <div className={styles.content}>{slots.children}</div>
    </div>
  );
}
