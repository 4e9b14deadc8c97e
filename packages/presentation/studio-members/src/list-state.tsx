import { Button } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import type { PlinthError } from '@plinth/foundation';
import { StateMessage } from '@plinth/studio-frame';
import type { ReactNode } from 'react';

interface ListStateProps {
  readonly list: {
    readonly items: readonly unknown[] | null;
    readonly error: PlinthError | null;
    readonly busy: boolean;
    readonly more: (() => void) | null;
    again(): void;
  };
  /** What is said where there is nothing. */
  readonly none: string;
  /** The list itself. */
  readonly children: ReactNode;
}

/** A list, or what takes its place: loading, failed, nothing there. */
export function ListState({ list, none, children }: ListStateProps) {
  const text = useText();
  const { items, error, busy, more, again } = list;
  if (error !== null) {
    return (
      <StateMessage icon="alert-circle" title={error.message} action={text('page.retry', 'Try again')} onAction={again}>
        {error.hint}
      </StateMessage>
    );
  }
  if (items === null) return <div className="studio-home-loading" aria-busy="true" />;
  if (items.length === 0) {
    return (
      <p className="studio-none" role="status">
        {none}
      </p>
    );
  }
  return (
    <>
      {children}
      {more === null ? null : (
        <p className="studio-home-more">
          <Button variant="default" loading={busy} onClick={more}>
            {text('studio.home.showMore', 'Show more')}
          </Button>
        </p>
      )}
    </>
  );
}
