import { Drawer as Panel } from '@mantine/core';
import { useRenderServices, useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { escapeCloses } from '../contract/escape-closes.ts';
import { useOpen } from '../contract/use-open.ts';
import styles from '../parts/sheet.module.css';
import type { drawer } from './manifest.ts';

const widths = { s: 340, m: 460, l: 680, xl: 960 } as const;

export function Drawer(props: PropsOf<typeof drawer>) {
  const { id, properties, slots } = props;
  const { title, description, side, size, closable } = properties;
  const [open, close] = useOpen(props);
  const words = useText();
  const { direction } = useRenderServices();
  const edge = side === 'bottom' ? 'bottom' : (side === 'start') === (direction === 'ltr') ? 'left' : 'right';
  return (
    <Panel.Root
      id={id}
      opened={open}
      onClose={close}
      position={edge}
      size={edge === 'bottom' ? 'min(80dvh, 640px)' : `min(100vw, ${widths[size]}px)`}
      lockScroll={false}
      closeOnEscape={false}
      {...(closable ? { onKeyDown: escapeCloses(close) } : {})}
      closeOnClickOutside={closable}
      transitionProps={{ duration: 120 }}
    >
      <Panel.Overlay className={styles.overlay} />
      <Panel.Content classNames={{ inner: styles.place, content: styles.content }} data-locks>
        <Panel.Header className={styles.header}>
          <Panel.Title className={styles.title}>{title}</Panel.Title>
          {closable ? <Panel.CloseButton className={styles.close} aria-label={words('ui.close', 'Close')} /> : null}
        </Panel.Header>
        <Panel.Body className={styles.body}>
          {description ? <p className={styles.description}>{description}</p> : null}
          {slots.children}
        </Panel.Body>
        {slots.actions ? <div className={styles.footer}>{slots.actions}</div> : null}
      </Panel.Content>
    </Panel.Root>
  );
}
