import { Modal } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { escapeCloses } from '../contract/escape-closes.ts';
import { useOpen } from '../contract/use-open.ts';
import styles from '../parts/sheet.module.css';
import type { dialog } from './manifest.ts';

const widths = { s: 380, m: 520, l: 760, xl: 1080 } as const;

export function Dialog(props: PropsOf<typeof dialog>) {
  const { id, properties, slots } = props;
  const { title, description, size, closable } = properties;
  const [open, close] = useOpen(props);
  const words = useText();
  return (
    <Modal.Root
      id={id}
      opened={open}
      onClose={close}
      size={widths[size]}
      centered
      lockScroll={false}
      closeOnEscape={false}
      {...(closable ? { onKeyDown: escapeCloses(close) } : {})}
      closeOnClickOutside={closable}
      transitionProps={{ duration: 120 }}
    >
      <Modal.Overlay className={styles.overlay} />
      <Modal.Content classNames={{ inner: styles.place, content: styles.content }} data-locks radius="var(--radius-l)">
        <Modal.Header className={styles.header}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          {closable ? <Modal.CloseButton className={styles.close} aria-label={words('ui.close', 'Close')} /> : null}
        </Modal.Header>
        <Modal.Body className={styles.body}>
          {description ? <p className={styles.description}>{description}</p> : null}
          {slots.children}
        </Modal.Body>
        {slots.actions ? <div className={styles.footer}>{slots.actions}</div> : null}
      </Modal.Content>
    </Modal.Root>
  );
}
