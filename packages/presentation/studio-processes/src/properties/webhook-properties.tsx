import { useText } from '@plinth/component-kit';
import { WebhookAddresses } from '@plinth/studio-webhooks';
import type { DrawnNode } from '../drawing/drawn-process.ts';
import { setAttribute } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { Group, TextSetting } from './setting.tsx';

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
      {usable.test(webhook) ? <WebhookAddresses webhook={webhook} /> : null}
    </Group>
  );
}
