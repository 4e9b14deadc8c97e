import { Icon } from '@plinth/component-kit';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { classNames } from '../contract/class-names.ts';
import styles from './push-button.module.css';

interface PushButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly text: string;
  readonly variant?: 'primary' | 'secondary' | 'subtle';
  readonly tone?: 'neutral' | 'bad';
  readonly icon?: string | null | undefined;
  readonly trailingIcon?: string;
  readonly iconOnly?: boolean;
  readonly size?: 's' | 'm';
  readonly fullWidth?: boolean;
  readonly busy?: boolean;
  /** Why it does nothing: it is drawn disabled, and still takes the focus so that everybody can learn why. */
  readonly reason?: string | null | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** The one look of everything that is pushed. */
export function PushButton(props: PushButtonProps) {
  const {
    text,
    variant = 'secondary',
    tone = 'neutral',
    icon,
    trailingIcon,
    iconOnly,
    size = 'm',
    fullWidth,
    busy,
    reason,
    className,
    ...rest
  } = props;
  const bare = iconOnly === true && Boolean(icon);
  return (
    <button
      type="button"
      {...rest}
      className={classNames(styles.button, className)}
      data-variant={variant}
      data-tone={tone}
      data-size={size}
      data-bare={bare || undefined}
      data-full={fullWidth || undefined}
      data-busy={busy || undefined}
      aria-busy={busy || undefined}
      aria-disabled={reason ? true : undefined}
      aria-label={bare ? text : rest['aria-label']}
      title={[bare ? text : rest.title, reason].filter(Boolean).join(': ') || undefined}
      {...(reason ? { onClick: undefined, type: 'button' } : {})}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon ? <Icon name={icon} size={16} /> : null}
      {bare ? null : <span className={styles.text}>{text}</span>}
      {trailingIcon ? <Icon name={trailingIcon} size={14} /> : null}
    </button>
  );
}
