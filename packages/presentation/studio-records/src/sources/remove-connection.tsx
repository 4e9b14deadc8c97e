import { Button } from '@mantine/core';
import { removeConnection } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StudioDialog, ToolButton, useWork } from '@plinth/studio-frame';
import { useState } from 'react';

interface RemoveConnectionProps {
  readonly connection: string;
  readonly environment: string;
  onRemoved(): void;
}

/** Asks before a connection is forgotten. */
export function RemoveConnection({ connection, environment, onRemoved }: RemoveConnectionProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const remove = async () => {
    setBusy(true);
    try {
      await client.call(removeConnection, { tenant, environment }, { connection });
      onRemoved();
    } catch (thrown) {
      setError(asPlinthError(thrown));
      setBusy(false);
    }
  };
  const name = { connection, environment };
  return (
    <>
      <ToolButton icon="trash" label={text('studio.sources.disconnect', 'Disconnect this database')} onClick={() => setOpened(true)} />
      <StudioDialog
        opened={opened}
        onClose={() => busy || setOpened(false)}
        title={text('studio.sources.disconnectTitle', 'Disconnect {connection} from {environment}?', name)}
      >
        <div className="studio-form">
          <p>
            {text(
              'studio.sources.disconnectHelp',
              'Applications that use it there show no records of it any more. Nothing changes in the database; whoever connects it again needs its password.',
            )}
          </p>
          {error === null ? null : (
            <p role="alert" className="records-failure">
              <strong>{error.message}</strong> {error.hint}
            </p>
          )}
          <div className="records-buttons">
            <Button color="red" loading={busy} onClick={() => void remove()}>
              {text('studio.sources.disconnectNow', 'Disconnect')}
            </Button>
            <Button variant="default" onClick={() => setOpened(false)} data-autofocus>
              {text('studio.cancel', 'Cancel')}
            </Button>
          </div>
        </div>
      </StudioDialog>
    </>
  );
}
