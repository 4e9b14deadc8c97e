import { Modal } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import type { ReactNode } from 'react';

interface StudioDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  onClose(): void;
}

// The middle of the Studio comes and goes with its views; what is opened over them must not go with it.
const place = { target: '#studio' } as const;

/** A dialog over the Studio. */
export function StudioDialog({ opened, title, children, onClose }: StudioDialogProps) {
  const text = useText();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': text('page.dismiss', 'Dismiss') }}
      classNames={{ title: 'studio-dialog-title' }}
      portalProps={place}
      centered
    >
      {children}
    </Modal>
  );
}
