import { Button, TextInput } from '@mantine/core';
import { appendActions, type Client } from '@plinth/api-contract';
import { currentSchemaVersion } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError, shortId } from '@plinth/foundation';
import { go } from '@plinth/web-shell';
import { type FormEvent, useState } from 'react';
import { addressOf } from '../frame/address.ts';
import { StudioDialog } from '../parts/studio-dialog.tsx';
import { type Beginning, BeginningChoice } from './beginning-choice.tsx';
import { createUnderFreeKey } from './create-under-free-key.ts';
import { firstRecords } from './first-records.ts';
import { readArchive } from './read-archive.ts';

interface NewApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly opened: boolean;
  onClose(): void;
}

/** Asks what an application is called and what it begins with, makes it, and opens it. */
export function NewApplication({ opened, onClose, ...place }: NewApplicationProps) {
  const text = useText();
  return (
    <StudioDialog opened={opened} onClose={onClose} title={text('studio.newApplication', 'New application')}>
      <NewApplicationForm {...place} />
    </StudioDialog>
  );
}

function NewApplicationForm({ client, tenant }: Pick<NewApplicationProps, 'client' | 'tenant'>) {
  const text = useText();
  const [label, setLabel] = useState('');
  const [beginning, setBeginning] = useState<Beginning>({ with: 'nothing' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);

  const make = async () => {
    const named = { label: label.trim(), type: 'application' } as const;
    if (beginning.with === 'template') return createUnderFreeKey(client, tenant, { ...named, template: beginning.template });
    if (beginning.with === 'archive') return createUnderFreeKey(client, tenant, { ...named, files: await readArchive(beginning.file) });
    const application = await createUnderFreeKey(client, tenant, named);
    const action = {
      id: shortId(),
      actor: 'member',
      intent: text('studio.begin', 'Begin with a page'),
      schemaVersion: currentSchemaVersion,
      seen: 0,
      ...firstRecords(),
    };
    await client.call(appendActions, { tenant, application }, { expectedPosition: 0, actions: [action] });
    return application;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      go(addressOf(tenant, await make()) + (beginning.with === 'data' ? '/-/import' : ''));
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <form className="studio-form" onSubmit={submit}>
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
      <BeginningChoice
        {...{ client, tenant, beginning }}
        onChoose={(chosen, called) => {
          setBeginning(chosen);
          setError(null);
          if (called !== undefined && label.trim() === '') setLabel(called);
        }}
      />
      <Button type="submit" loading={busy} disabled={label.trim() === ''}>
        {text('studio.create', 'Create')}
      </Button>
    </form>
  );
}
