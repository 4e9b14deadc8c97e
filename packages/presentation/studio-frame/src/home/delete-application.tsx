import { Button, TextInput } from '@mantine/core';
import { type Application, type Client, deleteApplication } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { type FormEvent, useState } from 'react';
import { StudioDialog } from '../parts/studio-dialog.tsx';

interface DeleteApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly application: Application;
  readonly opened: boolean;
  onClose(): void;
  onDeleted(): void;
}

/** Asks for the key of the application to be typed, says what comes of it, and deletes it. */
export function DeleteApplication({ opened, onClose, ...form }: DeleteApplicationProps) {
  const text = useText();
  return (
    <StudioDialog
      opened={opened}
      onClose={onClose}
      title={text('studio.home.deleteTitle', 'Delete {label}?', { label: form.application.label })}
    >
      <DeleteForm {...form} onClose={onClose} />
    </StudioDialog>
  );
}

function DeleteForm({ client, tenant, application, onClose, onDeleted }: Omit<DeleteApplicationProps, 'opened'>) {
  const text = useText();
  const { key, running } = application;
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== key) return;
    setBusy(true);
    setError(null);
    try {
      await client.call(deleteApplication, { tenant, application: key }, {});
      onClose();
      onDeleted();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <form className="studio-form" onSubmit={(event) => void submit(event)}>
      <p>
        {running.length === 0
          ? text('studio.home.deleteHelp', 'It disappears from this list. Nothing stored is lost: it can be brought back under “Deleted”.')
          : text(
              'studio.home.deleteRunningHelp',
              'It stops at once in {environments}, for everybody who uses it. Nothing stored is lost: it can be brought back under “Deleted”.',
              { environments: running.map(({ environment }) => environment).join(', ') },
            )}
      </p>
      <TextInput
        label={text('studio.home.typeKey', 'Type {key} to delete it', { key })}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={error === null ? undefined : `${error.message} ${error.hint}`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" color="red" loading={busy} disabled={typed.trim() !== key}>
        {text('studio.home.deleteApplication', 'Delete')}
      </Button>
    </form>
  );
}
