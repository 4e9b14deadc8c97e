import { Button } from '@mantine/core';
import { Icon } from '@plinth/component-kit';
import type { ReactNode } from 'react';

interface StateMessageProps {
  readonly icon: string;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: string | undefined;
  readonly onAction?: () => void;
  /** 2 where the screen has its own heading already. */
  readonly level?: 1 | 2;
}

/** A state that takes the place of content: what happened, why, and what to do now. */
export function StateMessage({ icon, title, children, action, onAction, level = 1 }: StateMessageProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="player-state">
      <span className="player-state-icon">
        <Icon name={icon} size={24} />
      </span>
      <Heading className="player-state-title">{title}</Heading>
      {children === undefined ? null : <p className="player-state-text">{children}</p>}
      {action === undefined ? null : (
        <Button variant="default" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  );
}
