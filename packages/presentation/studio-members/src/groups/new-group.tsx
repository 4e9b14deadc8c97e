import { Button, TextInput } from '@mantine/core';
import { type Client, createGroup } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StudioDialog } from '@plinth/studio-frame';
import { type FormEvent, useState } from 'react';

interface NewGroupProps {
  readonly client: Client;
  readonly tenant: string;
  readonly opened: boolean;
  onClose(): void;
  onMade(): void;
}

/** Asks what a group is called, and makes it. */
export function NewGroup({ client, tenant, opened, onClose, onMade }: NewGroupProps) {
  const text = useText();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [error, setError] = useState<PlinthError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    try {
      await client.call(createGroup, { tenant }, { key: key.trim(), name: name.trim() });
      setName('');
      setKey('');
      onClose();
      onMade();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
  };
  return (
    <StudioDialog opened={opened} onClose={onClose} title={text('studio.members.newGroup', 'New group')}>
      <form className="studio-form" onSubmit={(event) => void submit(event)}>
        <TextInput
          label={text('studio.members.name', 'Name')}
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label={text('studio.members.groupKey', 'Key')}
          description={text('studio.members.groupKeyHelp', 'Small letters, digits and hyphens, beginning with a letter. It never changes.')}
          required
          withAsterisk={false}
          maxLength={60}
          autoCapitalize="none"
          spellCheck={false}
          value={key}
          error={error === null ? undefined : `${error.message} ${error.hint}`}
          onChange={({ currentTarget }) => setKey(currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === '' || key.trim() === ''}>
          {text('studio.create', 'Create')}
        </Button>
      </form>
    </StudioDialog>
  );
}
