import { Button, TextInput } from '@mantine/core';
import { appendActions, type Client } from '@plinth/api-contract';
import { currentSchemaVersion } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError, shortId } from '@plinth/foundation';
import { go } from '@plinth/web-shell';
import { type FormEvent, useEffect, useState } from 'react';
import { addressOf } from '../frame/address.ts';
import { FailureLine } from '../parts/failure-line.tsx';
import { StudioDialog } from '../parts/studio-dialog.tsx';
import { useFileDrop } from '../parts/use-file-drop.ts';
import { type Beginning, BeginningChoice } from './beginning-choice.tsx';
import { createUnderFreeKey } from './create-under-free-key.ts';
import { firstRecords } from './first-records.ts';

interface NewApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly opened: boolean;
  /** An archive that was dropped, to begin with. */
  readonly dropped: File | null;
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

function NewApplicationForm({ client, tenant, dropped }: Pick<NewApplicationProps, 'client' | 'tenant' | 'dropped'>) {
  const text = useText();
  const [label, setLabel] = useState('');
  const [beginning, setBeginning] = useState<Beginning>({ with: 'nothing' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const [unread, setUnread] = useState<PlinthError | null>(null);

  const choose = (chosen: Beginning, called?: string) => {
    setBeginning(chosen);
    setError(null);
    setUnread(null);
    if (called !== undefined) setLabel((before) => (before.trim() === '' ? called : before));
  };
  const take = async (file: File) => {
    setBusy(true);
    try {
      const { applicationInArchive } = await import('../archive/application-in-archive.ts');
      const application = await applicationInArchive(file);
      choose({ with: 'archive', name: file.name, application }, application.label);
    } catch (thrown) {
      setUnread(asPlinthError(thrown));
    }
    setBusy(false);
  };
  const dropping = useFileDrop((file) => void take(file));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each file
  useEffect(() => {
    if (dropped !== null) void take(dropped);
  }, [dropped]);

  const make = async () => {
    const named = { label: label.trim(), type: 'application' } as const;
    if (beginning.with === 'template') return createUnderFreeKey(client, tenant, { ...named, template: beginning.template });
    if (beginning.with === 'archive') {
      const { files, type } = beginning.application;
      return createUnderFreeKey(client, tenant, { ...named, type, files });
    }
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
    <form className="studio-form studio-dropped-on" onSubmit={submit} {...dropping}>
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
      <BeginningChoice {...{ client, tenant, beginning }} onChoose={choose} onArchive={(file) => void take(file)} />
      <FailureLine error={unread} />
      <Button type="submit" loading={busy} disabled={label.trim() === ''}>
        {text('studio.create', 'Create')}
      </Button>
    </form>
  );
}
