import { Button, TextInput } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { type FormEvent, useState } from 'react';
import { StudioDialog } from '../parts/studio-dialog.tsx';

interface NameDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** What stands there at first. */
  readonly name?: string;
  readonly help: string;
  /** On the button. */
  readonly doing: string;
  onClose(): void;
  /** Does it; what it throws is shown at the name. */
  onName(name: string): Promise<void>;
}

/** Asks what an application is to be called, and does something with the answer. */
export function NameDialog({ opened, title, onClose, ...form }: NameDialogProps) {
  return (
    <StudioDialog opened={opened} onClose={onClose} title={title}>
      <NameForm {...form} />
    </StudioDialog>
  );
}

function NameForm({ name = '', help, doing, onName }: Omit<NameDialogProps, 'opened' | 'title' | 'onClose'>) {
  const text = useText();
  const [label, setLabel] = useState(name);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await onName(label.trim());
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <form className="studio-form" onSubmit={submit}>
      <TextInput
        label={text('studio.applicationName', 'Name')}
        description={help}
        required
        withAsterisk={false}
        maxLength={120}
        value={label}
        error={error === null ? undefined : `${error.message} ${error.hint}`}
        onChange={(event) => setLabel(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" loading={busy} disabled={label.trim() === ''}>
        {doing}
      </Button>
    </form>
  );
}
