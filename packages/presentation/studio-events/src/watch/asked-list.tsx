import { useText } from '@plinth/component-kit';
import { StateMessage } from '@plinth/studio-frame';
import type { ReactNode } from 'react';
import type { Asked } from './use-asked.ts';

interface AskedListProps<Item> {
  readonly asked: Asked<readonly Item[]>;
  /** What is said where there are none. */
  readonly none: ReactNode;
  /** Shows older ones too; null where there are no more. */
  readonly more?: (() => void) | null;
  children(items: readonly Item[]): ReactNode;
}

/** A list that is asked for, or what takes its place: loading, failed, nothing there. */
export function AskedList<Item>({ asked: { value, error, again }, none, more = null, children }: AskedListProps<Item>) {
  const text = useText();
  if (error !== null)
    return (
      <StateMessage icon="alert-circle" title={error.message} action={text('page.retry', 'Try again')} onAction={again}>
        {error.hint}
      </StateMessage>
    );
  if (value === null) return <div className="studio-waiting" aria-busy="true" />;
  if (value.length === 0) return none;
  return (
    <div className="studio-list">
      {children(value)}
      {more === null ? null : (
        <button type="button" className="studio-link studio-more" onClick={more}>
          {text('studio.run.more', 'Show older ones')}
        </button>
      )}
    </div>
  );
}
