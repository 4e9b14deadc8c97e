import type { PlinthError } from '@plinth/foundation';

/** What went wrong and what to do, said where it happened; nothing where there is nothing. */
export function FailureLine({ error }: { readonly error: PlinthError | null }) {
  if (error === null) return null;
  return (
    <p role="alert" className="studio-failure">
      <strong>{error.message}</strong> {error.hint}
    </p>
  );
}
