import { Button } from '@mantine/core';
import { setWebhookSecret } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StudioDialog, useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import { CopiedText } from './copied-text.tsx';

interface SecretDialogProps {
  readonly webhook: string;
  readonly environment: { readonly key: string; readonly name: string };
  /** Whether there is one already, which the new one takes the place of. */
  readonly isSet: boolean;
  onClose(): void;
}

/** Seconds for which the secret before stays valid, for the sender to change over. */
const keeps = [86_400, 3600, 0] as const;

/** Makes a secret of a webhook and shows it, this once. */
export function SecretDialog({ webhook, environment, isSet, onClose }: SecretDialogProps) {
  const text = useText();
  const format = useFormat();
  const { client, tenant, application } = useWork();
  const [keepSeconds, setKeepSeconds] = useState<number>(keeps[0]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const [made, setMade] = useState<{ readonly secret: string; readonly previousUntil: string | null } | null>(null);
  const words: Readonly<Record<(typeof keeps)[number], string>> = {
    86400: text('studio.webhook.keepDay', 'for a day'),
    3600: text('studio.webhook.keepHour', 'for an hour'),
    0: text('studio.webhook.keepNot', 'no longer: somebody else may know it'),
  };
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const place = { tenant, environment: environment.key, application };
      setMade(await client.call(setWebhookSecret, place, { webhook, keepSeconds }));
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  const title = text('studio.webhook.secretOf', 'Secret of {webhook} in {environment}', { webhook, environment: environment.name });
  return (
    <StudioDialog opened title={title} onClose={() => busy || onClose()}>
      <div className="studio-form">
        {error === null ? null : <p role="alert">{`${error.message} ${error.hint}`}</p>}
        {made === null ? (
          <>
            <p>
              {text(
                'studio.webhook.secretHelp',
                'The sender signs with it, as Standard Webhooks say. It is kept sealed and shown this once.',
              )}
            </p>
            {isSet ? (
              <label>
                {text('studio.webhook.keep', 'The one before stays valid')}
                <select value={keepSeconds} onChange={({ currentTarget }) => setKeepSeconds(Number(currentTarget.value))}>
                  {keeps.map((each) => (
                    <option key={each} value={each}>
                      {words[each]}
                    </option>
                  ))}
                </select>
              </label>
            ) : null}
            <Button loading={busy} onClick={() => void make()} data-autofocus>
              {isSet ? text('studio.webhook.makeNew', 'Make a new secret') : text('studio.webhook.make', 'Make a secret')}
            </Button>
          </>
        ) : (
          <>
            <p role="status">
              {text('studio.webhook.shownOnce', 'Give it to the sender now. When this is closed, nobody can see it again.')}
              {made.previousUntil === null
                ? null
                : ` ${text('studio.webhook.previous', 'The one before it is valid until {until}.', { until: format.dateTime(made.previousUntil) })}`}
            </p>
            <CopiedText label={text('studio.webhook.secret', 'Secret')} value={made.secret} isFirst />
            <Button variant="default" onClick={onClose}>
              {text('studio.webhook.done', 'Done')}
            </Button>
          </>
        )}
      </div>
    </StudioDialog>
  );
}
