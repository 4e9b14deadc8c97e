import { useText } from '@plinth/component-kit';
import { NothingHere } from './nothing-here.tsx';
import { PushButton } from './push-button.tsx';

/** A query that failed: what happened, what to do, and a way to try again. */
export function QueryProblem({
  error,
  onRetry,
}: {
  readonly error: { readonly title: string; readonly hint: string };
  readonly onRetry: () => void;
}) {
  const words = useText();
  return (
    <NothingHere title={error.title} text={error.hint} icon="alert-circle" tone="bad">
      <PushButton text={words('ui.retry', 'Try again')} icon="refresh" onClick={onRetry} />
    </NothingHere>
  );
}
