import { appendActions, type Client } from '@plinth/api-contract';
import { currentSchemaVersion } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { shortId } from '@plinth/foundation';
import { go } from '@plinth/web-shell';
import { addressOf } from '../frame/address.ts';
import { createUnderFreeKey } from './create-under-free-key.ts';
import { firstRecords } from './first-records.ts';
import { NameDialog } from './name-dialog.tsx';

interface NewApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly opened: boolean;
  onClose(): void;
}

/** Asks what the application is called, makes it with a page and a role that all members hold, and opens it. */
export function NewApplication({ client, tenant, opened, onClose }: NewApplicationProps) {
  const text = useText();
  const make = async (label: string, tool = '') => {
    const application = await createUnderFreeKey(client, tenant, { label, type: 'application' });
    const action = {
      id: shortId(),
      actor: 'member',
      intent: text('studio.begin', 'Begin with a page'),
      schemaVersion: currentSchemaVersion,
      seen: 0,
      ...firstRecords(),
    };
    await client.call(appendActions, { tenant, application }, { expectedPosition: 0, actions: [action] });
    go(addressOf(tenant, application) + tool);
  };
  return (
    <NameDialog
      opened={opened}
      title={text('studio.newApplication', 'New application')}
      help={text('studio.applicationNameHelp', 'What people call it. The address is made from it.')}
      doing={text('studio.create', 'Create')}
      also={{ doing: text('studio.createFromFile', 'Create and import a file'), onName: (label) => make(label, '/-/import') }}
      onClose={onClose}
      onName={make}
    />
  );
}
