import { Button, TextInput } from '@mantine/core';
import { appendActions, type Client, createApplication } from '@plinth/api-contract';
import { currentSchemaVersion } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError, shortId } from '@plinth/foundation';
import { go } from '@plinth/web-shell';
import { type FormEvent, useState } from 'react';
import { addressOf } from '../frame/address.ts';
import { StudioDialog } from '../parts/studio-dialog.tsx';
import { firstRecords } from './first-records.ts';
import { keyFromLabel } from './key-from-label.ts';

interface NewApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly opened: boolean;
  onClose(): void;
}

/** Asks what the application is called, makes it with a page and a role that all members hold, and opens it. */
export function NewApplication({ client, tenant, opened, onClose }: NewApplicationProps) {
  const text = useText();
  const [label, setLabel] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const key = keyFromLabel(label);
    setBusy(true);
    setError(null);
    try {
      await client.call(createApplication, { tenant }, { key, type: 'application', label: label.trim() });
      const action = {
        id: shortId(),
        actor: 'member',
        intent: text('studio.begin', 'Begin with a page'),
        schemaVersion: currentSchemaVersion,
        seen: 0,
        ...firstRecords(),
      };
      await client.call(appendActions, { tenant, application: key }, { expectedPosition: 0, actions: [action] });
      go(addressOf(tenant, key));
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <StudioDialog opened={opened} onClose={onClose} title={text('studio.newApplication', 'New application')}>
      <form className="studio-form" onSubmit={(event) => void submit(event)}>
        <TextInput
          label={text('studio.applicationName', 'Name')}
          description={text('studio.applicationNameHelp', 'What people call it. The address is made from it.')}
          required
          withAsterisk={false}
          maxLength={120}
          value={label}
          error={error === null ? undefined : `${error.message} ${error.hint}`}
          onChange={(event) => setLabel(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" loading={busy} disabled={label.trim() === ''}>
          {text('studio.create', 'Create')}
        </Button>
      </form>
    </StudioDialog>
  );
}
