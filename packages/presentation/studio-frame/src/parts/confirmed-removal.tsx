import { Button } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useState } from 'react';
import { FailureLine } from './failure-line.tsx';
import { StudioDialog } from './studio-dialog.tsx';
import { ToolButton } from './tool-button.tsx';

interface ConfirmedRemovalProps {
  /** What the button does. */
  readonly label: string;
  /** What is asked before. */
  readonly title: string;
  /** What comes of it. */
  readonly help: string;
  readonly agree: string;
  onRemove(): Promise<void>;
}

/** A button that asks before something is taken away, and says where that failed. */
export function ConfirmedRemoval({ label, title, help, agree, onRemove }: ConfirmedRemovalProps) {
  const text = useText();
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await onRemove();
    } catch (thrown) {
      setError(asPlinthError(thrown));
      setBusy(false);
    }
  };
  return (
    <>
      <ToolButton icon="trash" label={label} onClick={() => setOpened(true)} />
      <StudioDialog opened={opened} onClose={() => busy || setOpened(false)} title={title}>
        <div className="studio-form">
          <p>{help}</p>
          <FailureLine error={error} />
          <div className="studio-buttons">
            <Button color="red" loading={busy} onClick={() => void remove()}>
              {agree}
            </Button>
            <Button variant="default" disabled={busy} onClick={() => setOpened(false)} data-autofocus>
              {text('studio.cancel', 'Cancel')}
            </Button>
          </div>
        </div>
      </StudioDialog>
    </>
  );
}
