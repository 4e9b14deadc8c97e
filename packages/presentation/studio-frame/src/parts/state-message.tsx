import { Button } from '@mantine/core';
import { Icon } from '@plinth/component-kit';
import type { ReactNode } from 'react';

interface StateMessageProps {
  readonly icon: string;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: string | undefined;
  readonly onAction?: () => void;
  /** 1 where it is all that the page says. */
  readonly level?: 1 | 2;
}

/** A state that takes the place of content: what happened, why, and what to do now. */
export function StateMessage({ icon, title, children, action, onAction, level = 2 }: StateMessageProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="studio-state">
      <span className="studio-state-icon">
        <Icon name={icon} size={22} />
      </span>
      <Heading>{title}</Heading>
      {children === undefined ? null : <p>{children}</p>}
      {action === undefined ? null : (
        <Button variant="default" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  );
}
