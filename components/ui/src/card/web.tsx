import type { PropsOf } from '../contract/define-component.ts';
import styles from './card.module.css';
import type { card } from './manifest.ts';

export function Card({ id, properties, slots }: PropsOf<typeof card>) {
  const { title, description, level, padded } = properties;
  const Title = `h${level}` as const;
  const content = (
    <>
      {title || slots.actions ? (
        <div className={styles.header}>
          <div className={styles.words}>
            {title ? (
              <Title id={`${id}-title`} className={styles.title}>
                {title}
              </Title>
            ) : null}
            {description ? <p className={styles.description}>{description}</p> : null}
          </div>
          {slots.actions ? <div className={styles.actions}>{slots.actions}</div> : null}
        </div>
      ) : null}
      {slots.children ? (
        <div className={styles.content} data-padded={padded || undefined}>
          {slots.children}
        </div>
      ) : null}
      {slots.footer ? <div className={styles.footer}>{slots.footer}</div> : null}
    </>
  );
  return title ? (
    <section className={styles.card} aria-labelledby={`${id}-title`}>
      {content}
    </section>
  ) : (
    <div className={styles.card}>{content}</div>
  );
}
