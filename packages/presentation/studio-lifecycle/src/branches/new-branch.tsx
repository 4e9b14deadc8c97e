import { Button, Checkbox, TextInput } from '@mantine/core';
import { createBranch } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StudioDialog, useWork } from '@plinth/studio-frame';
import { type FormEvent, useState } from 'react';

interface NewBranchProps {
  readonly opened: boolean;
  /** The branch it begins with. */
  readonly from: string;
  onClose(): void;
}

/** Asks for a name, makes a branch and opens it. */
export function NewBranch({ opened, from, onClose }: NewBranchProps) {
  const text = useText();
  const { client, tenant, application, session, openBranch } = useWork();
  const [key, setKey] = useState('');
  const [own, setOwn] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await session.store.flush();
      await client.call(createBranch, { tenant, application }, { key, from, private: own });
      openBranch(key);
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <StudioDialog opened={opened} onClose={onClose} title={text('studio.newBranch', 'New branch')}>
      <form className="studio-form" onSubmit={(event) => void submit(event)}>
        <TextInput
          label={text('studio.branchName', 'Name')}
          description={text('studio.branchNameHelp', 'Small letters, digits and hyphens. It begins with what is on {from}.', { from })}
          required
          withAsterisk={false}
          maxLength={40}
          value={key}
          error={error === null ? undefined : `${error.message} ${error.hint}`}
          onChange={({ currentTarget }) => setKey(branchKey(currentTarget.value))}
          data-autofocus
        />
        <Checkbox
          label={text('studio.privateDraft', 'A draft of my own')}
          description={text('studio.privateDraftHelp', 'Nobody else sees it until you merge it.')}
          checked={own}
          onChange={({ currentTarget }) => setOwn(currentTarget.checked)}
        />
        <Button type="submit" loading={busy} disabled={key === ''}>
          {text('studio.makeBranch', 'Make the branch')}
        </Button>
      </form>
    </StudioDialog>
  );
}

/** What can be the key of a branch, made of what somebody types. */
function branchKey(typed: string): string {
  return typed
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40);
}
