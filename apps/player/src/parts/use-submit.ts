import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { type FormEvent, useState } from 'react';

/** Sends a form once at a time and keeps why it was refused. */
export function useSubmit(send: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await send();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return { busy, error, submit: (event: FormEvent) => void submit(event) };
}
