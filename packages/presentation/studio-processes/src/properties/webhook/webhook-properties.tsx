import { listWebhooks, type Webhook } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';
import type { DrawnNode } from '../../drawing/drawn-process.ts';
import { setAttribute } from '../../edits/property-edits.ts';
import { useProcessWork } from '../../process-work.ts';
import { Group, TextSetting } from '../setting.tsx';
import { WebhookEnvironment } from './webhook-environment.tsx';

/** Of names that can stand in an address, as the check before publication wants them. */
const usable = /^[a-z][A-Za-z0-9_-]{0,62}$/;

/** By which name programs of others start the process, and in each environment to which address and with which secret. */
export function WebhookProperties({ node, webhook }: { readonly node: DrawnNode; readonly webhook: string }) {
  const text = useText();
  const process = useProcessWork();
  return (
    <Group title={text('studio.webhook.title', 'Webhook')}>
      <TextSetting
        label={text('studio.webhook.name', 'Name in the address')}
        value={webhook}
        isCode
        placeholder={text('studio.webhook.example', 'orderPlaced')}
        help={text(
          'studio.webhook.help',
          'Programs of others start the process by what they send there, signed with a secret. It comes as the variable {payload}.',
          { payload: 'payload' },
        )}
        onKeep={(name) => process.edit(() => setAttribute(node, 'plinth:webhook', name.trim()))}
      />
      {usable.test(webhook) ? <Environments webhook={webhook} /> : null}
    </Group>
  );
}

function Environments({ webhook }: { readonly webhook: string }) {
  const text = useText();
  const { client, tenant, application, environments, member } = useWork();
  const [states, again] = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const asked = environments.map(async ({ key }) => {
          const { items } = await client.call(listWebhooks, { tenant, environment: key, application }, {}, { signal });
          return [key, items.find((each) => each.webhook === webhook)] as const;
        });
        return new Map<string, Webhook | undefined>(await Promise.all(asked));
      },
      [client, tenant, application, environments, webhook],
    ),
  );
  if (states.state === 'loading') return <div className="studio-waiting" aria-busy="true" />;
  if (states.state === 'failed')
    return (
      <p className="process-hint" role="alert">
        {`${states.error.message} ${states.error.hint} `}
        <button type="button" className="studio-link" onClick={again}>
          {text('page.retry', 'Try again')}
        </button>
      </p>
    );
  return (
    <>
      {environments.map((environment) => (
        <WebhookEnvironment
          key={environment.key}
          webhook={webhook}
          environment={environment}
          state={states.value.get(environment.key)}
          onChanged={again}
        />
      ))}
      {member.tenantRoles.includes('administrator') ? null : (
        <p className="process-hint">{text('studio.webhook.notYours', 'An administrator makes the secrets.')}</p>
      )}
    </>
  );
}
