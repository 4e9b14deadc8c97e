import { Button } from '@mantine/core';
import { copyText, useText } from '@plinth/component-kit';
import { StudioDialog } from '@plinth/studio-frame';
import { useState } from 'react';

interface SecretDialogProps {
  readonly secret: string;
  onClose(): void;
}

/** Shows a secret, which nobody can see later. */
export function SecretDialog({ secret, onClose }: SecretDialogProps) {
  const text = useText();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <StudioDialog opened title={text('studio.receivers.secret', 'The secret of this receiver')} onClose={onClose}>
      <p>
        {text(
          'studio.receivers.secretHelp',
          'Give it to the system that receives: it tells by the signature that events come from here. It is shown this once.',
        )}
      </p>
      <p className="events-secret">
        <code dir="ltr">{secret}</code>
      </p>
      {copied === false ? (
        <p role="alert">{text('studio.receivers.notCopied', 'The browser does not allow copying here: select it and copy it yourself.')}</p>
      ) : null}
      <div className="studio-buttons">
        <Button data-autofocus onClick={() => void copyText(secret).then(setCopied)}>
          {copied === true ? text('studio.receivers.copied', 'Copied') : text('studio.receivers.copy', 'Copy')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text('studio.receivers.kept', 'I have kept it')}
        </Button>
      </div>
    </StudioDialog>
  );
}
