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
    <Modal.Root opened={opened} onClose={onClose} portalProps={place} centered>
      <Modal.Overlay />
      <Modal.Content>
        <div className="studio-dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={text('page.dismiss', 'Dismiss')} />
        </div>
        <Modal.Body className="studio-dialog-body">{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
