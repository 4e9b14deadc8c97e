import { Button, TextInput } from '@mantine/core';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { type FormEvent, useState } from 'react';

interface TypedKeyFormProps {
  /** What has to be typed. */
  readonly wanted: string;
  /** What comes of it. */
  readonly help: string;
  /** Asks for it. */
  readonly label: string;
  readonly agree: string;
  /** Does it, once; what it throws is said here. */
  onAgree(): Promise<void>;
}

/** Does something grave once a key has been typed, so that it is never done by mistake. */
export function TypedKeyForm({ wanted, help, label, agree, onAgree }: TypedKeyFormProps) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const isMeant = typed.trim() === wanted;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isMeant) return;
    setBusy(true);
    setError(null);
    try {
      await onAgree();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <form className="studio-form" onSubmit={(event) => void submit(event)}>
      <p>{help}</p>
      <TextInput
        label={label}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={error === null ? undefined : `${error.message} ${error.hint}`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" color="red" loading={busy} disabled={!isMeant}>
        {agree}
      </Button>
    </form>
  );
}
