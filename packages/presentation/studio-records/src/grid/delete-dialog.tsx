import { Button, Modal } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import type { PlinthError } from '@plinth/foundation';
import { FailureLine } from '@plinth/studio-frame';
import { useState } from 'react';
import type { GridRecord } from './use-records.ts';

interface DeleteDialogProps {
  /** None: the dialog is closed. */
  readonly records: readonly GridRecord[];
  onDelete(): Promise<PlinthError | null>;
  onClose(): void;
}

const place = { target: '#studio' } as const;

/** Asks before records are deleted. */
export function DeleteDialog({ records, onDelete, onClose }: DeleteDialogProps) {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const close = () => {
    setError(null);
    onClose();
  };
  const [first] = records;
  const run = async () => {
    setBusy(true);
    setError(await onDelete());
    setBusy(false);
  };
  const title =
    records.length === 1
      ? text('studio.records.deleteOne', 'Delete “{record}”?', { record: (first?.title ?? first?.id ?? '').slice(0, 120) })
      : text('studio.records.deleteMany', 'Delete {count} records?', { count: records.length });
  return (
    <Modal opened={records.length > 0} onClose={close} title={title} portalProps={place} centered withCloseButton={false}>
      <div className="studio-form">
        <p>{text('studio.records.deleteHelp', 'What is deleted here is gone for everybody who uses the application.')}</p>
        <FailureLine error={error} />
        <div className="studio-buttons">
          <Button color="red" loading={busy} onClick={() => void run()}>
            {text('studio.records.delete', 'Delete')}
          </Button>
          <Button variant="default" onClick={close} data-autofocus>
            {text('studio.cancel', 'Cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
