import type { Webhook } from '@plinth/api-contract';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useId, useState } from 'react';
import { CopiedText } from './copied-text.tsx';
import { RemoveSecretDialog } from './remove-secret-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';

interface WebhookEnvironmentProps {
  readonly webhook: string;
  readonly environment: { readonly key: string; readonly name: string };
  /** Nothing where it is neither published there nor has a secret. */
  readonly state: Webhook | undefined;
  onChanged(): void;
}

/** Where a webhook is sent to in one environment, and whether what comes there is taken. */
export function WebhookEnvironment({ webhook, environment, state, onChanged }: WebhookEnvironmentProps) {
  const text = useText();
  const format = useFormat();
  const id = useId();
  const { tenant, application, member } = useWork();
  const [asked, setAsked] = useState<'make' | 'remove' | null>(null);
  const isSet = state?.isSet === true;
  const path = state?.path ?? `/data/${[tenant, environment.key, application].map(encodeURIComponent).join('/')}/-/webhooks/${webhook}`;
  const close = () => {
    setAsked(null);
    onChanged();
  };
  return (
    <section className="webhook-place" aria-labelledby={id}>
      <header>
        <strong id={id}>
          <bdi>{environment.name}</bdi>
        </strong>
        <span className="webhook-status" data-tone={isSet ? 'good' : undefined}>
          <Icon name={isSet ? 'circle-check' : 'lock'} size={13} />
          {isSet ? text('studio.webhook.hasSecret', 'has a secret') : text('studio.webhook.noSecret', 'no secret: refuses everything')}
        </span>
      </header>
      <CopiedText
        label={text('studio.webhook.address', 'Address in {environment}', { environment: environment.name })}
        value={new URL(path, location.origin).href}
      />
      {state?.setAt == null ? null : (
        <p className="webhook-hint" title={format.dateTime(state.setAt)}>
          {text('studio.webhook.setAt', 'The secret was made {when}.', { when: format.relative(state.setAt) })}
          {state.previousUntil === null
            ? null
            : ` ${text('studio.webhook.previous', 'The one before it is valid until {until}.', { until: format.dateTime(state.previousUntil) })}`}
        </p>
      )}
      {state?.process == null && state?.trigger == null ? (
        <p className="webhook-hint">{text('studio.webhook.notPublished', 'It is not published here yet.')}</p>
      ) : null}
      {member.tenantRoles.includes('administrator') ? (
        <div className="webhook-acts">
          <button type="button" className="studio-act" aria-describedby={id} onClick={() => setAsked('make')}>
            {isSet ? text('studio.webhook.rotate', 'New secret …') : text('studio.webhook.make', 'Make a secret')}
          </button>
          {isSet ? (
            <button type="button" className="studio-act" aria-describedby={id} onClick={() => setAsked('remove')}>
              {text('studio.webhook.remove', 'Remove the secret')}
            </button>
          ) : null}
        </div>
      ) : null}
      {asked === 'make' ? <SecretDialog webhook={webhook} environment={environment} isSet={isSet} onClose={close} /> : null}
      {asked === 'remove' ? <RemoveSecretDialog webhook={webhook} environment={environment} onClose={close} /> : null}
    </section>
  );
}
