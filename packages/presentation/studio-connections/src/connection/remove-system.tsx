import { Button } from '@mantine/core';
import { removeConnection } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StudioDialog, ToolButton, useWork } from '@plinth/studio-frame';
import { useState } from 'react';

interface RemoveSystemProps {
  readonly connection: string;
  readonly environment: string;
  onRemoved(): void;
}

/** Asks before a connection to a system is forgotten. */
export function RemoveSystem({ connection, environment, onRemoved }: RemoveSystemProps) {
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
      <ToolButton icon="trash" label={text('studio.connections.disconnect', 'Disconnect this system')} onClick={() => setOpened(true)} />
      <StudioDialog
        opened={opened}
        onClose={() => busy || setOpened(false)}
        title={text('studio.connections.disconnectTitle', 'Disconnect {connection} from {environment}?', name)}
      >
        <p>
          {text(
            'studio.connections.disconnectHelp',
            'What applications ask of {connection} in {environment} fails until it is connected again. Its credentials are gone.',
            name,
          )}
        </p>
        {error === null ? null : (
          <p role="alert" className="connections-failure">
            <strong>{error.message}</strong> {error.hint}
          </p>
        )}
        <div className="connections-buttons">
          <Button color="red" loading={busy} onClick={() => void remove()}>
            {text('studio.connections.disconnectNow', 'Disconnect')}
          </Button>
          <Button variant="default" disabled={busy} onClick={() => setOpened(false)}>
            {text('studio.cancel', 'Cancel')}
          </Button>
        </div>
      </StudioDialog>
    </>
  );
}
