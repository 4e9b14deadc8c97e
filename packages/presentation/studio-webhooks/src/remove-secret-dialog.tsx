import { Button } from '@mantine/core';
import { removeWebhookSecret } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StudioDialog, useWork } from '@plinth/studio-frame';
import { useState } from 'react';

interface RemoveSecretDialogProps {
  readonly webhook: string;
  readonly environment: { readonly key: string; readonly name: string };
  onClose(): void;
}

/** Takes the secret of a webhook away, after saying what follows. */
export function RemoveSecretDialog({ webhook, environment, onClose }: RemoveSecretDialogProps) {
  const text = useText();
  const { client, tenant, application } = useWork();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await client.call(removeWebhookSecret, { tenant, environment: environment.key, application }, { webhook });
      onClose();
    } catch (thrown) {
      setError(asPlinthError(thrown));
      setBusy(false);
    }
  };
  const title = text('studio.webhook.secretOf', 'Secret of {webhook} in {environment}', { webhook, environment: environment.name });
  return (
    <StudioDialog opened title={title} onClose={() => busy || onClose()}>
      <div className="studio-form">
        {error === null ? null : <p role="alert">{`${error.message} ${error.hint}`}</p>}
        <p>{text('studio.webhook.removeHelp', 'Everything that is sent there is refused from then on.')}</p>
        <Button color="red" loading={busy} onClick={() => void remove()} data-autofocus>
          {text('studio.webhook.remove', 'Remove the secret')}
        </Button>
      </div>
    </StudioDialog>
  );
}
