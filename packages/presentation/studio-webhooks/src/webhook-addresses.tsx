import './studio-webhooks.css';
import { listWebhooks, type Webhook } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';
import { WebhookEnvironment } from './webhook-environment.tsx';

interface WebhookAddressesProps {
  /** As it stands in the address. */
  readonly webhook: string;
  /** Key of the only environment that is shown; all of them where absent. */
  readonly only?: string;
}

/** To which address a webhook is sent in each environment, and with which secret. */
export function WebhookAddresses({ webhook, only }: WebhookAddressesProps) {
  const text = useText();
  const { client, tenant, application, environments, member } = useWork();
  const [states, again] = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const asked = environments
          .filter(({ key }) => only === undefined || key === only)
          .map(async (environment) => {
            const { items } = await client.call(listWebhooks, { tenant, environment: environment.key, application }, {}, { signal });
            return [environment, items.find((each) => each.webhook === webhook)] as const;
          });
        return new Map<(typeof environments)[number], Webhook | undefined>(await Promise.all(asked));
      },
      [client, tenant, application, environments, webhook, only],
    ),
  );
  if (states.state === 'loading') return <div className="studio-waiting" aria-busy="true" />;
  if (states.state === 'failed')
    return (
      <p className="webhook-hint" role="alert">
        {`${states.error.message} ${states.error.hint} `}
        <button type="button" className="studio-link" onClick={again}>
          {text('page.retry', 'Try again')}
        </button>
      </p>
    );
  return (
    <>
      {[...states.value].map(([environment, state]) => (
        <WebhookEnvironment key={environment.key} webhook={webhook} environment={environment} state={state} onChanged={again} />
      ))}
      {member.tenantRoles.includes('administrator') ? null : (
        <p className="webhook-hint">{text('studio.webhook.notYours', 'An administrator makes the secrets.')}</p>
      )}
    </>
  );
}
