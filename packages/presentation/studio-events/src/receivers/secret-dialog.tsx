import { Button } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import { StudioDialog } from '@plinth/studio-frame';

interface SecretDialogProps {
  readonly secret: string;
  onClose(): void;
}

/** Shows a secret, which nobody can see later. */
export function SecretDialog({ secret, onClose }: SecretDialogProps) {
  const text = useText();
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
      <div className="studio-buttons">
        <Button data-autofocus onClick={() => void navigator.clipboard.writeText(secret).catch(() => undefined)}>
          {text('studio.receivers.copy', 'Copy')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text('studio.receivers.kept', 'I have kept it')}
        </Button>
      </div>
    </StudioDialog>
  );
}
